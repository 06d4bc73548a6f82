"""Reads of alerts, and the signed word by which a reader without account is known."""

from collections.abc import Sequence
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
    return str(timed().dumps(alert.id))


def ending(alert: Alert) -> str:
    """The word that ends an alert; it never dies, since mails are kept for years."""
    return str(lasting().dumps(alert.id))


def by_confirming(word: str) -> Alert | None:
    """The alert of this word, None when it is forged, too old, or its alert is gone."""
    return found(timed().loads_unsafe(word, max_age=VALID_HOURS * 3600))


def by_ending(word: str) -> Alert | None:
    return found(lasting().loads_unsafe(word))


def found(read: tuple[bool, Any]) -> Alert | None:
    is_ours, alert_id = read
    return db.session.get(Alert, alert_id) if is_ours and isinstance(alert_id, int) else None


def timed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="alert.confirm")


def lasting() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="alert.end")
