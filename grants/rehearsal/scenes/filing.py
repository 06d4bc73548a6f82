"""From the opening to the deadline: files are started, filled in, handed in; letters of intent are answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Round
from grants.rehearsal import words
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Fate, Step
from grants.rehearsal.filling import fill
from grants.rehearsal.scenes.scoring import assign_and_score
from grants.rehearsal.season import Life, Season
from grants.services import applications, rounds
from workflows.states import ApplicationState as S

BEFORE = timedelta(days=4)  # the first files come so long before the deadline


def open_round(play: Director, season: Season) -> None:
    play.at = season.opens_at  # each round has its own calendar: the next one may open before this one is over
    play.do("clock", rounds.open, Round, season.round_id)


def close_round(play: Director, season: Season) -> None:
    play.move_to(season.closes_at)
    play.do("clock", rounds.close, Round, season.round_id)


def extend_round(play: Director, season: Season, *, days: int, reason: str) -> None:
    """Put the deadline off for everybody."""
    later = season.closes_at + timedelta(days=days)
    play.do("administrator", rounds.extend, Round, season.round_id, closes_at=later, reason=reason)
    play.turns["délai prolongé"] += 1
    season.closes_at = season.stages[list(season.stages)[-1]] = later


def begin(play: Director, season: Season, fate: Fate, rank: int) -> Life:
    """A draft of the organisation of this rank (the first is 1)."""
    organisation_id = play.troupe.organisations[rank - 1]
    with play.on_stage():
        application_id = applications.start(
            play.troupe[f"editor_{rank}"], season.round_id, organisation_id=organisation_id
        )
    play.count(applications.start)
    life = Life(fate, application_id, rank)
    season.lives.append(life)
    return life


def carried(play: Director, season: Season, fate: Fate) -> None:
    """The drafts that the round began with: files of the round before."""
    drafts = select(Application.id, Application.organisation_id).filter_by(round_id=season.round_id)
    for application_id, organisation_id in db.session.execute(drafts.where(Application.carried_from_id.is_not(None))):
        play.turns["dossier repris du premier appel"] += 1
        season.lives.append(Life(fate, application_id, play.troupe.organisations.index(organisation_id) + 1))


def file_all(play: Director, season: Season) -> None:
    """Each file is filled in and handed in for the stage that is open; drafts stay drafts."""
    stages = list(season.stages)
    play.move_to(season.stages[stages[0]] - BEFORE)
    for life in season.lives:
        write(play, life)
    if len(stages) > 1:
        answer_letters(play, season, season.stages[stages[0]], season.stages[stages[-1]])


def write(play: Director, life: Life) -> None:
    """Fill in the present stage and hand it in."""
    with play.on_stage():
        fill(life.application, **wanted(life))
    if life.fate.reaches(Step.FILED):
        if life.fate.has("co_carrier") and life.state == S.INVITED:
            play.do(life.co_carrier, applications.ask_signature, Application, life.application_id)
        play.do(life.representative, handing_in(life), Application, life.application_id)


def wanted(life: Life) -> dict[str, Any]:
    """A file that was carried keeps its own title."""
    asked = life.fate.wanted()
    return asked | {"title": life.application.title} if life.application.carried_from_id else asked


def handing_in(life: Life) -> Callable[..., Any]:
    has_letter = life.application.workflow.has("application.submit_letter") and life.state == S.DRAFT
    return applications.submit_letter if has_letter else applications.submit


def answer_letters(play: Director, season: Season, letters_end: datetime, files_end: datetime) -> None:
    """Letters are scored; those invited hand in the whole file before its own deadline."""
    play.move_to(letters_end + timedelta(hours=2))
    waiting = season.lives_in(S.LETTER_SUBMITTED)
    for life in waiting:
        if life.fate.has("stay_letter"):
            continue
        assign_and_score(play, life)
        answer_letter(play, life)
    play.move_to(files_end - BEFORE)
    for life in season.lives_in(S.INVITED):
        if not life.fate.has("stay_invited"):
            write(play, life)


def answer_letter(play: Director, life: Life) -> None:
    instructor = play.at_file(life.application_id)
    if life.fate.verdict == "not_invited":
        play.turns["lettre sans suite"] += 1
        play.do(
            instructor,
            applications.decline_letter,
            Application,
            life.application_id,
            reason="Le public visé n’est pas celui de l’appel.",
            advice="Revoir le repérage avec la mission locale.",
        )
        return  # fmt: skip
    remarks = words.words()["reasons"][2]
    play.do(instructor, applications.invite_full, Application, life.application_id, remarks=remarks)
