"""THE transaction: the only place where one begins and ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from blinker import signal
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from grants import journal, outbox
from grants.database import db
from grants.models import Application, Call, Envelope, Organisation, Round, User
from grants.models.journal_entry import Journalled
from grants.policies.helping import acting_by
from grants.policies.known import ask_again
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.queries import attempts
from grants.services.contention import patiently
from grants.values import clock
from workflows.engine import Attempt
from workflows.errors import Stale
from workflows.roles import Role

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Any)

LOCK_ORDER: tuple[type, ...] = (Call, Round, Envelope, Organisation, Application)
LAST = len(LOCK_ORDER)

committed = signal("guichet-committed")  # something waits in the outbox: the relay may be called


@dataclass(frozen=True)
class Act:
    """One person at work, at one instant, inside one transaction."""

    actor: User
    at: datetime
    received_at: datetime  # when the server was asked, before any wait for a lock
    known: dict[int, tuple[str, frozenset[Role]]] = field(default_factory=dict)  # file → its state, who one was then

    def as_received(self) -> "Act":
        """The same at the instant when the server was asked: what a deadline is compared with."""
        return replace(self, at=self.received_at)

    def lock(self, model: type[Row], id: int, *, version: int | None = None) -> Row:
        """Read the row afresh and hold it; `Stale` when it is no longer the version that was seen."""
        held: dict[tuple[int, str, int], Any] = db.session.info["held"]
        place = (LOCK_ORDER.index(model) if model in LOCK_ORDER else LAST, model.__name__, id)
        if place not in held:
            if held and place[0] < LAST and place < max(held):
                raise RuntimeError(f"{model.__name__} {id} must be locked before what is already held")
            held[place] = db.session.scalars(one_afresh(model), {"id": id}).one()  # type: ignore[arg-type]
            ask_again()
        if version is not None and version != held[place].version:
            raise Stale
        return cast(Row, held[place])

    def lock_all(self, model: type[Row], which: ColumnElement[bool]) -> None:
        """Hold the rows of one table that `which` names, by one statement, in the order of their ids."""
        held: dict[tuple[int, str, int], Any] = db.session.info["held"]
        for row in db.session.scalars(afresh(model).where(which).order_by(model.id)):
            place = (LOCK_ORDER.index(model), model.__name__, row.id)
            if place not in held and held and place < max(held):
                raise RuntimeError(f"{model.__name__} {row.id} must be locked before what is already held")
            held[place] = row
        ask_again()

    def hold(self, model: type[Row], id: int, *, version: int | None = None) -> Row:
        """Lock what belongs to a file (or a round), after the file itself: its journal is the file's."""
        owner, column = (Application, "application_id") if hasattr(model, "application_id") else (Round, "round_id")
        self.lock(owner, db.session.scalars(select(getattr(model, column)).where(model.id == id)).one())
        return self.lock(model, id, version=version)

    def move(self, subject: Any, name: str, *, said: dict[str, str] | None = None, **data: Any) -> None:
        """Fire one action of the subject's workflow, with its journal entry and its outbox item."""
        moved = subject.workflow.fire(self.attempt(subject), name)
        self.tell(subject, name, said=said, **vars(moved), **data)

    def do(self, subject: Any, name: str, *, said: dict[str, str] | None = None, **data: Any) -> None:
        """Do an act that moves no state, when its policy allows it, with its journal entry and its outbox item."""
        PERMITS[name].demand(self.attempt(subject))
        self.tell(subject, name, said=said, **data)

    def attempt(self, subject: Any) -> Attempt:
        """This person about to act on this subject."""
        roles = self.roles_on(subject) if isinstance(subject, Application) else None
        return attempts.attempt(self.actor, subject, at=self.at, roles=roles)

    def roles_on(self, application: Application) -> frozenset[Role]:
        """Who this person is on a file that the act holds; asked again when its state has changed."""
        state, roles = self.known.get(application.id, ("", frozenset()))
        if state != application.state:
            roles = roles_on(self.actor, application)
            self.known[application.id] = (application.state, roles)
        return roles

    def tell(self, subject: Any, name: str, *, said: dict[str, str] | None = None, **data: Any) -> None:
        """Journal an act on its file's stream, and ask for its notices."""
        owner = journal_of(subject)
        if owner is not subject:
            data |= {"subject": subject.__tablename__, "subject_id": subject.id}
        data |= self.by_mandate(owner)
        db.session.flush()
        journal.append(owner, name, actor_id=self.actor.id, at=self.at, said=said, **data)
        file_id = owner.id if isinstance(owner, Application) else None
        outbox.put(subject, name, at=self.at, application_id=file_id, **data)

    def touch(self, subject: Any) -> None:
        """Raise the version of a subject whose own columns stay as they are: a page opened before is then stale."""
        flag_modified(subject, "state")

    def record(self, subject: Journalled, name: str, /, **data: Any) -> None:
        """Journal what the act did to another subject that it holds."""
        journal.append(subject, name, actor_id=self.actor.id, at=self.at, **data, **self.by_mandate(subject))

    def by_mandate(self, owner: Journalled) -> dict[str, Any]:
        """For whom a helper acts on a file: whoever reads the journal knows that it was not one of its people."""
        if not isinstance(owner, Application) or self.actor.is_staff or self.actor.is_system:
            return {}
        if owner.id in self.known and Role.HELPER not in self.known[owner.id][1]:
            return {}  # known already to be one of its people
        mandate = acting_by(self.actor, owner)
        return {"on_behalf_of": owner.organisation.name, "mandate": mandate.id} if mandate else {}


@cache
def one_afresh(model: type[Row]) -> Select[Row]:
    return afresh(model).where(model.id == bindparam("id"))


def afresh(model: type[Row]) -> Select[Row]:
    """Read again and locked; a file comes with what its guards and letters ask of it.

    Not `get`: on a row read earlier in this session, it raises StaleDataError instead of reading again.
    """
    row = select(model).with_for_update(of=model).execution_options(populate_existing=True)
    if model is not Application:
        return row
    beside = (Application.call, Application.definition, Application.round, Application.organisation)
    return row.options(*(joinedload(each) for each in beside))


def journal_of(subject: Any) -> Any:
    """The subject whose stream records what happens to this one: its file, its round, or itself."""
    if isinstance(subject, Journalled):
        return subject
    return subject.application if hasattr(subject, "application") else subject.round


@contextmanager
def transaction() -> Iterator[None]:
    """Begin for writing and commit, or join the transaction under way."""
    if "held" in db.session.info:
        yield
        return
    db.session.rollback()  # the page's reads: a read transaction can't be upgraded, and has seen old rows
    db.session.info["held"] = {}
    try:
        db.session.connection(execution_options={"writes": True})
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        del db.session.info["held"]
    committed.send()


def command(function: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[int, P], R]:
    """Run `function` for the person of this id in one transaction."""

    @wraps(function)
    def run(actor_id: int, /, *args: P.args, **kwargs: P.kwargs) -> R:
        received_at = clock.now()

        def once() -> R:
            with transaction():
                return function(Act(db.session.get_one(User, actor_id), clock.now(), received_at), *args, **kwargs)

        return once() if "held" in db.session.info else patiently(once)

    return run
