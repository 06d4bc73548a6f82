"""Readers of alerts: people of the house, and addresses that visitors confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grants.definitions.themes import THEMES
from grants.models import Alert
from grants.queries import alerts
from grants.values.territories import DEPARTMENTS
from notifications.event import Event


@dataclass(frozen=True)
class Reader:
    """Whom a mail is written to; the id is the person's, or for an address alone its alert's, below zero."""

    id: int
    email: str
    name: str
    unsubscribe: str
    muted: Sequence[str] = ()


def reader(event: Event, alert: Alert) -> Reader:
    address, end = alerts.address_of(alert), ending(event, alert)
    if user := alert.user:
        return Reader(user.id, address, user.name, end, user.muted or ())
    return Reader(-alert.id, address, "", end)


def ending(event: Event, alert: Alert) -> str:
    return event.address(f"/appels/alertes/fin/{alerts.ending(alert)}")


def asking(event: Event) -> Sequence[Any]:
    """The address that has to confirm; nobody once it has, or once it is forgotten."""
    alert = asked(event)
    return [reader(event, alert)] if alert and alert.confirmed_at is None else []


def asked(event: Event) -> Alert | None:
    return alerts.one(event.item.subject_id, event.data["key"])


def confirming(event: Event) -> str:
    alert = asked(event)
    return event.address(f"/appels/alertes/confirmer/{alerts.confirming(alert)}" if alert else "/appels/alertes")


def people(event: Event) -> Sequence[Any]:
    """Those with an account whose wishes this opening meets."""
    return [reader(event, each) for each in alerts.for_round(event.subject) if each.user_id]


def addresses(event: Event) -> Sequence[Any]:
    """Those without."""
    return [reader(event, each) for each in alerts.for_round(event.subject) if not each.user_id]


def wishes(event: Event) -> str:
    """« Logement, Hébergement ; Sarthe », or everything."""
    alert = event.subject
    themes = ", ".join(THEMES.get(each, each) for each in alert.themes) or "tous les thèmes"
    places = ", ".join(DEPARTMENTS.get(each, each) for each in alert.departments) or "toute la région"
    return f"{themes} ; {places}"
