"""Who receives a notice: candidates by a fact, kept when the policies give them the role on this very subject."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from sqlalchemy import Select, select

from grants.database import db
from grants.models import (
    Application,
    Appointment,
    Delegation,
    Meeting,
    MeetingMember,
    Membership,
    Message,
    Opinion,
    Partner,
    Recusal,
    Review,
    Round,
    Seat,
    User,
)
from grants.policies.minuting import first_signers
from grants.policies.roles import roles_on
from notifications.event import Event
from notifications.parts import part
from workflows.roles import Role

Recipients = Callable[[Event], Sequence[User]]
LONG_AGO = timedelta(days=60)


def nobody(event: Event) -> Sequence[User]:
    return []


def members(event: Event) -> Sequence[User]:
    """Those who work on the file for its organisations, editors and legal representatives."""
    return _members_of([event.application] if event.application else [])


def representatives(event: Event) -> Sequence[User]:
    """Those who sign for the organisations; all the members when nobody signs yet."""
    found = [each for each in members(event) if Role.REPRESENTATIVE in roles_on(each, event.application)]
    return found or members(event)


def members_when_published(event: Event) -> Sequence[User]:
    """Nobody before the publication: until then an applicant hears nothing of a ruling."""
    return members(event) if event.application and event.application.is_published else []


def everybody_of_the_round(event: Event) -> Sequence[User]:
    """Those who have a draft or a file in this round."""
    files = db.session.scalars(select(Application).filter_by(round_id=event.subject.id, is_historical=False))
    return _members_of(files.all())


def holders(role: Role) -> Recipients:
    """Whoever has this role on the act's subject, by appointment or by delegation of signature."""

    def who(event: Event) -> Sequence[User]:
        subject = event.subject if isinstance(event.subject, Round | Meeting) else event.application
        candidates = _enabled(select(User).where(User.id.in_(_appointed(role))))
        return [each for each in candidates if role in roles_on(each, subject)]

    return who


def payers(role: Role) -> Recipients:
    """The people of the paying funder who hold this role on the agreement, the payment or the recovery."""

    def who(event: Event) -> Sequence[User]:
        candidates = _enabled(select(User).where(User.id.in_(_appointed(role))))
        return [each for each in candidates if role in roles_on(each, event.subject)]

    return who


def both(*groups: Recipients) -> Recipients:
    """Several groups, each person once."""

    def who(event: Event) -> Sequence[User]:
        return list({user.id: user for group in groups for user in group(event)}.values())

    return who


def service_asked(event: Event) -> Sequence[User]:
    """The people of the service whose opinion is asked, and who may still see the file."""
    service = part(event, Opinion).service
    here = select(Appointment.user_id).filter_by(role=Role.SERVICE, service=service)
    found = _enabled(select(User).where(User.id.in_(here)))
    return [each for each in found if Role.SERVICE in roles_on(each, event.application)]


def reviewer(event: Event) -> Sequence[User]:
    """The person to whom the reading is given, or from whom it is taken."""
    named = event.data.get("reviewer_id") or event.data.get("user_id")
    return _people([named or part(event, Review).reviewer_id])


def recused_person(event: Event) -> Sequence[User]:
    named = event.data.get("user_id")
    return _people([named or part(event, Recusal).user_id])


def seats(*wanted: Seat) -> Recipients:
    """Who sits at the meeting: at these seats, or at all."""

    def who(event: Event) -> Sequence[User]:
        rows = select(MeetingMember.user_id).filter_by(meeting_id=part(event, Meeting).id)
        return _people(db.session.scalars(rows.where(MeetingMember.seat.in_(wanted or tuple(Seat)))))

    return who


def signing_first(event: Event) -> Sequence[User]:
    """Who presided the meeting, or those who may sign its minutes in their place."""
    return _people(each.user_id for each in first_signers(part(event, Meeting)))


def countersigning(event: Event) -> Sequence[User]:
    """The secretariat, once the president has signed the minutes."""
    return seats(Seat.SECRETARY)(event) if event.data.get("target") == "countersigning" else []


def seats_once_signed(event: Event) -> Sequence[User]:
    """Who sits at the meeting, once its minutes bear every signature."""
    return seats()(event) if event.data.get("target") == "signed" else []


def silent_seats(event: Event) -> Sequence[User]:
    """Members who have neither come forward nor given a proxy."""
    silent = select(MeetingMember.user_id).filter_by(meeting_id=part(event, Meeting).id, is_present=False)
    return _people(db.session.scalars(silent.where(MeetingMember.proxy_id.is_(None))))


def written_to(event: Event) -> Sequence[User]:
    """The applicant's side of a message from the staff."""
    return members(event) if part(event, Message).is_from_staff else []


def written_to_staff(event: Event) -> Sequence[User]:
    """The staff's side of a message from the applicant."""
    return [] if part(event, Message).is_from_staff else instructors(event)


def _members_of(files: Iterable[Application]) -> Sequence[User]:
    files = list(files)
    carriers = {each.organisation_id for each in files}
    shared = select(Partner.organisation_id).where(Partner.is_co_carrier, Partner.organisation_id.is_not(None))
    carriers |= set(db.session.scalars(shared.where(Partner.application_id.in_([each.id for each in files]))))
    still = select(Membership.user_id).where(Membership.ended_at.is_(None), Membership.organisation_id.in_(carriers))
    return _enabled(select(User).where(User.id.in_(still)))


def in_time(recipients: Recipients) -> Recipients:
    """The same people; nobody when a round of long ago only joins the calendar, as a programme of past years does."""
    return lambda event: recipients(event) if event.item.queued_at < event.subject.closes_at + LONG_AGO else []


def _appointed(role: Role) -> Select[int]:
    if role is Role.AUTHORITY:
        return select(Delegation.user_id)
    return select(Appointment.user_id).filter_by(role=role)


def _people(ids: Iterable[int]) -> Sequence[User]:
    return _enabled(select(User).where(User.id.in_(list(ids))))


def _enabled(people: Select[User]) -> Sequence[User]:
    return db.session.scalars(people.where(User.is_enabled, ~User.is_system).order_by(User.id)).all()


instructors = holders(Role.INSTRUCTOR)
authority = holders(Role.AUTHORITY)
first_approvers = holders(Role.FIRST_APPROVER)
secretaries = holders(Role.SECRETARY)
commissioner = holders(Role.COMMISSIONER)
grant_managers = payers(Role.GRANT_MANAGER)
accountants = payers(Role.ACCOUNTANT)
round_staff = both(*(holders(role) for role in (Role.INSTRUCTOR, Role.SECRETARY, Role.AUTHORITY, Role.COMMISSIONER)))
round_staff_in_time = in_time(round_staff)
extenders = both(*(holders(role) for role in (Role.ADMINISTRATOR, Role.COMMISSIONER)))
