"""PDF letters, from words frozen in the transaction that issued them."""

from sqlalchemy import select

from grants import storage
from grants.database import db
from grants.documents.letters import pdf_of
from grants.jobs import queues
from grants.models import Letter
from grants.services import letters


def render_letter(letter_id: int) -> None:
    """Render and store one letter; done again, it gives the same file."""
    letter = db.session.get_one(Letter, letter_id)
    if letter.status == "rendered":
        return
    pdf = pdf_of(letter)
    db.session.rollback()  # no read stays open while the file is written
    kept = storage.put(pdf)
    letters.keep_file(letter_id, digest=kept.digest, size=kept.size)


def call() -> None:
    """Have every letter rendered that still waits."""
    for letter_id in db.session.scalars(select(Letter.id).filter_by(status="frozen").order_by(Letter.id)).all():
        queues.enqueue("documents", render_letter, letter_id)
