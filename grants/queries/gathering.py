"""Every document of a file that its people may read today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Agreement, Application, Letter, Message, Note, Piece, Receipt, Report, StoredFile
from grants.queries import notes, portal


@dataclass(frozen=True)
class Gathered:
    """`stored`: the contents that letters and agreements name, by digest."""

    receipt: Receipt | None
    letters: Sequence[Letter]
    pieces: Sequence[Piece]
    messages: Sequence[Message]
    agreements: Sequence[Agreement]
    reports: Sequence[Report]
    stored: Mapping[str, StoredFile]


def of_file(application: Application) -> Gathered:
    """Letters once they are released, agreements and reports once the ruling is: nothing tells it before."""
    letters = portal.letters(application)
    agreements = sent_agreements(application) if application.is_published else []
    return Gathered(
        portal.receipt(application), letters, portal.pieces(application), portal.thread(application), agreements,
        handed_in(application) if application.is_published else [],
        contents([each.file_digest for each in letters] + [each.signed_scan_digest for each in agreements]),
    )  # fmt: skip


def sent_agreements(application: Application) -> Sequence[Agreement]:
    here = select(Agreement).filter_by(application_id=application.id).where(Agreement.state != "drafted")
    return db.session.scalars(here.options(joinedload(Agreement.funder)).order_by(Agreement.id)).all()


def handed_in(application: Application) -> Sequence[Report]:
    here = select(Report).filter_by(application_id=application.id).where(Report.submitted_at.is_not(None))
    return db.session.scalars(here.order_by(Report.submitted_at)).all()


def contents(digests: Sequence[str | None]) -> dict[str, StoredFile]:
    named = [each for each in digests if each]
    if not named:
        return {}
    rows = db.session.scalars(select(StoredFile).where(StoredFile.digest.in_(named)))
    return {each.digest: each for each in rows}


def notes_of(application: Application) -> Sequence[Note]:
    """What its members wrote to each other, first to last."""
    return list(reversed(notes.of_file(application)))
