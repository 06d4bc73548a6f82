"""Where a person's account is open, and who a session's cookie stands for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import SignIn, User
from grants.queries import proofs

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IDLE, LONGEST = {True: 4 * HOUR, False: DAY}, {True: 12 * HOUR, False: 14 * DAY}  # by whether it is the staff's


@dataclass(frozen=True)
class Here:
    """The session from which somebody asks."""

    id: int
    seen_at: datetime


Found = tuple[User, Here | None]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def holder_statement() -> Select[User, SignIn]:
    """Written once: every page asks for it."""
    here = and_(SignIn.user_id == User.id, SignIn.digest == bindparam("digest"))
    rows = select(User, SignIn).outerjoin(SignIn, here).where(User.id == bindparam("user"))
    return rows.options(joinedload(User.appointments), joinedload(User.delegations))  # every page of the staff asks


HOLDER = holder_statement()


def holder(user_id: int, epoch: str, token: str | None, *, at: datetime) -> Found | None:
    """The person whose session this is, with its row: one statement. None once it is closed, too old or unproved."""
    found = db.session.execute(HOLDER, {"user": user_id, "digest": digest(token or "")}).unique().first()
    if found is None or not found[0].is_active or str(found[0].session_epoch) != epoch:
        return None
    user, row = found
    if not stands(user, row, at=at):
        return None
    return user, Here(row.id, row.seen_at) if row else None


def stands(user: User, row: SignIn | None, *, at: datetime) -> bool:
    """Whether the session may go on; in tests, one without a row stands for a session fully proved."""
    if row is None:
        return bool(current_app.config["GUICHET_ENV"] == "test")
    if row.ended_at or not is_fresh(row, is_staff=user.is_staff, at=at):
        return False
    return row.has_second_factor or not user.is_staff or proofs.is_waived()


def is_fresh(row: SignIn, *, is_staff: bool, at: datetime) -> bool:
    return at < row.seen_at + IDLE[is_staff] and at < row.begun_at + LONGEST[is_staff]


def open_ones(user: User, *, at: datetime) -> Sequence[SignIn]:
    """The sessions that still stand, the last seen first."""
    rows = select(SignIn).filter_by(user_id=user.id, ended_at=None).order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    return [each for each in db.session.scalars(rows) if is_fresh(each, is_staff=user.is_staff, at=at)]


def last_on(device_token: str) -> int | None:
    """Who signed in last on this device."""
    rows = select(SignIn.user_id).filter_by(device_digest=digest(device_token)).order_by(SignIn.id.desc())
    return db.session.scalar(rows.limit(1))
