"""The instructor checks pieces and rules, asks for what lacks, proposes that a file be declared ineligible."""

from datetime import timedelta
from typing import Any

from grants.models import Application, Opinion, OpinionAnswer
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.filling import join_pieces
from grants.rehearsal.season import Life, Season
from grants.services import applications, desk_notes, opinions
from workflows.states import ApplicationState as S


def check_all(play: Director, season: Season) -> None:
    """Every deposited file is checked; those that stay to be completed or to be declared ineligible stay there."""
    play.move_to(season.between(0.08))
    for life in season.lives_in(S.SUBMITTED):
        if life.fate.has("completion"):
            ask_completion(play, life)
    play.move_to(season.between(0.16))
    for life in season.lives_in(S.TO_COMPLETE):
        if not life.fate.has("stay_to_complete"):
            complete(play, life)
    play.move_to(season.between(0.22))
    for life in season.lives_in(S.SUBMITTED):
        if life.fate.reaches(Step.CHECKED):
            check(play, life)
    for life in season.lives_in(S.SUBMITTED):
        if life.fate.reaches(Step.REVIEWED):
            start(play, life)


def ask_completion(play: Director, life: Life) -> None:
    play.turns["complément demandé"] += 1
    asked = {"key": "bank_details", "kind": "piece", "label": "Relevé d’identité bancaire",
             "reason": "Le relevé est illisible."}  # fmt: skip
    instructor, due_on = play.at_file(life.application_id), play.today + timedelta(days=15)
    play.do(instructor, applications.request_completion, Application, life.application_id, items=[asked], due_on=due_on)
    play.do(instructor, desk_notes.write, Application, life.application_id, body="Prévenue aussi par téléphone.")


def complete(play: Director, life: Life) -> None:
    with play.on_stage():
        join_pieces(life.application_id, play.troupe[life.editor])
    play.do(life.editor, applications.complete, Application, life.application_id)


def check(play: Director, life: Life) -> None:
    instructor = play.at_file(life.application_id)
    refusals: dict[str, str] = {}
    play.do(instructor, applications.check_completeness, Application, life.application_id, refusals=refusals)
    play.do(instructor, applications.check_eligibility, Application, life.application_id, overrides=refusals)


def start(play: Director, life: Life) -> None:
    """Begin the review, or propose that the file can't be examined."""
    instructor = play.at_file(life.application_id)
    if life.fate.verdict == "ineligible":
        propose_ineligible(play, life, instructor)
        return
    play.do(instructor, applications.start_review, Application, life.application_id)
    if life.fate.has("opinion") or life.fate.has("stay_opinion"):
        ask_opinion(play, life, instructor)


def propose_ineligible(play: Director, life: Life, instructor: str) -> None:
    play.turns["non-recevabilité"] += 1
    reason = "L’action se déroule hors de la région.\nElle a commencé avant le dépôt."
    play.do(instructor, applications.propose_ineligible, Application, life.application_id, reason=reason)
    if life.fate.reaches(Step.RULED):
        play.do("commissioner", applications.declare_ineligible, Application, life.application_id, reason=reason)


def ask_opinion(play: Director, life: Life, instructor: str) -> None:
    play.turns["avis demandé"] += 1
    asked: dict[str, Any] = {
        "service": "state_department",
        "service_label": "Service de l’État du département",
        "question": "Ce projet est-il utile dans votre département ?",
    }
    due_on = play.today + timedelta(days=15)
    opinion_id = play.do(instructor, opinions.ask, Application, life.application_id, **asked, due_on=due_on)
    if life.fate.has("stay_opinion"):
        by_link = {
            "service": "mairie",
            "service_label": "Mairie de Sainte-Brume",
            "email": "cabinet@sainte-brume.example",
        }
        question = {"question": "Ce projet est-il utile à votre commune ?"}
        play.do(instructor, opinions.ask, Application, life.application_id, **by_link, **question, due_on=due_on)
    else:
        play.do("service_department", opinions.give, Opinion, opinion_id, answer=OpinionAnswer.FAVOURABLE,
                reason="Le besoin est connu et le partenaire aussi.")  # fmt: skip
