"""The account on which an organisation is paid: the most tempting thing to change for somebody else."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, BankAccount, Organisation, Payment
from grants.services.command import Act, command
from grants.services.organisations.holding import hold
from grants.values.identifiers import compact
from workflows.errors import Refused
from workflows.states import PaymentState as S

ON_ITS_WAY = (S.REQUESTED, S.APPROVED, S.ORDERED)
SAME = "C’est déjà le compte de l’organisme : rien n’a été changé."


@command
def change_bank_details(
    act: Act, organisation_id: int, *, version: int, iban: str, holder: str, bic: str | None = None
) -> None:
    """Have later payments go to this account; the one before stays in the history, the members are told.

    A file with a payment on its way keeps the change in its own journal, and whoever pays is told.
    """
    organisation = hold(act, organisation_id, version=version)
    new = BankAccount(organisation_id=organisation.id, iban=compact(iban), began_at=act.at, given_by_id=act.actor.id)
    new.holder, new.bic = " ".join(holder.split()), compact(bic) or None
    past = account_in_force(organisation)
    if past and (past.iban, past.holder, past.bic) == (new.iban, new.holder, new.bic):
        raise Refused([SAME])
    if past:
        past.ended_at = act.at
        db.session.add(past)
    organisation.iban = new.iban
    db.session.add(new)
    files = paid_soon(act, organisation)
    told: dict[str, Any] = {"iban_fin": new.iban[-4:], "previous_iban_fin": past.iban[-4:] if past else None}
    act.do(organisation, "organisation.change_bank_details", files=[each.number for each in files], **told)
    for file in files:
        act.record(file, "organisation.change_bank_details", **told)


def account_in_force(organisation: Organisation) -> BankAccount | None:
    """The one of today; an account that was known before the history was kept becomes its first line."""
    here = select(BankAccount).filter_by(organisation_id=organisation.id, ended_at=None)
    found = db.session.scalar(here.order_by(BankAccount.id.desc()).limit(1))
    if found is None and organisation.iban:
        found = BankAccount(organisation_id=organisation.id, iban=organisation.iban, holder=organisation.name)
    return found


def paid_soon(act: Act, organisation: Organisation) -> list[Application]:
    """Its files with a payment that somebody has already asked for, approved or ordered; held."""
    waiting = select(Payment.application_id).join(Application, Application.id == Payment.application_id)
    waiting = waiting.where(Application.organisation_id == organisation.id, Payment.state.in_(ON_ITS_WAY))
    act.lock_all(Application, Application.id.in_(waiting))
    return list(db.session.scalars(select(Application).where(Application.id.in_(waiting)).order_by(Application.id)))
