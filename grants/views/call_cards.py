"""A call as lists and pages show it: which of its rounds matters today, and what one may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from grants.filters import date_short, euros, hour, in_paris, left
from grants.models import Call, Round
from grants.values import clock
from workflows.words.kinds import KINDS

SOON = timedelta(hours=48)
OPEN, TO_COME, CLOSED, RECORDED = "open", "upcoming", "closed", "recorded"
ORDER = (OPEN, TO_COME, CLOSED, RECORDED)
STATES = {
    OPEN: lazy_gettext("Ouverts"), TO_COME: lazy_gettext("À venir"), CLOSED: lazy_gettext("Clos"),
    RECORDED: lazy_gettext("Sans dépôt en ligne"),
}  # fmt: skip


@dataclass(frozen=True)
class CallCard:
    """One call with the round that matters today."""

    call: Call
    round: Round | None
    status: str

    @property
    def closes_at(self) -> datetime | None:
        """When the deposit that is open, or comes next, ends."""
        return datetime.fromisoformat(self.round.stages[0]["closes_at"]) if self.round else None

    @property
    def kind(self) -> str:
        return KINDS.get(self.call.kind) or self.call.source_kind or _("Appel à projets")

    @property
    def is_fictive(self) -> bool:
        return self.call.file.fictif

    @property
    def state(self) -> tuple[str, str]:
        """The code and the word of the state."""
        if self.status == OPEN:
            is_soon = self.closes_at is not None and self.closes_at - clock.now() < SOON
            return ("to_complete", _("Ferme bientôt")) if is_soon else ("open", _("Ouvert"))
        words = {TO_COME: ("upcoming", _("À venir")), CLOSED: ("closed", _("Clos"))}
        return words.get(self.status, ("recorded", _("Sans dépôt")))

    def item(self) -> dict[str, Any]:
        """What `components/call_item.html` draws."""
        code, words = self.state
        is_over = self.status in (CLOSED, RECORDED)
        date, when = self.dates()
        return {
            "title": self.call.short_title, "address": url_for("calls.show", key=self.call.key), "date": date,
            "when": when, "summary": self.call.summary, "detail": self.detail(), "is_over": is_over, "state": code,
            "words": words, "act": _("Relire l’appel") if is_over else _("Lire l’appel"), "is_fictive": self.is_fictive,
        }  # fmt: skip

    def dates(self) -> tuple[str, str]:
        if self.round is None or self.closes_at is None:
            return "", ""
        if self.status == OPEN:
            return date_short(self.closes_at), _(
                "à %(hour)s · il reste %(left)s", hour=hour(self.closes_at), left=left(self.closes_at)
            )
        if self.status == TO_COME:
            return date_short(self.round.opens_at), _("ouverture prévue")
        word = _("clos") if self.status == CLOSED else _("inscrit par un service")
        return str(in_paris(self.round.opens_at).year), word

    def detail(self) -> str:
        """Amounts and territory, in a line."""
        return " · ".join(each for each in (self.kind, self.amounts()) if each)

    def amounts(self) -> str:
        rules = self.call.file.eligibility
        if rules.amount_min is not None and rules.amount_max is not None:
            low, high = euros(rules.amount_min, False), euros(rules.amount_max, False)
            return str(_("de %(low)s à %(high)s par projet", low=low, high=high))
        return ""


def card(call: Call, at: datetime) -> CallCard:
    """The open round that closes first, else the next to open, else the last."""
    rounds = [each for each in call.rounds if each.stages]
    last = rounds[-1] if rounds else None
    if call.is_recorded:
        return CallCard(call, last, RECORDED)
    opened = [each for each in rounds if each.takes(each.stages[0]["key"], at)]
    if opened:
        return CallCard(call, min(opened, key=lambda each: each.closes_at), OPEN)
    coming = [each for each in rounds if at < each.opens_at]
    if coming:
        return CallCard(call, min(coming, key=lambda each: each.opens_at), TO_COME)
    return CallCard(call, last, CLOSED)


def cards(calls: Iterable[Call]) -> list[CallCard]:
    """Open first, by deadline; then those to come; then the closed, latest first; then the registers."""
    now = clock.now()
    return sorted((card(call, now) for call in calls), key=rank)


def rank(card: CallCard) -> tuple[int, float, str]:
    moment = card.round.opens_at if card.status == TO_COME and card.round else card.closes_at
    seconds = moment.timestamp() if moment else 0.0
    return ORDER.index(card.status), seconds if card.status in (OPEN, TO_COME) else -seconds, card.call.short_title
