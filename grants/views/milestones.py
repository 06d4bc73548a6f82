"""The calendar of a round: opening, end of each stage, decisions, answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from grants.models import Call, Round


@dataclass(frozen=True)
class Milestone:
    """One instant; `key` names it whatever its date becomes, `words` say it in a list, `title` in a diary."""

    key: str
    at: datetime
    words: Any
    title: Any


def milestones(call: Call, round: Round) -> list[Milestone]:
    """In the order of the calendar."""
    found = [Milestone("opens", round.opens_at, _("Ouverture des dépôts"), _("ouverture des dépôts"))]
    for stage, definition in zip(round.stages, call.file.stages, strict=False):
        label = definition.label.lower()
        words = _("Clôture : %(stage)s. Un brouillon non déposé n’est pas lu.", stage=label)
        closes_at = round.closing_of(stage["key"])
        found.append(Milestone(f"closes-{stage['key']}", closes_at, words, _("clôture (%(stage)s)", stage=label)))
    if round.decisions_at:
        words = _("Décisions, après l’avis du comité") if call.file.committee else _("Décisions")
        found.append(Milestone("decisions", round.decisions_at, words, _("décisions")))
    found.append(
        Milestone("answers", round.announced_at, _("Toutes les réponses partent le même jour"), _("réponses envoyées"))
    )
    return found
