"""The people who act for an organisation: there is always somebody who represents it."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import MemberRole, Membership, Organisation
from grants.services.command import Act, command
from grants.services.organisations.holding import hold, seat_of
from workflows.errors import NotAllowed, Refused

LAST = (
    "Il n’y a pas d’autre représentant légal : passez d’abord la main à un autre membre, ou invitez la personne "
    "qui vous succède."
)
OVER = "Cette personne n’agit plus pour l’organisme."
NOT_ONESELF = "Pour vous retirer vous-même, choisissez « Quitter cet organisme »."


@command
def change_role(act: Act, membership_id: int, *, version: int, role: str) -> None:
    """Make an editor of a representative, or the other way round."""
    organisation, seat = hold_seat(act, membership_id, version=version)
    wanted = MemberRole(role)
    if wanted is not MemberRole.REPRESENTATIVE:
        keep_a_representative(organisation, without=seat)
    act.do(organisation, "membership.change_role", user_id=seat.user_id, as_role=role)
    seat.role = wanted


@command
def remove(act: Act, membership_id: int, *, version: int) -> None:
    """Have a person act no longer for the organisation; what they did stays."""
    organisation, seat = hold_seat(act, membership_id, version=version)
    if seat.user_id == act.actor.id:
        raise Refused([NOT_ONESELF])
    act.do(organisation, "membership.remove", user_id=seat.user_id)
    seat.ended_at = act.at


@command
def hand_over(act: Act, organisation_id: int, *, version: int, membership_id: int) -> None:
    """Have another member represent the organisation in my place; I stay as editor."""
    organisation = hold(act, organisation_id, version=version)
    mine, theirs = seat_of(act.actor.id, organisation.id), act.lock(Membership, membership_id)
    if theirs.organisation_id != organisation.id:
        raise NotAllowed("membership.hand_over")
    if mine is None or theirs.ended_at is not None or theirs.user_id == act.actor.id:
        raise Refused([OVER])
    act.do(organisation, "membership.hand_over", user_id=theirs.user_id)
    theirs.role, mine.role = MemberRole.REPRESENTATIVE, MemberRole.EDITOR


@command
def leave(act: Act, organisation_id: int, *, version: int) -> None:
    """Act no longer for the organisation; its last representative hands over first."""
    organisation = hold(act, organisation_id, version=version)
    seat = seat_of(act.actor.id, organisation.id)
    if seat is None:
        raise NotAllowed("membership.leave")
    keep_a_representative(organisation, without=seat)
    act.do(organisation, "membership.leave", user_id=act.actor.id)
    seat.ended_at = act.at


def hold_seat(act: Act, membership_id: int, *, version: int) -> tuple[Organisation, Membership]:
    """The organisation, then the place; `Refused` when the person left meanwhile."""
    organisation_id = db.session.scalars(select(Membership.organisation_id).filter_by(id=membership_id)).one()
    organisation = hold(act, organisation_id, version=version)
    seat = act.lock(Membership, membership_id)
    if seat.ended_at is not None:
        raise Refused([OVER])
    return organisation, seat


def keep_a_representative(organisation: Organisation, *, without: Membership) -> None:
    """`Refused` when nobody else would sign for the organisation."""
    if without.role is not MemberRole.REPRESENTATIVE:
        return
    others = select(func.count(Membership.id)).filter_by(
        organisation_id=organisation.id, role=MemberRole.REPRESENTATIVE, ended_at=None
    )
    if not db.session.scalar(others.where(Membership.id != without.id)):
        raise Refused([LAST])
