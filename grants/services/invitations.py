"""People invited by their address: the link is signed, lasts 14 days, and serves whoever signs in with that address."""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select

from grants.database import db
from grants.models import Invitation, MemberRole, Membership, User
from grants.services.command import Act, command
from grants.services.organisations.holding import add_member, hold
from grants.values import clock
from workflows.errors import NotAllowed, Refused

DAYS = 14
MEMBER = "Cette personne agit déjà pour l’organisme."
WAITING = "Une invitation attend déjà à cette adresse. Annulez-la d’abord pour en envoyer une autre."
OVER = "Cette invitation n’est plus valable : demandez à la personne qui vous l’a envoyée d’en refaire une."
OTHER = "Cette invitation est pour une autre adresse que celle de votre compte. Connectez-vous avec la bonne adresse."


@command
def send(act: Act, organisation_id: int, *, version: int, email: str, role: str) -> int:
    """Invite the person of this address, who may have no account yet."""
    organisation, address = hold(act, organisation_id, version=version), email.strip().lower()
    members = select(User.id).join(Membership, Membership.user_id == User.id)
    members = members.where(Membership.organisation_id == organisation.id, Membership.ended_at.is_(None))
    if db.session.scalar(members.where(func.lower(User.email) == address).limit(1)):
        raise Refused([MEMBER])
    sent = select(Invitation).filter_by(organisation_id=organisation.id, email=address, accepted_at=None)
    if any(each.is_open(act.at) for each in db.session.scalars(sent)):
        raise Refused([WAITING])
    invitation = Invitation(organisation_id=organisation.id, email=address, sent_by_id=act.actor.id, sent_at=act.at)
    invitation.role, invitation.expires_at = MemberRole(role), act.at + timedelta(days=DAYS)
    db.session.add(invitation)
    db.session.flush()
    due_on = clock.day_of(invitation.expires_at).isoformat()
    act.do(organisation, "invitation.send", invitation_id=invitation.id, as_role=role, due_on=due_on)
    return invitation.id


@command
def revoke(act: Act, invitation_id: int, *, version: int) -> None:
    """Take an invitation back before it is accepted."""
    organisation_id = db.session.scalars(select(Invitation.organisation_id).filter_by(id=invitation_id)).one()
    organisation, invitation = hold(act, organisation_id, version=version), act.lock(Invitation, invitation_id)
    if not invitation.is_open(act.at):
        raise Refused([OVER])
    act.do(organisation, "invitation.revoke", invitation_id=invitation.id)
    invitation.revoked_at = act.at


@command
def accept(act: Act, invitation_id: int) -> int:
    """Come to the organisation, as the person of the address invited; the organisation's id."""
    invitation = db.session.get_one(Invitation, invitation_id)
    organisation, invitation = hold(act, invitation.organisation_id), act.lock(Invitation, invitation_id)
    if act.actor.email.lower() != invitation.email:
        raise NotAllowed("invitation.accept")
    if not invitation.is_open(act.at):
        raise Refused([OVER])
    invitation.accepted_at, invitation.accepted_by_id = act.at, act.actor.id
    add_member(act, organisation, act.actor.id, invitation.role)
    act.tell(organisation, "invitation.accept", invitation_id=invitation.id, user_id=act.actor.id)
    return organisation.id


def token_of(invitation_id: int) -> str:
    """What the link of the mail holds."""
    token: str = signer().dumps(invitation_id)
    return token


def opened(token: str) -> int | None:
    """The id of the invitation whose link this is; None for a link that we did not make."""
    try:
        found: int = signer().loads(token)
    except BadSignature:
        return None
    return found


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="invitation")
