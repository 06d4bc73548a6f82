"""Run a workflow on any subject that has a `state`; knows neither Flask nor SQLAlchemy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from transitions import EventData, Machine

from grants.values.sentences import sentence
from workflows.errors import NotAllowed, Refused
from workflows.roles import ASKING, Role

TO_COME = "Décision à venir"


@dataclass(frozen=True)
class Attempt:
    """One person about to act on one subject: all that a guard may look at."""

    subject: Any
    actor_id: int
    roles: frozenset[Role]
    at: datetime
    earlier: Mapping[str, frozenset[int]] = field(default_factory=dict)  # act → those who have done it on this file
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the queries counted beforehand: pieces, scores…


Sentence = str | Callable[[Attempt], str]


@dataclass(frozen=True)
class Guard:
    """A condition, and the sentence read by the person whom it stops."""

    refusal: Sentence
    holds: Callable[[Attempt], bool]
    apart_from: frozenset[str] = frozenset()

    def sentence(self, attempt: Attempt) -> str:
        return self.refusal if isinstance(self.refusal, str) else self.refusal(attempt)


def guard(refusal: Sentence) -> Callable[[Callable[[Attempt], bool]], Guard]:
    """Make a guard of a predicate."""
    return lambda holds: Guard(refusal, holds)


@dataclass(frozen=True)
class Step:
    """What one state is called for each side, who is expected to act next, and by when."""

    applicant: str
    staff: str
    awaits: Role | None = None
    due: Callable[[Any], datetime | None] | None = None
    lane: str = "service"  # the column of the drawing: association, service, committee, authority
    hidden: bool = False  # the applicant reads « Décision à venir » until the rulings are published

    def due_at(self, subject: Any) -> datetime | None:
        return self.due(subject) if self.due else None


@dataclass(frozen=True)
class Action:
    """One row: act, from, to, who, provided that."""

    name: str
    source: Sequence[StrEnum]
    target: StrEnum
    by: frozenset[Role]
    given: Sequence[Guard] = ()

    def refusals(self, attempt: Attempt) -> list[str]:
        """The sentences of the guards that do not hold."""
        return [guard.sentence(attempt) for guard in self.given if not guard.holds(attempt)]

    def passes(self, event: EventData) -> bool:
        """The same, as `transitions` asks for it."""
        attempt: Attempt = event.kwargs["attempt"]
        return bool(attempt.roles & self.by) and not self.refusals(attempt)


@dataclass(frozen=True)
class Permit:
    """An act that moves no state: in which states (all when empty), who, provided that."""

    name: str
    by: frozenset[Role]
    states: Sequence[StrEnum] = ()
    given: Sequence[Guard] = ()

    def refusals(self, attempt: Attempt) -> list[str]:
        """Why the act is impossible now; empty when it is possible."""
        if self.states and attempt.subject.state not in self.states:
            return ["À cette étape du dossier, cette action n’est pas possible."]
        return [guard.sentence(attempt) for guard in self.given if not guard.holds(attempt)]

    def demand(self, attempt: Attempt) -> None:
        """Raise `NotAllowed` or `Refused` unless the act may be done."""
        if not attempt.roles & self.by:
            raise NotAllowed(self.name)
        if reasons := self.refusals(attempt):
            raise Refused(reasons)


@dataclass(frozen=True)
class Moved:
    source: str
    target: str


class Workflow:
    """A table of actions, proved by `check` and run by one machine that all subjects share."""

    def __init__(
        self,
        name: str,
        *,
        version: int,
        steps: Mapping[StrEnum, Step],
        initial: StrEnum,
        final: Sequence[StrEnum],
        actions: Sequence[Action],
    ) -> None:
        self.name, self.version, self.key = name, version, f"{name}@{version}"
        self.steps: Mapping[str, Step] = {str(state): step for state, step in steps.items()}
        self.initial, self.final, self.actions = (
            str(initial),
            frozenset(map(str, final)),
            actions,
        )
        rows = [
            {
                "trigger": a.name,
                "source": [str(s) for s in a.source],
                "dest": str(a.target),
                "conditions": a.passes,
            }
            for a in actions
        ]
        self.machine = Machine(
            model=None, states=list(self.steps), initial=self.initial, transitions=rows,
            auto_transitions=False, send_event=True, ignore_invalid_triggers=True,
        )  # fmt: skip

    def label(self, subject: Any, roles: frozenset[Role]) -> str:
        """The subject's state in the words of the side this person is on; the applicant waits for the publication."""
        step = self.steps[subject.state]
        if not roles & ASKING:
            return step.staff
        return TO_COME if step.hidden and not subject.is_published else step.applicant

    def allows(self, name: str, roles: frozenset[Role]) -> bool:
        return any(action.name == name and roles & action.by for action in self.actions)

    def has(self, name: str) -> bool:
        return any(action.name == name for action in self.actions)

    def rows(self, attempt: Attempt) -> list[Action]:
        """The rows that leave this state and belong to this person."""
        return [a for a in self.actions if attempt.subject.state in a.source and attempt.roles & a.by]

    def refusals(self, attempt: Attempt, name: str) -> list[str]:
        """Why the act is impossible now; empty when it is possible."""
        by_row = [row.refusals(attempt) for row in self.rows(attempt) if row.name == name]
        here = self.label(attempt.subject, attempt.roles)
        nowhere = sentence("Dans l’état « %(here)s », cette action n’est pas possible.", here=sentence(here))
        return min(by_row, key=len) if by_row else [nowhere]

    def offers(self, attempt: Attempt) -> dict[str, list[str]]:
        """Each act that is theirs in this state, with what still stands in its way."""
        return {row.name: self.refusals(attempt, row.name) for row in self.rows(attempt)}

    def fire(self, attempt: Attempt, name: str) -> Moved:
        """Move the subject, or raise `NotAllowed` or `Refused`."""
        if not self.allows(name, attempt.roles):
            raise NotAllowed(name)
        source = attempt.subject.state
        if not self.machine.events[name].trigger(attempt.subject, attempt=attempt):
            raise Refused(self.refusals(attempt, name))
        return Moved(source, attempt.subject.state)
