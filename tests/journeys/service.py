"""What the service, the committee and the authority do, through their pages."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Call, Round
from grants.rehearsal.scenes.committee import SEATS
from tests.journeys.walk import Walk
from tests.world import PASSWORD


def check_and_review(walk: Walk, number: str, instructor: str, readers: int) -> None:
    """Pieces, rules, then the review, as far as the committee's agenda."""
    here = f"/instruction/{number}"
    walk.act(instructor, "application.check_completeness", here)
    walk.act(instructor, "application.check_eligibility", here)
    walk.act(instructor, "application.start_review", here)
    score(walk, number, instructor, readers)
    walk.act(instructor, "application.refer", here)


def score(walk: Walk, number: str, instructor: str, readers: int) -> None:
    """Given to the first reviewers, scored by each."""
    reviewers = [f"reviewer_{rank}" for rank in range(1, readers + 1)]
    chosen = [walk.play.troupe[each] for each in reviewers]
    walk.act(instructor, "review.assign", f"/instruction/{number}", reviewer_ids=chosen)
    for who in reviewers:
        walk.act(who, "review.score", f"/instruction/{number}", **marks(walk, number))


def marks(walk: Walk, number: str) -> dict[str, str]:
    """Good on every criterion."""
    with walk.app.app_context():
        file = db.session.scalars(select(Application).filter_by(number=number)).one()
        grid = file.file.grid_of(file.stage_key)
        return {f"mark_{each.key}": "4" for each in (grid.criteria if grid else [])}


def sit(walk: Walk, opinions: dict[str, dict[str, Any]]) -> None:
    """The committee from its convening to its signed minutes; `opinions` by file: the outcome, the amount."""
    place = convene(walk)
    walk.play.at += timedelta(days=16)
    people = {f"member_{walk.play.troupe[key]}": "present" for key in SEATS}
    walk.act("secretary", "meeting.register", place, **people)
    walk.act("secretary", "meeting.open", place)
    for number, opinion in opinions.items():
        walk.act("member_1", "meeting.vote", f"{place}/dossiers/{number}", choice="for")
        note_opinion(walk, f"{place}/dossiers/{number}", opinion)
    walk.act("secretary", "meeting.close", place)
    walk.act("secretary", "meeting.minute", place)
    for signatory in ("commissioner", "secretary"):
        walk.act(signatory, "meeting.sign", place, proof_password=PASSWORD)


def convene(walk: Walk) -> str:
    """Everybody of the cast's committee has a seat; the meeting's page."""
    walk.be("secretary")
    walk.go("/comites")
    walk.follow("Convoquer une séance")
    for key, seat in SEATS.items():
        walk.fill(f"seat_{walk.play.troupe[key]}", str(seat))
    walk.answer({"place": "Préfecture, salle fictive"})  # with the quorum of the call
    walk.press("Convoquer une séance")
    walk.done("meeting.convene")
    return walk.address()


def note_opinion(walk: Walk, item: str, opinion: dict[str, Any]) -> None:
    """The secretary keys what the committee says of a file."""
    walk.be("secretary")
    walk.go(item)
    walk.answer(opinion)
    walk.press("Noter l’avis du comité")
    walk.done("application.recommend")


def publish(walk: Walk, call: str, moment: timedelta = timedelta()) -> None:
    """The decisions are settled, then told to all on their day."""
    with walk.app.app_context():
        round = db.session.scalars(select(Round).join(Call).where(Call.key == call)).one()
        place, announced_at = f"/vagues/{round.id}", round.announced_at
    walk.act("commissioner", "round.decide", place)
    walk.play.move_to(announced_at + moment)
    walk.act("commissioner", "round.publish", place)
