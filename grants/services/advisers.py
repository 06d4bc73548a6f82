"""Outside advisers: invited by address to read one draft, until it is handed in, revoked, or its date is past."""

from datetime import date

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select

from grants.database import db
from grants.models import Adviser, Application, Membership, User
from grants.policies.helping import READ
from grants.services.command import Act, command
from grants.values import clock
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

MOST = 5
MEMBER = "Cette personne fait déjà partie de votre organisme : elle lit le brouillon sans invitation."
WAITING = "Une invitation court déjà pour cette adresse. Retirez-la d’abord pour en envoyer une autre."
MANY = "Cinq personnes au plus lisent un même brouillon : retirez d’abord une invitation."
PAST = "Choisissez une date à venir, au plus tard celle de la clôture du dépôt."
OVER = "Cette invitation n’est plus valable : le brouillon est déposé, ou l’organisme l’a retirée."
STAFF = "Vous travaillez pour l’administration qui examine les dossiers : vous ne pouvez pas en conseiller un."


@command
def invite(act: Act, application_id: int, *, version: int, email: str, ends_on: date) -> int:
    """Invite the person of this address, who may have no account yet; the invitation's id."""
    application, address = act.lock(Application, application_id, version=version), email.strip().lower()
    today = clock.day_of(act.at)
    if not today <= ends_on <= clock.day_of(application.closes_at):
        raise Refused([PAST])
    if is_member(application, address):
        raise Refused([MEMBER])
    mine = select(Adviser).filter_by(application_id=application.id, stage_key=application.stage_key)
    running = [each for each in db.session.scalars(mine) if each.runs(today)]
    if any(each.email == address for each in running):
        raise Refused([WAITING])
    if len(running) >= MOST:
        raise Refused([MANY])
    adviser = Adviser(application_id=application.id, stage_key=application.stage_key, email=address, ends_on=ends_on)
    adviser.invited_by_id, adviser.invited_at = act.actor.id, act.at
    db.session.add(adviser)
    db.session.flush()
    act.do(application, "adviser.invite", adviser_id=adviser.id, due_on=ends_on.isoformat())
    return adviser.id


def is_member(application: Application, address: str) -> bool:
    here = select(User.id).join(Membership, Membership.user_id == User.id)
    here = here.where(Membership.organisation_id == application.organisation_id, Membership.ended_at.is_(None))
    return db.session.scalar(here.where(func.lower(User.email) == address).limit(1)) is not None


@command
def revoke(act: Act, adviser_id: int, *, version: int) -> None:
    """The draft is closed to this person at once; what they said stays with its people."""
    adviser = act.hold(Adviser, adviser_id, version=version)
    if adviser.revoked_at is not None:
        raise Refused([OVER])
    act.do(adviser, "adviser.revoke", adviser_id=adviser.id)
    adviser.revoked_at = act.at


@command
def accept(act: Act, adviser_id: int) -> str:
    """Come in to read, as the person of the address invited; the number of the file."""
    adviser = act.hold(Adviser, adviser_id)
    application = adviser.application
    if act.actor.email.lower() != adviser.email:
        raise NotAllowed("adviser.accept")
    if {each.role for each in act.actor.appointments} - {Role.ADVISER} or act.actor.delegations:
        raise Refused([STAFF])
    if not is_open(adviser, clock.day_of(act.at)):
        raise Refused([OVER])
    if adviser.accepted_at is None:
        adviser.accepted_at, adviser.user_id = act.at, act.actor.id
        act.tell(application, "adviser.accept", adviser_id=adviser.id)
    return application.number


def is_open(adviser: Adviser, day: date) -> bool:
    """Whether its link still leads to a draft."""
    file = adviser.application
    return adviser.runs(day) and file.state in READ and file.stage_key == adviser.stage_key


def token_of(adviser_id: int) -> str:
    """What the link of the mail holds."""
    token: str = signer().dumps(adviser_id)
    return token


def opened(token: str) -> int | None:
    """The id of the invitation whose link this is; None for a link that we did not make."""
    try:
        found: int = signer().loads(token)
    except BadSignature:
        return None
    return found


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="adviser")
