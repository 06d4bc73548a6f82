"""Reads of alerts, and the signed word by which a reader without account is known."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flask import current_app
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions.reach import departments_of
from grants.definitions.themes import themes_of
from grants.models import Alert, Round, User

VALID_HOURS = 48  # of the link that confirms


def of_user(user: User) -> Alert | None:
    return db.session.scalar(select(Alert).filter_by(user_id=user.id))


def for_round(round: Round) -> list[Alert]:
    """The confirmed alerts that this round's call meets, people's own first; each address once."""
    file = round.call.file
    themes, departments = set(themes_of(file)), set(departments_of(file))
    seen: set[str] = set()
    found = []
    for each in confirmed():
        address = address_of(each)
        if address not in seen and each.wants(themes, departments):
            seen.add(address)
            found.append(each)
    return found


def confirmed() -> Sequence[Alert]:
    here = select(Alert).options(joinedload(Alert.user)).outerjoin(Alert.user).where(Alert.confirmed_at.is_not(None))
    living = or_(Alert.user_id.is_(None), User.is_enabled)
    return db.session.scalars(here.where(living).order_by(Alert.user_id.is_(None), Alert.id)).all()


def address_of(alert: Alert) -> str:
    return (alert.user.email if alert.user else alert.email or "").lower()


def confirming(alert: Alert) -> str:
    """The word that confirms an address; it dies with time."""
    return str(timed().dumps([alert.id, key_of(alert)]))


def ending(alert: Alert) -> str:
    """The word that ends an alert; it never dies, since mails are kept for years."""
    return str(lasting().dumps([alert.id, key_of(alert)]))


def by_confirming(word: str) -> Alert | None:
    """The alert of this word, None when it is forged, too old, or its alert is gone."""
    return found(timed().loads_unsafe(word, max_age=VALID_HOURS * 3600))


def by_ending(word: str) -> Alert | None:
    return found(lasting().loads_unsafe(word))


def found(read: tuple[bool, Any]) -> Alert | None:
    is_ours, said = read
    return one(*said) if is_ours else None


def one(id: int, key: str) -> Alert | None:
    """The alert of this id while it is still that reader's: a database may give a forgotten id again."""
    alert = db.session.get(Alert, id)
    return alert if alert and key_of(alert) == key else None


def key_of(alert: Alert) -> str:
    """Names the reader of an alert without writing the address."""
    return f"user:{alert.user_id}" if alert.user_id else sha256((alert.email or "").encode()).hexdigest()[:24]


def timed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="alert.confirm")


def lasting() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="alert.end")
