"""awarded ± amended = paid + still to pay + cancelled − recovered − still to recover, for every file."""

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Ruling
from grants.queries.ledgers import Ledger, of_application
from grants.rehearsal.checks.check import Check


def identity_holds() -> Check:
    granted = select(Application).where(Application.id.in_(select(Ruling.application_id))).order_by(Application.id)
    found = {each.number: of_application(each) for each in db.session.scalars(granted).all()}
    faults = [f"{number} : le compte ne tombe pas juste ({each})." for number, each in found.items() if not each.holds]
    whole = sum(found.values(), Ledger())
    said = f"{len(found)} dossiers, {whole.granted} accordés, {whole.paid} versés, {whole.recovered} reversés"
    return Check("Comptes justes au centime", said, faults)
