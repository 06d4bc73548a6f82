"""One ruling in force for each file and funder."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Ruling
from grants.rehearsal.checks.check import Check


def one_in_force() -> Check:
    here = select(Application.number).join(Ruling).where(Ruling.is_in_force)
    twice = here.group_by(Application.number, Ruling.funder_id).having(func.count() > 1)
    faults = [f"{number} : deux décisions en vigueur d’un même financeur." for number in db.session.scalars(twice)]
    count = db.session.scalar(select(func.count(Ruling.id)).where(Ruling.is_in_force))
    former = db.session.scalar(select(func.count(Ruling.id)).where(~Ruling.is_in_force))
    return Check("Une décision en vigueur par financeur", f"{count} en vigueur, {former} remplacées", faults)
