"""Alerts: asked by a visitor and confirmed by mail, or kept by a person who is signed in; ended at a word."""

from datetime import timedelta

from sqlalchemy import delete, select

from grants import outbox
from grants.database import db
from grants.models import Alert, OutboxItem
from grants.queries.alerts import key_of
from grants.services.command import transaction
from grants.values import clock

WAITS = timedelta(days=2)  # an address that was never confirmed is forgotten after this


def ask(email: str, *, themes: list[str], departments: list[str]) -> None:
    """Write to this address that it may confirm; at most one mail an hour, and nothing says whether it was known."""
    now, address = clock.now(), email.strip().lower()
    with transaction():
        unconfirmed = (Alert.confirmed_at.is_(None), Alert.user_id.is_(None))
        db.session.execute(delete(Alert).where(*unconfirmed, Alert.asked_at < now - WAITS))
        waiting = db.session.scalar(select(Alert).where(*unconfirmed, Alert.email == address).with_for_update())
        alert = waiting or Alert(email=address)
        alert.themes, alert.departments, alert.asked_at = themes, departments, now
        db.session.add(alert)
        db.session.flush()
        once = f"alert.ask:{key_of(alert)}:{now:%Y%m%d%H}"
        if db.session.scalar(select(OutboxItem.id).filter_by(once=once)) is None:
            outbox.put(alert, "alert.ask", at=now, once=once, key=key_of(alert))


def confirm(alert_id: int) -> None:
    """The address is its reader's: from now on it is written to, by this alert in place of any earlier one."""
    with transaction():
        alert = db.session.scalars(select(Alert).filter_by(id=alert_id).with_for_update()).one()
        earlier = delete(Alert).where(Alert.email == alert.email, Alert.id != alert.id)
        db.session.execute(earlier)
        alert.confirmed_at = alert.confirmed_at or clock.now()


def keep(user_id: int, *, themes: list[str], departments: list[str]) -> None:
    """The wishes of a person who is signed in: their address is known already."""
    now = clock.now()
    with transaction():
        alert = db.session.scalar(select(Alert).filter_by(user_id=user_id).with_for_update()) or Alert(user_id=user_id)
        alert.themes, alert.departments, alert.asked_at, alert.confirmed_at = themes, departments, now, now
        db.session.add(alert)


def end(alert_id: int) -> None:
    """Write no more, and forget the address; done again, it changes nothing."""
    with transaction():
        db.session.execute(delete(Alert).filter_by(id=alert_id))
