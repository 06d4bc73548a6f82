"""The agenda of a meeting: which files, in which order, who is heard when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import request
from flask_login import current_user
from wtforms import DateTimeLocalField, RadioField

from forms.act import ActForm
from forms.fields import options
from forms.reasons import NEEDED, reason_field
from grants.models import AgendaItem, Application, Meeting
from grants.queries import agendas as queries
from grants.queries import ballots
from grants.values.clock import PARIS
from grants.values.sentences import sentence

ORDERS = [("score", "La meilleure note d’abord"), ("number", "Par numéro"), ("place", "Par territoire")]
BALLOTS = [("", "À main levée"), ("secret", "À bulletin secret")]
UP, DOWN = "up", "down"
LAST = 10**6
HOUR_FIRST = "L’heure ancienne ne vaut plus : l’invitation est refaite."


class ArrangeForm(ActForm):
    """One line a file, of the agenda or ready for it; a button that moves one is a saving too."""

    lead = (
        "Cochez les dossiers que la séance examine et donnez leur rang. Un dossier décoché redevient prêt pour une "
        "autre séance ; si son organisme devait être entendu, il est prévenu."
    )

    def prepare(self, subject: Meeting) -> None:
        self.lines = queries.lines(subject, current_user)

    def cleaned(self) -> dict[str, Any]:
        return super().cleaned() | {"files": moved(self.ordered())}

    def ordered(self) -> Sequence[int]:
        """The files kept, sorted as one of the buttons says, else by the ranks typed."""
        kept = request.form.getlist("keep", type=int)
        if request.form.get("sort") in queries.SORTS:
            known = {each.file.id: each for each in self.lines}
            return sorted((each for each in kept if each in known),
                          key=lambda file: queries.SORTS[request.form["sort"]](known[file]))  # fmt: skip
        return sorted(kept, key=lambda file: request.form.get(f"rank_{file}", type=int) or LAST)

    @property
    def moved_file(self) -> int | None:
        """The file whose button was pressed: the page comes back to it."""
        return the_move()[1]


def the_move() -> tuple[str, int | None]:
    way, _, file = request.form.get("move", "").partition("-")
    return way, int(file) if file.isdecimal() else None


def moved(files: Sequence[int]) -> list[int]:
    """The same, with one file a place earlier or later when its button was pressed."""
    found, (way, file) = list(files), the_move()
    if file in found:
        here = found.index(file)
        there = min(max(here + (1 if way == DOWN else -1), 0), len(found) - 1)
        found.insert(there, found.pop(here))
    return found


class ChooseVoteForm(ActForm):
    """Openly or in secret, for one file."""

    ballot = RadioField("Forme du vote", choices=options(BALLOTS), validators=[])

    def begin_with(self, subject: AgendaItem) -> dict[str, Any]:
        return {"ballot": "secret" if subject.is_secret else ""}

    def prepare(self, subject: AgendaItem) -> None:
        if not ballots.is_allowed(subject.meeting.round.call):
            self.ballot.choices = options(BALLOTS[:1])
        self.consequences = [
            "À main levée, chaque voix paraît avec son nom et peut changer jusqu’à l’avis du comité.",
            "À bulletin secret, on garde qui a voté et combien de voix vont à chaque choix, jamais les deux ensemble ; "
            "une voix donnée ne se reprend pas.",
        ]

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        return {"version": typed["version"], "is_secret": typed["ballot"] == "secret"}


class CountVotesForm(ActForm):
    def prepare(self, subject: AgendaItem) -> None:
        self.lead = sentence("Voix données : %(count)s.", count=ballots.voted(subject))
        self.consequences = ["Plus personne ne vote sur ce dossier.", "Le décompte paraît à l’écran de la salle."]


class CallFileForm(ActForm):
    def prepare(self, subject: AgendaItem) -> None:
        self.consequences = ["Tous les écrans de la salle passent à ce dossier."]


class HearingForm(ActForm):
    hearing_at = DateTimeLocalField("Jour et heure de l’audition", [NEEDED], description="À l’heure de Paris.")

    def begin_with(self, subject: AgendaItem) -> dict[str, Any]:
        at = subject.hearing_at or subject.meeting.held_at
        return {"hearing_at": at.astimezone(PARIS).replace(tzinfo=None)}

    def prepare(self, subject: AgendaItem) -> None:
        self.consequences = [HOUR_FIRST] if subject.hearing_at else ["L’organisme reçoit une invitation à cette heure."]
        self.recipients = whom(subject.application)

    def cleaned(self) -> dict[str, Any]:
        typed = super().cleaned()
        local: datetime = typed["hearing_at"]
        return typed | {"hearing_at": local.replace(tzinfo=PARIS)}


class CancelHearingForm(ActForm):
    reason = reason_field("Pourquoi", "Gardé au journal du dossier.")

    def prepare(self, subject: AgendaItem) -> None:
        self.consequences = ["L’organisme est prévenu qu’il n’a pas à venir ; le dossier est examiné sans lui."]
        self.recipients = whom(subject.application)


def whom(file: Application) -> list[Any]:
    return [sentence("les membres et le représentant légal de %(name)s", name=file.organisation.name)]
