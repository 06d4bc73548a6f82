"""What is expected of a person, computed from the workflow tables: one statement a kind of subject."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, tuple_
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    Appeal,
    Application,
    BallotRoll,
    Call,
    Evaluation,
    JournalEntry,
    Meeting,
    MeetingMember,
    Opinion,
    Payment,
    Recovery,
    Recusal,
    Report,
    Review,
    ReviewStatus,
    Round,
    Seat,
    User,
    Vote,
)
from grants.policies.held import held_roles, holding, services
from grants.policies.minuting import signs_first
from grants.policies.permits import SCORING
from grants.values import clock
from workflows import paths
from workflows.engine import Attempt, Workflow
from workflows.registry import WORKFLOWS
from workflows.roles import Role
from workflows.states import MeetingState, RoundState

PARTS: list[Any] = [Opinion, Agreement, Payment, Recovery, Report, Evaluation, Appeal]  # what belongs to a file
MOST = 60  # of one kind on one page: beyond, the lists take over
OUTSIDE = {("agreement", "sent", Role.REPRESENTATIVE): "agreement.accept"}  # awaited acts that move no state
OWN = (Role.APPLICANT, Role.REPRESENTATIVE)


@dataclass(frozen=True)
class Expected:
    """One thing to do: on what, as whom, by when; `acts` are the person's acts there, the usual way first."""

    subject: Any
    role: Role
    due_at: datetime | None
    acts: tuple[str, ...]

    @property
    def application(self) -> Application | None:
        if isinstance(self.subject, Application):
            return self.subject
        return getattr(self.subject, "application", None)


def of(user: User) -> list[Expected]:
    """All that this person must do, the most pressing first; the number of statements does not grow with the files."""
    held = held_roles(user)
    found = [*on_files(user, held, awaiting), *reviews(user), *recusals(user, held), *meetings(user), *votes(user),
             *rounds(user)]  # fmt: skip
    mine = without_duties(user, found)
    return sorted(mine, key=lambda each: (each.due_at is None, each.due_at, each.subject.id))


def of_others(user: User, *, limit: int = 20) -> list[Expected]:
    """What this person has sent on and others must answer, the oldest due first."""
    held = held_roles(user) - set(OWN)
    found = on_files(user, held, sent_on(held)) if held else []
    return sorted(found, key=lambda each: (each.due_at is None, each.due_at, each.subject.id))[:limit]


States = Callable[[Workflow, Role], list[str]]


def awaiting(workflow: Workflow, role: Role) -> list[str]:
    """The states that wait for this role."""
    return [state for state, step in workflow.steps.items() if step.awaits is role]


def sent_on(held: Iterable[Role]) -> States:
    """The states into which this role moves a subject, and which wait for a role that the person does not have."""
    mine = set(held)

    def states(workflow: Workflow, role: Role) -> list[str]:
        targets = {str(row.target) for row in workflow.actions if role in row.by}
        return [s for s, step in workflow.steps.items() if s in targets and step.awaits and step.awaits not in mine]

    return states


def on_files(user: User, held: Iterable[Role], states: States) -> list[Expected]:
    """Files, and what belongs to them, in these states for these roles."""
    held = sorted(held)
    found = rows_of(Application, user, held, states)
    for model in PARTS:
        found += rows_of(model, user, held, states)
    return found


def rows_of(model: Any, user: User, held: list[Role], states: States) -> list[Expected]:
    """One statement for one kind of subject."""
    wanted = {role: pairs(model, role, states) for role in held}
    conditions = [
        and_(tuple_(model.workflow_key, model.state).in_(keys), mine(model, user, role))
        for role, keys in wanted.items() if keys
    ]  # fmt: skip
    if not conditions:
        return []
    statement = select(model).where(or_(*conditions)).order_by(model.id).limit(MOST)
    if model is not Application:
        statement = statement.join(Application, Application.id == model.application_id)
    rows = db.session.scalars(statement.options(*with_file(model))).unique().all()
    return [expected(row, role_of(row, wanted)) for row in rows]


def mine(model: Any, user: User, role: Role) -> ColumnElement[bool]:
    """An opinion is asked of one service among those consulted on the file."""
    if model is Opinion and role is Role.SERVICE:
        return and_(holding(user, role), Opinion.service.in_(services(user)))
    return holding(user, role)


def pairs(model: Any, role: Role, states: States) -> list[tuple[str, str]]:
    """The (workflow, state) of this kind of subject that wait for this role."""
    return [
        (workflow.key, state)
        for workflow in WORKFLOWS.values() if is_about(model, workflow)
        for state in states(workflow, role)
    ]  # fmt: skip


def is_about(model: Any, workflow: Workflow) -> bool:
    return bool(workflow.name.rpartition(".")[2] == model.__tablename__)


def with_file(model: Any) -> list[Any]:
    """What a line of the page reads of the file."""
    if model is Application:
        links = [Application.organisation, Application.round, Application.call, Application.definition]
        return [joinedload(each) for each in links]
    start = joinedload(model.application)
    return [
        start.joinedload(Application.organisation),
        start.joinedload(Application.round),
        start.joinedload(Application.call),
    ]


def role_of(row: Any, wanted: dict[Role, list[tuple[str, str]]]) -> Role:
    """The role for which the row was found; the awaited one when the person has it."""
    roles = [role for role, keys in wanted.items() if (row.workflow_key, row.state) in keys]
    return row.step.awaits if row.step.awaits in roles else roles[0]


def expected(subject: Any, role: Any) -> Expected:
    return Expected(subject, role, subject.step.due_at(subject), acts_of(subject, role))


def acts_of(subject: Any, role: Role) -> tuple[str, ...]:
    """The acts of this role in this state, the one that goes on the usual way first."""
    rows = [row for row in subject.workflow.actions if subject.state in row.source and role in row.by]
    ahead = paths.onward(subject.workflow, subject.state)[:1]
    names = [row.name for row in sorted(rows, key=lambda row: str(row.target) not in ahead)]
    outside = OUTSIDE.get((subject.workflow.name, subject.state, role))
    return tuple(dict.fromkeys([*([outside] if outside else []), *names]))


def reviews(user: User) -> list[Expected]:
    """The files that this person must still score."""
    assigned = select(Review).filter_by(reviewer_id=user.id, status=ReviewStatus.ASSIGNED).join(Application)
    open_now = assigned.where(Application.state.in_(SCORING), holding(user, Role.REVIEWER))
    rows = db.session.scalars(open_now.options(*with_file(Review)).order_by(Review.id).limit(MOST))
    return [Expected(each, Role.REVIEWER, each.due_at, ("review.score", "review.abstain")) for each in rows]


def recusals(user: User, held: Iterable[Role]) -> list[Expected]:
    """The links of interest that wait for an answer: they hold the committee back."""
    roles = [role for role in (Role.INSTRUCTOR, Role.SECRETARY) if role in set(held)]
    if not roles:
        return []
    waiting = select(Recusal).filter_by(confirmed_at=None, lifted_at=None).join(Application)
    rows = db.session.scalars(
        waiting.where(or_(*(holding(user, role) for role in roles)))
        .options(*with_file(Recusal), joinedload(Recusal.user))
        .order_by(Recusal.id)
        .limit(MOST)
    )
    return [Expected(each, roles[0], each.declared_at, ("recusal.confirm",)) for each in rows]


def meetings(user: User) -> list[Expected]:
    """The meetings that this person prepares or signs, in the president's place too."""
    seats = {Role.SECRETARY: MeetingMember.seat == Seat.SECRETARY, Role.PRESIDENT: signs_first(MeetingMember)}
    conditions = []
    for role, seat in seats.items():
        sits = select(MeetingMember.meeting_id).filter_by(user_id=user.id).where(seat)
        appointed = on_calls(user, role) if role is Role.SECRETARY else false()
        keys = pairs(Meeting, role, awaiting)
        conditions.append(
            and_(tuple_(Meeting.workflow_key, Meeting.state).in_(keys), or_(Meeting.id.in_(sits), appointed))
        )
    statement = select(Meeting).join(Round).where(or_(*conditions)).options(joinedload(Meeting.round))
    rows = db.session.scalars(statement.order_by(Meeting.held_at, Meeting.id).limit(MOST))
    return [expected(each, each.step.awaits) for each in rows]


def votes(user: User) -> list[Expected]:
    """The open meetings where this person still has a vote to give."""
    raised = exists().where(Vote.item_id == AgendaItem.id, Vote.user_id == user.id)
    given = raised | exists().where(BallotRoll.item_id == AgendaItem.id, BallotRoll.user_id == user.id)
    out = exists().where(Recusal.application_id == AgendaItem.application_id, Recusal.user_id == user.id,
                         Recusal.lifted_at.is_(None))  # fmt: skip
    waits = exists().where(AgendaItem.meeting_id == Meeting.id, AgendaItem.outcome.is_(None), ~given, ~out)
    mine = select(MeetingMember.meeting_id).where(
        MeetingMember.user_id == user.id, MeetingMember.is_present, MeetingMember.seat != Seat.SECRETARY
    )
    statement = select(Meeting).where(Meeting.state == MeetingState.OPENED, Meeting.id.in_(mine), waits)
    rows = db.session.scalars(statement.order_by(Meeting.held_at, Meeting.id).limit(MOST))
    return [Expected(each, Role.COMMITTEE_MEMBER, each.held_at, ()) for each in rows]


def rounds(user: User) -> list[Expected]:
    """The rounds whose decisions this person settles and publishes; an open one is the administrator's to watch."""
    roles = sorted({each.role for each in user.appointments})
    conditions = [
        and_(tuple_(Round.workflow_key, Round.state).in_(keys), on_calls(user, role))
        for role in roles if (keys := pairs(Round, role, watching))
    ]  # fmt: skip
    if not conditions:
        return []
    statement = select(Round).where(or_(*conditions), ~Round.is_historical).options(joinedload(Round.call))
    rows = db.session.scalars(statement.join(Call).order_by(Round.id).limit(MOST))
    return [watched(each) if each.state == RoundState.OPEN else expected(each, each.step.awaits) for each in rows]


def watching(workflow: Workflow, role: Role) -> list[str]:
    """The states that wait for this role; the clock closes what is open, an administrator may put it off."""
    return [*awaiting(workflow, role), *([str(RoundState.OPEN)] if role is Role.ADMINISTRATOR else [])]


def watched(round: Round) -> Expected:
    return Expected(round, Role.ADMINISTRATOR, round.closes_at, ("round.extend",))


def on_calls(user: User, role: Role) -> ColumnElement[bool]:
    """The rounds of the calls for which this person is appointed to this role."""
    calls = {each.call_id for each in user.appointments if each.role is role}
    if None in calls:
        return Round.id.is_not(None)
    return Round.call_id.in_([each for each in calls if each]) if calls else false()


def without_duties(user: User, found: list[Expected]) -> list[Expected]:
    """Leave out what the separation of duties gives to somebody else; one statement for all the files."""
    streams = {each.application.stream for each in found if each.application}
    earlier: dict[str, dict[str, frozenset[int]]] = {}
    past = select(JournalEntry.stream, JournalEntry.act).filter_by(actor_id=user.id).distinct()
    for stream, act in db.session.execute(past.where(JournalEntry.stream.in_(streams))) if streams else ():
        earlier.setdefault(stream, {})[act] = frozenset({user.id})
    return [each for each in found if not each.application or may(user, each, earlier)]


def may(user: User, each: Expected, earlier: dict[str, dict[str, frozenset[int]]]) -> bool:
    """Whether at least one of the acts is not kept apart from what this person did before on the file."""
    if not hasattr(each.subject, "workflow") or each.role in OWN:
        return True
    done = earlier.get(each.application.stream, {}) if each.application else {}
    tried = Attempt(each.subject, user.id, frozenset({each.role}), clock.now(), done)
    rows = each.subject.workflow.rows(tried)
    kept_apart = [any(g.apart_from and not g.holds(tried) for g in row.given) for row in rows]
    return not rows or not all(kept_apart)


def next_dates(user: User, at: datetime) -> list[tuple[datetime, str, str]]:
    """(when, what, which) of the calls in progress, the first ones; for everybody who works on them."""
    current = select(Round).where(Round.state != "published", ~Round.is_historical).options(joinedload(Round.call))
    found = []
    for round in db.session.scalars(current.order_by(Round.id).limit(MOST)):
        for when, what in (
            (round.opens_at, "ouverture"), (round.closes_at, "fin du dépôt"), (round.decisions_at, "décisions"),
            (round.announced_at, "les lettres partent ensemble"),
        ):  # fmt: skip
            if when and when > at:
                found.append((when, what, round.call.short_title))
    return sorted(found)[:5]
