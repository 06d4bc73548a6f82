"""Reads of calls in construction."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Call, CallDraft


def whole() -> Select[CallDraft]:
    call = joinedload(CallDraft.call).joinedload(Call.definition)
    return select(CallDraft).options(call, joinedload(CallDraft.saved_by))


def by_key(key: str) -> CallDraft | None:
    return db.session.scalar(whole().filter_by(key=key))


def every() -> Sequence[CallDraft]:
    """All of them; the same number of statements whatever their number."""
    return db.session.scalars(whole().order_by(CallDraft.key)).all()


def unborn() -> Sequence[CallDraft]:
    """Those that no version in force follows yet."""
    return db.session.scalars(whole().filter_by(call_id=None).order_by(CallDraft.key)).all()
