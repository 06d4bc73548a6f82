"""Agreements that are facts of the past: what was signed, for how much, amended by how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from grants.database import db
from grants.models import Agreement, AgreementKind, Amendment, Application, Funder
from grants.services.command import Act, command
from grants.values.money import Money
from workflows.registry import latest
from workflows.states import AgreementState


@dataclass(frozen=True)
class PastAmendment:
    """An amendment as a source prints it: the difference, not the new total."""

    year: int
    difference: Money
    reason: str = "Avenant annuel"


@command
def import_historical(
    act: Act,
    application_id: int,
    *,
    reference: str,
    object: str,
    amount: Money | None,
    signed_at: datetime | None,
    funder_key: str | None = None,
    amendments: Sequence[PastAmendment] = (),
    kind: AgreementKind = AgreementKind.CONVENTION,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Write a signed agreement and its amendments; what is unknown stays so. No payment is invented. Its id."""
    application = act.lock(Application, application_id)
    key = funder_key or next(each.key for each in application.file.funders if each.lead)
    agreement = Agreement(application=application, reference=reference, object=object, kind=kind, amount=amount)
    agreement.funder = db.session.scalars(select(Funder).filter_by(key=key)).one()
    agreement.workflow_key = latest("agreement").key
    agreement.state = AgreementState.AMENDED if amendments else AgreementState.NOTIFIED
    agreement.drafted_at, agreement.signed_at, agreement.notified_at = signed_at or act.at, signed_at, signed_at
    agreement.starts_on, agreement.ends_on, agreement.is_historical = starts_on, ends_on, True
    for number, each in enumerate(amendments, start=1):
        row = Amendment(number=number, year=each.year, reason=each.reason, difference=each.difference)
        agreement.amendments.append(row)
    db.session.add(agreement)
    db.session.flush()
    act.record(application, "agreement.import", agreement_id=agreement.id, amendments=len(amendments))
    return agreement.id
