"""Reviewers are given the files and score them on the call's grid; one of them steps aside."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Recusal, Review
from grants.queries import links
from grants.queries import reviews as queries
from grants.rehearsal import words
from grants.rehearsal.director import Director
from grants.rehearsal.season import Life
from grants.services import recusals, reviews


def assign_and_score(play: Director, life: Life) -> None:
    """As many readings as the call asks for at this stage, each scored by its own reviewer."""
    assign(play, life)
    score_readings(play, life)


def score_readings(play: Director, life: Life) -> None:
    for review_id, reviewer_id in readings(life):
        play.do(reviewer_id, reviews.score, Review, review_id, marks=marks_of(play, life, review_id),
                comment=play.draw.one(words.words()["reasons"], "score", review_id))  # fmt: skip


def assign(play: Director, life: Life, *, first: bool = False) -> None:
    """Drawn among those who may, or the first of them."""
    application = life.application
    needed = application.file.reviewers(application.stage_key)
    if not needed:
        return
    candidates = queries.candidates(application)
    linked = {user for _, user in links.detected([application], candidates)}
    able = [each.id for each in candidates if each.id not in linked]
    drawn = play.draw.of("reviewers", application.number, application.stage_key).sample(able, k=needed)
    chosen = sorted(able)[:needed] if first else drawn
    due_on = play.today + timedelta(days=15)
    instructor = play.at_file(life.application_id)
    play.do(instructor, reviews.assign, Application, life.application_id, reviewer_ids=chosen, due_on=due_on)


def readings(life: Life) -> list[tuple[int, int]]:
    """The readings still to score at the present stage: (review, reviewer)."""
    application = life.application
    here = select(Review.id, Review.reviewer_id).filter_by(
        application_id=application.id, stage_key=application.stage_key, status="assigned"
    )
    return list(db.session.execute(here.order_by(Review.id)))


def marks_of(play: Director, life: Life, review_id: int) -> dict[str, Any]:
    """A mark and a sentence for every criterion; files that will be refused get the low ones."""
    grid = life.application.file.grid_of(life.application.stage_key)
    lowest, highest = (1, 3) if life.fate.verdict in ("refuse", "not_invited") else (3, 5)
    criteria = grid.criteria if grid else []
    return {
        each.key: {
            "mark": play.draw.between(lowest, highest, review_id, each.key),
            "comment": play.draw.one(words.words()["reasons"], review_id, each.key),
        }
        for each in criteria
    }


def step_aside(play: Director, life: Life) -> None:
    """One reviewer knows the organisation: a recusal is declared and confirmed, another reads instead."""
    recusal_id = declare(play, life)
    instructor = play.at_file(life.application_id)
    play.do(instructor, recusals.confirm, Recusal, recusal_id)
    able = [each.id for each in queries.candidates(life.application)]
    other = play.draw.one(able, "instead", life.application_id)
    due_on = play.today + timedelta(days=10)
    play.do(instructor, reviews.assign, Application, life.application_id, reviewer_ids=[other], due_on=due_on)


def declare(play: Director, life: Life) -> int:
    """The first reviewer tells a link of interest; the recusal's id."""
    play.turns["déport"] += 1
    _, reviewer_id = readings(life)[0]
    reason = "Membre de ma famille au conseil d’administration."
    found: int = play.do(reviewer_id, recusals.declare, Application, life.application_id, reason=reason)
    return found
