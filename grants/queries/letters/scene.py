"""The act that issues a letter, as the letter's variables see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

import yaml
from flask import current_app

from grants.definitions.letter import LETTERS, letter
from grants.models import Application, Delegation, Round, Ruling, User
from grants.policies.delegated import in_force_on
from grants.queries.completeness import answers_of
from grants.values.clock import day_of

Fact = Callable[["Scene"], Any]


@cache
def administration() -> dict[str, str]:
    """The service that writes, its court, its accountant."""
    settings: dict[str, str] = yaml.safe_load((LETTERS / "administration.yaml").read_text(encoding="utf-8"))
    return settings


@dataclass(frozen=True)
class Scene:
    """Who writes, when, on what; `application` is None for a letter about a whole round or meeting."""

    actor: User
    at: datetime
    reference: str
    subject: Any
    application: Application | None = None
    found: dict[Any, Any] = field(default_factory=dict, compare=False)

    @property
    def day(self) -> date:
        return day_of(self.at)

    @property
    def file(self) -> Application:
        if self.application is None:
            raise LookupError("this letter is about no file")
        return self.application

    @property
    def round(self) -> Round:
        found: Round = self.application.round if self.application else self.subject.round
        return found

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers to the form of the file's present stage."""
        return answers_of(self.file, self.file.file.form_of(self.file.stage_key).key)

    @cached_property
    def delegation(self) -> Delegation | None:
        """Under which the ruling was given, else under which the actor signs today, if any."""
        if isinstance(self.subject, Ruling):
            return self.subject.delegation
        if self.application is not None:
            return next(iter(in_force_on(self.actor, self.application, self.day)), None)
        call = self.round.call
        held = (each for each in self.actor.delegations if each.covers(kind=call.kind, day=self.day, call_id=call.id))
        return next(held, None)

    def page(self, path: str) -> str:
        return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"


def once(find: Fact) -> Fact:
    """Several variables of a letter come from the same row: it is asked for once."""

    def found(scene: Scene) -> Any:
        if find not in scene.found:
            scene.found[find] = find(scene)
        return scene.found[find]

    return found


def values(facts: Mapping[str, Fact], key: str, scene: Scene, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every variable of the letter: what the act gives first, then what is found."""
    found = {}
    for name in letter(key).every_variable():
        found[name] = given[name] if name in given else facts[name](scene) if name in facts else None
    return found
