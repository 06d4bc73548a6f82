"""Reads of calls, with their rounds and the version of their file."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from grants.database import db
from grants.models import Application, Call, CallDefinition, Envelope, JournalEntry, Round, Ruling
from grants.models.call import PARSED
from grants.queries.publication import is_public
from grants.values.money import ZERO, Money


def every() -> Sequence[Call]:
    """All calls; the same number of statements whatever their number."""
    found = db.session.scalars(whole().order_by(Call.id)).all()
    read_files(found)
    return found


def read_files(found: Sequence[Call]) -> None:
    """Read at once the files that this process has not read yet, rather than one by one."""
    unread = [each.definition_id for each in found if each.definition.digest not in PARSED]
    if unread:
        here = select(CallDefinition).where(CallDefinition.id.in_(unread)).options(undefer(CallDefinition.content))
        db.session.scalars(here.execution_options(populate_existing=True)).all()


def by_key(key: str) -> Call | None:
    return db.session.scalar(whole().filter_by(key=key))


def whole() -> Select[Call]:
    return select(Call).options(joinedload(Call.definition), selectinload(Call.rounds))


def envelopes_of(round: Round) -> Sequence[Envelope]:
    """The credits of a round, as they were voted."""
    here = select(Envelope).filter_by(round_id=round.id).options(joinedload(Envelope.funder))
    return db.session.scalars(here.order_by(Envelope.year, Envelope.id)).all()


def changed_at(found: Sequence[Call]) -> dict[int, datetime]:
    """When each call last changed for a reader: its file, or an act on one of its rounds; one statement."""
    streams = {each.stream: call.id for call in found for each in call.rounds}
    told = select(JournalEntry.stream, func.max(JournalEntry.at)).where(JournalEntry.stream.in_(streams))
    changed = {call.id: call.definition.created_at for call in found}
    for stream, at in db.session.execute(told.group_by(JournalEntry.stream)):
        changed[streams[stream]] = max(changed[streams[stream]], at)
    return changed


def previous_of(round: Round) -> Round | None:
    """The round before this one: the one it follows, else the one of the number below; with its call."""
    before = or_(Round.id == round.follows_id, (Round.call_id == round.call_id) & (Round.number < round.number))
    here = select(Round).where(before).options(joinedload(Round.call)).order_by(Round.number.desc(), Round.id.desc())
    return db.session.scalar(here.limit(1))


def outcome_of(round: Round) -> tuple[int, int, Money]:
    """(files handed in, laureates that are public, euros awarded to them); one statement."""
    handed_in = func.sum(case((Application.submitted_at.is_not(None), 1), else_=0))
    told = is_public()
    given = select(func.sum(Ruling.amount)).join(Application, Application.id == Ruling.application_id)
    given = given.where(Application.round_id == round.id, told, Ruling.is_in_force)
    files = select(handed_in, func.sum(case((told, 1), else_=0)), given.scalar_subquery()).filter_by(round_id=round.id)
    row = db.session.execute(files.select_from(Application)).one()
    return row[0] or 0, row[1] or 0, row[2] or ZERO
