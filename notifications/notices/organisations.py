"""An organisation and its people; whoever is invited may be nobody here yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Appointment, Invitation, Joining, MemberRole, Membership, Payment, User
from grants.policies.roles import roles_on
from grants.services import invitations
from grants.services.organisations.banking import ON_ITS_WAY
from notifications.event import Event
from notifications.notices.notice import Notice, Notices
from notifications.parts import part
from notifications.recipients import Recipients
from workflows.roles import Role

PAGE, MINE = "/organisations/{subject}", "/mes-organismes"


@dataclass(frozen=True)
class InvitationNotice(Notice):
    """Its page is named by a signed link."""

    def link(self, event: Event) -> str:
        return event.address(f"/invitations/{invitations.token_of(event.data['invitation_id'])}")


def acting(*roles: MemberRole) -> Recipients:
    """Those who act for the organisation today, in these roles."""

    def who(event: Event) -> Sequence[User]:
        here = select(Membership.user_id).filter_by(organisation_id=event.item.subject_id, ended_at=None)
        return enabled(User.id.in_(here.where(Membership.role.in_(roles or tuple(MemberRole)))))

    return who


def invited_person(event: Event) -> Sequence[User]:
    return enabled(func.lower(User.email) == part(event, Invitation).email)


def invited_stranger(event: Event) -> Sequence[User]:
    """The address alone, when no account has it."""
    address = part(event, Invitation).email
    if db.session.scalar(select(User.id).where(func.lower(User.email) == address).limit(1)):
        return []
    return [User(id=-part(event, Invitation).id, email=address, name=address)]  # not kept: it may never be a person


def asker(event: Event) -> Sequence[User]:
    return enabled(User.id == part(event, Joining).user_id)


def named(event: Event) -> Sequence[User]:
    return enabled(User.id == event.data["user_id"])


def paying(event: Event) -> Sequence[User]:
    """Grant managers of the payments of this organisation that are on their way."""
    waiting = select(Payment).join(Application, Application.id == Payment.application_id)
    waiting = waiting.where(Application.organisation_id == event.item.subject_id, Payment.state.in_(ON_ITS_WAY))
    payments = db.session.scalars(waiting).all()
    managers = enabled(User.id.in_(select(Appointment.user_id).filter_by(role=Role.GRANT_MANAGER))) if payments else []
    return [who for who in managers if any(Role.GRANT_MANAGER in roles_on(who, each) for each in payments)]


def enabled(which: object) -> Sequence[User]:
    people = select(User).where(which, User.is_enabled, ~User.is_system)  # type: ignore[arg-type]
    return db.session.scalars(people.order_by(User.id)).all()


everybody, signing = acting(), acting(MemberRole.REPRESENTATIVE)

NOTICES: Notices = {
    "organisation.edit": [Notice("members", everybody, "organisation.edit", PAGE, email=False)],
    "organisation.verify": None,
    "organisation.change_bank_details": [
        Notice("members", everybody, "organisation.change_bank_details", PAGE + "#compte"),
        Notice("staff", paying, "organisation.change_bank_details.agent", "/versements"),
    ],
    "organisation.merge": [Notice("members", everybody, "organisation.merge", PAGE)],
    "organisation.keep_apart": None,
    "invitation.send": [
        InvitationNotice("person", invited_person, "invitation.send", ""),
        InvitationNotice("stranger", invited_stranger, "invitation.send", "", inbox=False),
    ],
    "invitation.revoke": None,
    "invitation.accept": [Notice("members", signing, "invitation.accept", PAGE + "#membres")],
    "joining.ask": [Notice("members", signing, "joining.ask", PAGE + "#membres")],
    "joining.accept": [Notice("person", asker, "joining.accept", PAGE)],
    "joining.decline": [Notice("person", asker, "joining.decline", MINE)],
    "membership.change_role": [Notice("person", named, "membership.change_role", PAGE)],
    "membership.remove": [Notice("person", named, "membership.remove", MINE)],
    "membership.hand_over": [Notice("members", everybody, "membership.hand_over", PAGE + "#membres")],
    "membership.leave": [Notice("members", signing, "membership.leave", PAGE + "#membres")],
}
