"""Letters that leave signed: the first one of the round comes back signed by hand and scanned, the others wait."""

from sqlalchemy import select

from grants import storage
from grants.arriving import Arrived
from grants.database import db
from grants.models import Application, Letter, Scan
from grants.rehearsal.director import Director
from grants.rehearsal.papers import pdf
from grants.rehearsal.season import Season
from grants.services import letters


def sign_one(play: Director, season: Season) -> None:
    """Joined by whoever decided, who signed it the same day."""
    here = select(Letter).join(Letter.application).where(Application.round_id == season.round_id)
    letter = db.session.scalars(here.where(Letter.ruling_id.is_not(None)).order_by(Letter.id)).first()
    if letter is None:
        return
    scan = scanned(letter.reference)
    play.do("commissioner", letters.sign, Letter, letter.id, document=scan, signed_on=play.today, is_confirmed=True)
    play.turns["lettre signée à la main"] += 1


def scanned(reference: str) -> Arrived:
    """One page that stands for the sheet of paper."""
    content = pdf([f"Lettre {reference}, signée à la main", "Document fictif, sans valeur : Guichet, démonstration."])
    kept = storage.put(content)
    return Arrived(f"{reference}.pdf", kept.digest, kept.size, "application/pdf", [], Scan.NONE)
