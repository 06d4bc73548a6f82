"""Help from outside: accreditations, mandates, advisers of a draft and what they say of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from grants.database import db
from grants.models import Accreditation, Adviser, Mandate, MemberRole, Membership, User
from grants.policies.roles import roles_on
from grants.services import advisers
from notifications.event import Event
from notifications.notices.notice import Notice, Notices
from notifications.notices.organisations import enabled
from notifications.parts import part
from notifications.recipients import Recipients, members
from workflows.roles import Role

MINE, PAGE, FILE = "/mandats", "/organisations/{organisation}/mandats/{mandate}", "/dossiers/{number}/relecture"


@dataclass(frozen=True)
class MandateNotice(Notice):
    """Its page is the mandate's own."""

    def link(self, event: Event) -> str:
        mandate = part(event, Mandate)
        return event.address(self.path.format(organisation=mandate.organisation_id, mandate=mandate.id))


@dataclass(frozen=True)
class AdviserNotice(Notice):
    """Its page is named by a signed link."""

    def link(self, event: Event) -> str:
        return event.address(f"/conseil/invitations/{advisers.token_of(event.data['adviser_id'])}")


def signing(*, of_file: bool) -> Recipients:
    """The legal representatives of the body that is helped, in the words of one file or of all."""

    def who(event: Event) -> Sequence[User]:
        mandate = part(event, Mandate)
        if bool(mandate.file_id) is not of_file:
            return []
        here = select(Membership.user_id).filter_by(organisation_id=mandate.organisation_id, ended_at=None)
        return enabled(User.id.in_(here.where(Membership.role == MemberRole.REPRESENTATIVE)))

    return who


def helper(event: Event) -> Sequence[User]:
    return enabled(User.id == part(event, Mandate).helper_id)


def both_sides(event: Event) -> Sequence[User]:
    """The helper and the representatives, whoever of them ended it."""
    found = [*helper(event), *signing(of_file=True)(event), *signing(of_file=False)(event)]
    return list({each.id: each for each in found}.values())


def accredited(event: Event) -> Sequence[User]:
    """The person, or those who act for the body."""
    subject = part(event, Accreditation)
    if subject.user_id:
        return enabled(User.id == subject.user_id)
    here = select(Membership.user_id).filter_by(organisation_id=subject.organisation_id, ended_at=None)
    return enabled(User.id.in_(here))


def invited(event: Event) -> Sequence[User]:
    return enabled(func.lower(User.email) == part(event, Adviser).email)


def invited_stranger(event: Event) -> Sequence[User]:
    """The address alone, when no account has it."""
    address = part(event, Adviser).email
    if db.session.scalar(select(User.id).where(func.lower(User.email) == address).limit(1)):
        return []
    return [User(id=-part(event, Adviser).id, email=address, name=address)]  # not kept: it may never be a person


def revoked_person(event: Event) -> Sequence[User]:
    adviser = part(event, Adviser)
    return enabled(User.id == adviser.user_id) if adviser.user_id else []


def inviter(event: Event) -> Sequence[User]:
    return enabled(User.id == part(event, Adviser).invited_by_id)


def other_side(event: Event) -> Sequence[User]:
    """The members read what an adviser says; the advisers, what a member answers."""
    if not event.data["is_from_member"]:
        return members(event)
    here = select(Adviser.user_id).filter_by(application_id=event.item.application_id)
    return [each for each in enabled(User.id.in_(here)) if Role.ADVISER in roles_on(each, event.application)]


NOTICES: Notices = {
    "accreditation.grant": [Notice("person", accredited, "accreditation.grant", MINE)],
    "accreditation.end": [Notice("person", accredited, "accreditation.end", MINE)],
    "mandate.propose": [
        MandateNotice("file", signing(of_file=True), "mandate.propose", PAGE),
        MandateNotice("organisation", signing(of_file=False), "mandate.propose.organisation", PAGE),
    ],
    "mandate.accept": [Notice("helper", helper, "mandate.accept", MINE)],
    "mandate.decline": [Notice("helper", helper, "mandate.decline", MINE)],
    "mandate.end": [MandateNotice("both", both_sides, "mandate.end", PAGE)],
    "adviser.invite": [
        AdviserNotice("person", invited, "adviser.invite", ""),
        AdviserNotice("stranger", invited_stranger, "adviser.invite", "", inbox=False),
    ],
    "adviser.revoke": [Notice("person", revoked_person, "adviser.revoke", "/conseil")],
    "adviser.accept": [Notice("inviter", inviter, "adviser.accept", FILE)],
    "remark.write": [Notice("others", other_side, "remark.write", FILE)],
}
