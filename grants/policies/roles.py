"""Who a person is on a subject: facts only (membership, appointment, assignment, delegation, recusal)."""

from functools import singledispatch
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import (
    Accreditation,
    AgendaItem,
    Agreement,
    Application,
    Appointment,
    BankAccount,
    Calculation,
    CallDraft,
    Delegation,
    Envelope,
    Invitation,
    Joining,
    Mandate,
    Meeting,
    MemberRole,
    Membership,
    Opinion,
    Organisation,
    Payment,
    Recovery,
    Recusal,
    Round,
    Scenario,
    User,
)
from grants.policies.delegated import in_force_on
from grants.policies.helping import READ
from grants.policies.known import remembered
from grants.policies.minuting import first_signers
from grants.policies.permits import DECIDERS
from grants.policies.standing import standing
from grants.values import clock
from workflows.roles import Role
from workflows.states import ApplicationState, MeetingState

NOBODY: frozenset[Role] = frozenset()
PAYING = frozenset({Role.GRANT_MANAGER, Role.ACCOUNTANT, Role.COFUNDER})  # each for the money of one funder
GIVEN_UP = (ApplicationState.DISCARDED, ApplicationState.ERASED)
BY_ASSIGNMENT = frozenset({Role.REVIEWER, Role.SERVICE, Role.ADVISER})  # appointed in general, granted file by file


def roles_on(user: User, subject: Any) -> frozenset[Role]:
    """Who this person is on this subject; nobody when the account is disabled."""
    if not user.is_enabled:
        return NOBODY
    known, key = remembered(), (user.id, subject.__tablename__, subject.id)
    if key not in known:
        known[key] = roles(subject, user)
    found: frozenset[Role] = known[key]
    return found


@singledispatch
def roles(subject: Any, user: User) -> frozenset[Role]:
    """What belongs to a file has the file's people."""
    return roles_on(user, subject.application)


@roles.register
def _(subject: Application, user: User) -> frozenset[Role]:
    """The staff have no role on a draft, which is not theirs to read; a recused person has none at all."""
    here = standing(user, subject)
    own = as_member(is_member=here.is_member, is_representative=here.is_representative)
    own |= from_outside(subject, is_helper=here.is_helper, is_adviser=here.is_adviser)
    if not subject.submitted_at and not subject.call.is_recorded:
        return own | ({Role.CLOCK} if user.is_system else NOBODY)
    if here.is_recused:
        return NOBODY
    assigned = {Role.REVIEWER: here.is_reader, Role.SERVICE: here.is_asked}  # held on this file alone
    office = appointed(user, subject) | by_delegation(user, subject)
    return own | office | {role for role, is_held in assigned.items() if is_held}


@roles.register
def _(subject: Opinion, user: User) -> frozenset[Role]:
    """The service's people; whoever answers by a link does so by the system's own hand."""
    held = roles_on(user, subject.application)
    if user.is_system and subject.link_digest:
        return held | {Role.SERVICE}
    return held if asked_of(user, subject.service) else held - {Role.SERVICE}


@roles.register
def _(subject: Agreement, user: User) -> frozenset[Role]:
    return for_funder(roles_on(user, subject.application), user, subject)


@roles.register
def _(subject: Payment, user: User) -> frozenset[Role]:
    return for_funder(roles_on(user, subject.application), user, subject.agreement)


@roles.register
def _(subject: Recovery, user: User) -> frozenset[Role]:
    return for_funder(roles_on(user, subject.application), user, subject.payment.agreement)


@roles.register
def _(subject: Round, user: User) -> frozenset[Role]:
    on_call = {each.role for each in user.appointments if each.call_id in (None, subject.call_id)} - BY_ASSIGNMENT
    clockwork = {Role.CLOCK} if user.is_system else set()
    member = {Role.APPLICANT} if not user.is_system and is_member_somewhere(user) else set()
    return frozenset(on_call | clockwork | member) | authority(user, subject)


@roles.register
def _(subject: Envelope, user: User) -> frozenset[Role]:
    return roles_on(user, subject.round)


@roles.register
def _(subject: Scenario, user: User) -> frozenset[Role]:
    """What one is on its round: for its author, and for the deciders once it is shared with them."""
    held = roles_on(user, subject.round)
    if subject.author_id == user.id:
        return held
    return held if subject.is_shared and held & DECIDERS else NOBODY


@roles.register
def _(subject: Calculation, user: User) -> frozenset[Role]:
    """Whoever asked for it, while they read the scenario and the file that it is about."""
    is_hidden = subject.file is not None and not roles_on(user, subject.file)
    return NOBODY if subject.asked_by_id != user.id or is_hidden else roles_on(user, subject.scenario)


@roles.register
def _(subject: Meeting, user: User) -> frozenset[Role]:
    """Seats of this meeting, and what the call appoints; a limited office only where one of its files is."""
    seats = {"president": Role.PRESIDENT, "secretary": Role.SECRETARY}
    here = {seats.get(each.seat, Role.COMMITTEE_MEMBER) for each in subject.members if each.user_id == user.id}
    if here and subject.state == MeetingState.MINUTED:
        here |= {Role.PRESIDENT for each in first_signers(subject) if each.user_id == user.id}  # in their place
    office = roles_on(user, subject.round) - {Role.COMMITTEE_MEMBER, Role.PRESIDENT, Role.APPLICANT}
    return (office - outside_agenda(user, subject)) | here


@roles.register
def _(subject: AgendaItem, user: User) -> frozenset[Role]:
    """One file in a meeting: those who sit there, and the staff of the file; without who is recused on it."""
    if is_recused(user, subject.application):
        return NOBODY
    held = roles_on(user, subject.meeting)
    sits = any(each.user_id == user.id for each in subject.meeting.members)
    return held if sits else held & roles_on(user, subject.application)


@roles.register
def _(subject: Organisation, user: User) -> frozenset[Role]:
    """Its members; the administrator and the clock; who instructs or audits one of its files."""
    staff = {each.role for each in user.appointments} & {Role.ADMINISTRATOR}
    staff |= {Role.CLOCK} if user.is_system else set()
    return frozenset(staff) | on_files_of(user, subject) | in_organisations(user, {subject.id})


@roles.register(BankAccount)
@roles.register(Invitation)
@roles.register(Joining)
@roles.register(Membership)
def _(subject: Any, user: User) -> frozenset[Role]:
    return roles_on(user, subject.organisation)


@roles.register
def _(subject: Mandate, user: User) -> frozenset[Role]:
    """Those of the organisation, and the person who asked for it."""
    return roles_on(user, subject.organisation) | ({Role.HELPER} if subject.helper_id == user.id else NOBODY)


@roles.register
def _(subject: Accreditation, user: User) -> frozenset[Role]:
    return frozenset(each.role for each in user.appointments) & {Role.ADMINISTRATOR}


@roles.register
def _(subject: Delegation, user: User) -> frozenset[Role]:
    return frozenset(each.role for each in user.appointments) & {Role.ADMINISTRATOR}


@roles.register
def _(subject: CallDraft, user: User) -> frozenset[Role]:
    """A call is prepared by administrators, whatever the scope of their other appointments."""
    return frozenset(each.role for each in user.appointments) & {Role.ADMINISTRATOR}


def from_outside(application: Application, *, is_helper: bool, is_adviser: bool) -> frozenset[Role]:
    """A mandate serves while there is something to fill in or to follow; an adviser reads until it is handed in."""
    held = {Role.HELPER} if is_helper and application.state not in GIVEN_UP else set()
    return frozenset(held | ({Role.ADVISER} if is_adviser and application.state in READ else set()))


def in_organisations(user: User, organisation_ids: set[int]) -> frozenset[Role]:
    mine = select(Membership.role).where(
        Membership.user_id == user.id, Membership.organisation_id.in_(organisation_ids), Membership.ended_at.is_(None)
    )
    found = set(db.session.scalars(mine))
    return as_member(is_member=bool(found), is_representative=MemberRole.REPRESENTATIVE in found)


def on_files_of(user: User, organisation: Organisation) -> frozenset[Role]:
    """Instructor or auditor where a file of it that was handed in is theirs, and no recusal hides it.

    An auditor of everything needs no file.
    """
    offices = [each for each in user.appointments if each.role in (Role.INSTRUCTOR, Role.AUDITOR)]
    if not offices:
        return NOBODY
    hidden = select(Recusal.application_id).filter_by(user_id=user.id, lifted_at=None)
    handed_in = select(Application).filter_by(organisation_id=organisation.id)
    handed_in = handed_in.where(Application.submitted_at.is_not(None), Application.id.not_in(hidden))
    files = db.session.scalars(handed_in).all()
    return frozenset(
        office.role
        for office in offices
        if any(covers(office, file) for file in files) or (office.role is Role.AUDITOR and is_whole(office))
    )


def is_whole(office: Appointment) -> bool:
    """Whether an appointment has no limit at all."""
    return not any((office.call_id, office.department, office.theme, office.funder_id))


def as_member(*, is_member: bool, is_representative: bool) -> frozenset[Role]:
    representative = {Role.REPRESENTATIVE} if is_representative else set()
    return frozenset({Role.APPLICANT} | representative) if is_member else NOBODY


def is_member_somewhere(user: User) -> bool:
    return db.session.scalar(select(Membership.id).filter_by(user_id=user.id, ended_at=None).limit(1)) is not None


def is_recused(user: User, application: Application) -> bool:
    mine = select(Recusal.id).filter_by(user_id=user.id, application_id=application.id, lifted_at=None)
    return db.session.scalar(mine) is not None


def appointed(user: User, application: Application) -> frozenset[Role]:
    """Appointments whose scope holds this file; reading a file is assigned apart."""
    return frozenset(each.role for each in user.appointments if covers(each, application)) - BY_ASSIGNMENT


def outside_agenda(user: User, meeting: Meeting) -> frozenset[Role]:
    """The offices kept to a department or a theme, and to no other, of which no file is on the agenda."""
    limited = [each for each in user.appointments if each.department or each.theme]
    wide = {each.role for each in user.appointments if each not in limited}
    there = {each.role for each in limited if any(covers(each, item.application) for item in meeting.agenda)}
    return frozenset({each.role for each in limited} - there - wide)


def covers(appointment: Appointment, application: Application) -> bool:
    scopes = (
        (appointment.call_id, application.call_id),
        (appointment.department, application.department),
        (appointment.theme, application.theme),
    )
    return all(wanted is None or wanted == found for wanted, found in scopes)


def asked_of(user: User, service: str) -> bool:
    return any(each.role is Role.SERVICE and each.service == service for each in user.appointments)


def authority(user: User, round: Round) -> frozenset[Role]:
    """Whoever holds by themselves a delegation of signature in force today for this call."""
    day, call = clock.today(), round.call
    held = any(each.covers(kind=call.kind, day=day, call_id=call.id) for each in user.delegations)
    return frozenset({Role.AUTHORITY}) if held else NOBODY


def by_delegation(user: User, application: Application) -> frozenset[Role]:
    """The same on one file, where a substitute holds it too when the person substituted is recused."""
    held = user.delegations and in_force_on(user, application, clock.today())
    return frozenset({Role.AUTHORITY}) if held else NOBODY


def for_funder(held: frozenset[Role], user: User, agreement: Agreement) -> frozenset[Role]:
    """Money is handled by the people of its own funder."""
    mine = {
        each.role
        for each in user.appointments
        if each.role in PAYING and each.funder_id in (None, agreement.funder_id) and covers(each, agreement.application)
    }
    kept = held - PAYING if agreement.funder.is_state else held - PAYING - {Role.AUTHORITY}
    return kept | (mine & held)
