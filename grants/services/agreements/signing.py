"""From the draft to the signatures."""

from datetime import date, datetime, time

from sqlalchemy import update

from grants.database import db
from grants.models import Agreement, Letter, Scan
from grants.policies.access import can
from grants.services import stored_files
from grants.services.command import Act, command
from grants.services.rulings.signing import signing
from grants.values import clock
from grants.values.clock import PARIS
from workflows.errors import NotAllowed, Refused
from workflows.words.delegating import AGREEMENT


@command
def send(act: Act, agreement_id: int, *, version: int, sign_by: date) -> None:
    """Send it for signature, to be signed by the end of this day."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    if sign_by < clock.day_of(act.at):
        raise Refused(["La date limite de signature est déjà passée."])
    agreement.sent_at, agreement.sign_by_at = act.at, end_of(sign_by)
    act.move(agreement, "agreement.send")
    drafts = update(Letter).filter_by(application_id=agreement.application_id, act="agreement.draft")
    waiting = drafts.where(Letter.released_at.is_(None), Letter.superseded_at.is_(None))
    db.session.execute(waiting.values(released_at=act.at))


@command
def accept(
    act: Act,
    agreement_id: int,
    *,
    version: int,
    signatory: str,
    signed_on: date,
    scan: tuple[str, int, str, Scan] | None = None,
) -> None:
    """Hand the convention back, signed by the organisation: who, when and, if there is one, the scan.

    `scan` is (digest, bytes, media type, antivirus) of a file already stored. A confirmation here is
    evidence, not a signature.
    """
    agreement = act.hold(Agreement, agreement_id, version=version)
    if agreement.organisation_signed_at:
        raise Refused(["La convention signée est déjà rendue."])
    if signed_on > clock.day_of(act.at):
        raise Refused(["La date de signature est dans l’avenir."])
    act.do(agreement, "agreement.accept", has_scan=scan is not None)
    agreement.organisation_signed_at = datetime.combine(signed_on, time(12), PARIS)
    agreement.organisation_signatory = signatory
    agreement.signed_scan_digest = scan and stored_files.keep(*scan)


@command
def sign(act: Act, agreement_id: int, *, version: int) -> None:
    """Sign for the authority, under a delegation that covers the amount now, or for the co-funder."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    if not can(act.actor, "agreement.sign", agreement):
        raise NotAllowed("agreement.sign")
    delegation = signing(act, agreement.application, agreement.funder, agreement.amended_amount, sort=AGREEMENT)
    agreement.signed_at = act.at
    act.move(agreement, "agreement.sign", delegation_id=delegation and delegation.id)


def end_of(day: date) -> datetime:
    """The last second of a day in Paris."""
    return datetime.combine(day, time(23, 59, 59), PARIS)
