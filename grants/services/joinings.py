"""Asking to act for an organisation that is here already: its representatives answer."""

from sqlalchemy import select

from grants.database import db
from grants.models import Joining, MemberRole, Organisation
from grants.services.command import Act, command
from grants.services.organisations.holding import add_member, hold, seat_of
from workflows.errors import Refused

MEMBER = "Vous agissez déjà pour cet organisme."
WAITING = "Votre demande est déjà partie : un représentant légal de l’organisme doit y répondre."
ANSWERED = "Quelqu’un a déjà répondu à cette demande."


@command
def ask(act: Act, organisation_id: int, *, said: str) -> int:
    """Ask its representatives to let me act for it; nothing of its people is told."""
    organisation = hold(act, organisation_id)
    if seat_of(act.actor.id, organisation.id):
        raise Refused([MEMBER])
    mine = select(Joining.id).filter_by(user_id=act.actor.id, organisation_id=organisation.id, answered_at=None)
    if db.session.scalar(mine):
        raise Refused([WAITING])
    joining = Joining(organisation_id=organisation.id, user_id=act.actor.id, said=said.strip(), asked_at=act.at)
    db.session.add(joining)
    db.session.flush()
    act.tell(organisation, "joining.ask", joining_id=joining.id)
    return joining.id


@command
def accept(act: Act, joining_id: int, *, version: int) -> None:
    """Let this person act for the organisation, as editor."""
    organisation, joining = hold_asked(act, joining_id, version=version)
    act.do(organisation, "joining.accept", joining_id=joining.id, user_id=joining.user_id)
    joining.answered_at, joining.answered_by_id, joining.is_accepted = act.at, act.actor.id, True
    add_member(act, organisation, joining.user_id, MemberRole.EDITOR)


@command
def decline(act: Act, joining_id: int, *, version: int) -> None:
    """Answer no."""
    organisation, joining = hold_asked(act, joining_id, version=version)
    act.do(organisation, "joining.decline", joining_id=joining.id, user_id=joining.user_id)
    joining.answered_at, joining.answered_by_id, joining.is_accepted = act.at, act.actor.id, False


def hold_asked(act: Act, joining_id: int, *, version: int) -> tuple[Organisation, Joining]:
    organisation_id = db.session.scalars(select(Joining.organisation_id).filter_by(id=joining_id)).one()
    organisation, joining = hold(act, organisation_id, version=version), act.lock(Joining, joining_id)
    if joining.answered_at is not None:
        raise Refused([ANSWERED])
    return organisation, joining
