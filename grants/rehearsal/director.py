"""Who says what, and when: each act is one call of a service, by one person, at one set instant."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application
from grants.rehearsal.cast import Troupe
from grants.rehearsal.draw import Draw
from grants.values import clock
from workflows.errors import Refused

BETWEEN = timedelta(minutes=7)  # two acts never happen at once


@dataclass
class Director:
    """The clock of the play, its troupe, and what was counted on the way."""

    troupe: Troupe
    draw: Draw
    at: datetime
    present: datetime | None = None  # the play's own today: nothing is moved after it
    acts: Counter[str] = field(default_factory=Counter)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    turns: Counter[str] = field(default_factory=Counter)

    def move_to(self, moment: datetime) -> None:
        """Later, never earlier; not after the present."""
        self.at = max(self.at, min(moment, self.present or moment))

    @property
    def today(self) -> date:
        return clock.day_of(self.at)

    @contextmanager
    def on_stage(self) -> Iterator[None]:
        """The instant of one act; the next one comes some minutes later."""
        with clock.stopped_at(self.at):
            yield
        self.at += BETWEEN

    def do(self, who: str | int, service: Callable[..., Any], model: Any, id: int, /, **given: Any) -> Any:
        """One act of a person on the row as it stands now."""
        actor_id = who if isinstance(who, int) else self.troupe[who]
        with self.on_stage():
            done = service(actor_id, id, version=version_of(model, id), **given)
        self.count(service)
        return done

    def count(self, service: Callable[..., Any]) -> None:
        self.acts[f"{service.__module__.removeprefix('grants.services.')}.{service.__name__}"] += 1

    def refused(self, why: str, who: str | int, service: Callable[..., Any], model: Any, id: int, **given: Any) -> None:
        """The same, for an act that must be refused; `AssertionError` when it is not."""
        try:
            self.do(who, service, model, id, **given)
        except Refused as refusal:
            db.session.rollback()
            self.refusals.setdefault(why, []).append(str(refusal))
            return
        raise AssertionError(f"{why} : cet acte aurait dû être refusé")

    def at_file(self, application_id: int) -> str:
        """Who instructs this file, by its department."""
        department = db.session.scalar(select(Application.department).filter_by(id=application_id))
        return f"instructor_{department or '52'}"


def version_of(model: Any, id: int) -> int:
    """The version that a person would see now."""
    version: int = db.session.scalars(select(model.version).where(model.id == id)).one()
    return version
