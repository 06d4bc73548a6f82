"""Reads of calls, with their rounds and the version of their file."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Call, Envelope, Round


def every() -> Sequence[Call]:
    """All calls; the same number of statements whatever their number."""
    return db.session.scalars(whole().order_by(Call.id)).all()


def by_key(key: str) -> Call | None:
    return db.session.scalar(whole().filter_by(key=key))


def whole() -> Select[Call]:
    return select(Call).options(joinedload(Call.definition), selectinload(Call.rounds))


def envelopes_of(round: Round) -> Sequence[Envelope]:
    """The credits of a round, as they were voted."""
    here = select(Envelope).filter_by(round_id=round.id).options(joinedload(Envelope.funder))
    return db.session.scalars(here.order_by(Envelope.year, Envelope.id)).all()
