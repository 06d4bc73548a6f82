"""Files on which the desk and the committee can act: answers that meet the rules, pieces, scores, a meeting."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import (
    AgendaItem,
    Answer,
    Application,
    Appointment,
    Meeting,
    MeetingMember,
    Piece,
    Review,
    ReviewStatus,
    Seat,
    StoredFile,
    User,
)
from grants.values import clock
from tests.world import World, add_file
from workflows.roles import Role

ANSWERS: dict[str, Any] = {
    "legal_nature": "association_1901", "created_on": "2010-05-04", "requested_amount": "18000.00",
    "scope": "department", "department": "49", "territory": ["department:49"], "att_declarations": True,
    "project_title": "Une épicerie solidaire sur la route", "themes": ["food_aid"],
}  # fmt: skip
DIGEST = "0" * 64


def add_complete_file(world: World, state: str = "submitted", *, rank: int = 1, **columns: object) -> int:
    """A file with a few right answers and its bank details."""
    file_id = add_file(world, state, rank=rank, **columns)
    file = db.session.get_one(Application, file_id)
    form = file.file.form_of(file.stage_key)
    day = clock.today()
    answers = ANSWERS | {"project_start": str(day + timedelta(days=60)), "project_end": str(day + timedelta(days=200))}
    for section in form.sections:
        here = {each.key: answers[each.key] for each in section.questions if each.key in answers}
        db.session.add(Answer(application_id=file_id, form_key=form.key, section_key=section.key, values=here,
                              saved_at=clock.now(), saved_by_id=world["applicant"]))  # fmt: skip
    add_piece(file, "bank_details", world["applicant"])
    db.session.commit()
    return file_id


def add_piece(file: Application, key: str, user_id: int) -> None:
    if db.session.get(StoredFile, DIGEST) is None:
        db.session.add(StoredFile(digest=DIGEST, size=9, media_type="application/pdf", created_at=clock.now()))
        db.session.flush()
    db.session.add(Piece(application_id=file.id, organisation_id=file.organisation_id, key=key, name=f"{key}.pdf",
                         digest=DIGEST, uploaded_at=clock.now(), uploaded_by_id=user_id))  # fmt: skip


def add_review(world: World, file_id: int, reviewer_id: int, total: str | None = None) -> int:
    file = db.session.get_one(Application, file_id)
    review = Review(application_id=file_id, reviewer_id=reviewer_id, stage_key=file.stage_key,
                    assigned_at=clock.now(), assigned_by_id=world["instructor"],
                    due_at=clock.now() + timedelta(days=7))  # fmt: skip
    if total:
        review.status, review.total, review.scored_at = ReviewStatus.SCORED, total, clock.now()
        grid = file.file.grid_of(file.stage_key)
        review.marks = {each.key: {"mark": 4, "comment": ""} for each in (grid.criteria if grid else [])}
    db.session.add(review)
    db.session.commit()
    return review.id


def add_person(name: str) -> int:
    user = User(email=f"{name}@guichet.example", name=f"{name.title()} Fictif", is_fictif=True, created_at=clock.now())
    db.session.add(user)
    db.session.commit()
    return user.id


def committee(world: World, members: int = 7) -> dict[int, Seat]:
    """Person → seat: a president, a concerned person, as many members as make this number, and a secretary."""
    seats = {"president": Seat.PRESIDENT, "committee_member": Seat.MEMBER, "secretary": Seat.SECRETARY,
             "commissioner": Seat.CONCERNED_PERSON}  # fmt: skip
    more = [seated(f"membre {rank}") for rank in range(4, members + 1)]
    return {world[name]: seat for name, seat in seats.items()} | dict.fromkeys(more, Seat.MEMBER)


def seated(name: str) -> int:
    """Somebody appointed to the committees, made when they are new."""
    found = db.session.scalar(select(User.id).filter_by(email=f"{name}@guichet.example"))
    if found is None:
        found = add_person(name)
        db.session.add(Appointment(user_id=found, role=Role.COMMITTEE_MEMBER))
        db.session.commit()
    return found


def add_meeting(world: World, files: list[int], *, state: str = "convened", quorum: int = 2, there: bool = True) -> int:
    """A meeting of the president, one member, a concerned person and the secretary; everyone is there."""
    meeting = Meeting(round_id=world.round_id, title="Comité du 3 septembre", held_at=clock.now() + timedelta(days=9),
                      place="salle Erdre", quorum=quorum, workflow_key="meeting@2", state=state)  # fmt: skip
    seats = {"president": Seat.PRESIDENT, "committee_member": Seat.MEMBER, "secretary": Seat.SECRETARY}
    meeting.members = [MeetingMember(user_id=world[name], seat=seat, is_present=there) for name, seat in seats.items()]
    meeting.agenda = [AgendaItem(application_id=each, rank=rank) for rank, each in enumerate(files, 1)]
    db.session.add(meeting)
    db.session.commit()
    return meeting.id


def item_of(file_id: int) -> AgendaItem:
    return db.session.scalars(select(AgendaItem).filter_by(application_id=file_id)).one()
