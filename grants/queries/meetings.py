"""Reads of committee meetings: the list, one meeting, one file of its agenda, and the draft of its minutes."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import (
    AgendaItem,
    Application,
    Appointment,
    Call,
    Meeting,
    MeetingMember,
    Recusal,
    Review,
    ReviewStatus,
    Round,
    User,
)
from grants.policies.applications import scope, visible_to
from grants.queries import envelopes, quorums
from grants.values import clock
from workflows.roles import Role
from workflows.states import ApplicationState, MeetingState

READERS = (Role.SECRETARY, Role.INSTRUCTOR, Role.AUTHORITY, Role.COMMISSIONER, Role.AUDITOR)


def visible(user: User, *, limit: int = 200) -> Sequence[Meeting]:
    """The meetings that this person may open, the last first; three statements."""
    held = [each for each in user.appointments if each.role in READERS]
    whole = [each for each in held if not each.department and not each.theme]
    wide = any(each.call_id is None for each in whole) or signs(user)
    seat = exists().where(MeetingMember.meeting_id == Meeting.id, MeetingMember.user_id == user.id)
    scopes = [has_file(each) for each in held if each not in whole]
    mine = or_(seat, Round.call_id.in_([each.call_id for each in whole]), *scopes) if not wide else true()
    wanted = select(Meeting).join(Round).join(Call).where(mine).order_by(Meeting.held_at.desc(), Meeting.id.desc())
    eager = (joinedload(Meeting.round).joinedload(Round.call), selectinload(Meeting.members),
             selectinload(Meeting.agenda))  # fmt: skip
    return db.session.scalars(wanted.options(*eager).limit(limit)).all()


def signs(user: User) -> bool:
    """Whether a delegation in force today is this person's own, whatever its call."""
    return any(each.substitutes_id is None and each.runs(clock.today()) for each in user.delegations)


def has_file(appointment: Appointment) -> ColumnElement[bool]:
    """Whether the agenda has a file of this limited office."""
    there = exists().where(AgendaItem.meeting_id == Meeting.id, AgendaItem.application_id == Application.id)
    return there.where(scope(appointment))


def to_convene(user: User) -> Sequence[Round]:
    """The rounds where files wait and where this person keeps the secretariat."""
    held = [each for each in user.appointments if each.role is Role.SECRETARY]
    if not held:
        return []
    waits = select(Application.round_id).where(Application.state == ApplicationState.AWAITING_COMMITTEE)
    wanted = select(Round).where(Round.id.in_(waits.where(~on_agenda()))).order_by(Round.id)
    if all(each.call_id for each in held):
        wanted = wanted.where(Round.call_id.in_([each.call_id for each in held]))
    return db.session.scalars(wanted.options(joinedload(Round.call))).all()


def on_agenda() -> ColumnElement[bool]:
    """Whether a meeting to come already has the file."""
    to_come = Meeting.state.in_((MeetingState.CONVENED, MeetingState.OPENED))
    return exists().where(
        AgendaItem.application_id == Application.id, AgendaItem.meeting_id == Meeting.id,
        AgendaItem.outcome.is_(None), to_come,
    )  # fmt: skip


def waiting(round: Round) -> Sequence[Application]:
    """The files of a round that wait for a meeting, best raw score first; those without a score last."""
    raw = (
        select(func.avg(Review.total))
        .where(
            Review.application_id == Application.id,
            Review.stage_key == Application.stage_key,
            Review.status == ReviewStatus.SCORED,
        )
        .scalar_subquery()
    )
    here = select(Application).filter_by(round_id=round.id, state=ApplicationState.AWAITING_COMMITTEE)
    return db.session.scalars(here.where(~on_agenda()).order_by(func.coalesce(raw, -1).desc(), Application.id)).all()


def seatable(round: Round) -> Sequence[User]:
    """Who may be given a seat: the people appointed to this call's committee, and those of its co-funders."""
    payers = {each.funder_id for each in envelopes.of_round(round.id)}
    sitting = (Role.PRESIDENT, Role.COMMITTEE_MEMBER, Role.SECRETARY, Role.COMMISSIONER)
    wanted = select(User).where(User.is_enabled, User.appointments.any())
    people = db.session.scalars(wanted.options(selectinload(User.appointments)).order_by(User.name, User.id))
    return [
        each
        for each in people
        if any(
            (held.role in sitting or (held.role is Role.COFUNDER and held.funder_id in payers))
            and held.call_id in (None, round.call_id)
            for held in each.appointments
        )
    ]


def whole(meeting_id: int) -> Meeting | None:
    """A meeting with its people, its agenda and its votes: five statements, however long the agenda."""
    return db.session.scalar(
        select(Meeting)
        .filter_by(id=meeting_id)
        .options(
            joinedload(Meeting.round).joinedload(Round.call),
            selectinload(Meeting.members).joinedload(MeetingMember.user),
            selectinload(Meeting.agenda).joinedload(AgendaItem.application).joinedload(Application.organisation),
            selectinload(Meeting.agenda).selectinload(AgendaItem.votes),
            selectinload(Meeting.agenda).joinedload(AgendaItem.ballot),
        )
    )


def recusals(meeting: Meeting) -> dict[int, set[int]]:
    """The people recused on each file of the agenda; one statement."""
    files = [each.application_id for each in meeting.agenda]
    rows = select(Recusal.application_id, Recusal.user_id).where(
        Recusal.application_id.in_(files), Recusal.lifted_at.is_(None)
    )
    found: dict[int, set[int]] = {file: set() for file in files}
    for application_id, user_id in db.session.execute(rows):
        found[application_id].add(user_id)
    return found


def closed_to(meeting: Meeting, user_id: int) -> list[Application]:
    """The files of the agenda on which this person is recused."""
    out = recusals(meeting)
    return [each.application for each in meeting.agenda if user_id in out[each.application_id]]


def readable(meeting: Meeting, user: User, recused: dict[int, set[int]]) -> list[AgendaItem]:
    """The items that this person reads: who sits reads them all but for recusals, others those of their scope."""
    kept = [each for each in meeting.agenda if user.id not in recused[each.application_id]]
    if any(each.user_id == user.id for each in meeting.members):
        return kept
    files = select(Application.id).where(Application.id.in_([each.application_id for each in kept]))
    mine = set(db.session.scalars(files.where(visible_to(user))))
    return [each for each in kept if each.application_id in mine]


def scores(meeting: Meeting) -> dict[int, float]:
    """The raw score of each file of the agenda: the mean of its readings; one statement."""
    files = [each.application_id for each in meeting.agenda]
    rows = (
        select(Review.application_id, func.avg(Review.total))
        .join(Application, Application.id == Review.application_id)
        .where(Review.application_id.in_(files), Review.status == ReviewStatus.SCORED)
        .where(Review.stage_key == Application.stage_key)
        .group_by(Review.application_id)
    )
    return {file: float(mean) for file, mean in db.session.execute(rows)}


def names_present(meeting: Meeting) -> list[int]:
    """Who counts when the meeting opens, by id."""
    return [each.user_id for each in quorums.counted(meeting)]


def first_to_answer(meeting: Meeting) -> int | None:
    """The line of the agenda on which the committee says its opinion first."""
    return next((each.id for each in meeting.agenda if each.outcome is None), None)


def committee_label(meeting: Meeting) -> str:
    committee = meeting.round.call.file.committee
    return committee.label if committee else "Comité"
