"""A letter is rendered once, whoever is killed."""

from grants import storage
from grants.database import db
from grants.definitions.letter import freeze
from grants.jobs.letters import render_letter
from grants.models import Letter, StoredFile
from grants.services.command import transaction
from grants.values import clock
from tests.documents.variants import examples
from tests.notifications.conftest import bare, small, small_url  # noqa: F401  # fixtures


def add_letter():
    letter = Letter(
        application_id=1, act="ruling.refuse", template_key="refus", reference="CC20-0001-L01", recipient_name="X",
        context=freeze("refus", examples("refus")), issued_at=clock.now(),
    )  # fmt: skip
    db.session.add(letter)
    db.session.commit()
    return letter.id


def test_rendered_twice_it_is_one_file(small):  # noqa: F811
    letter_id = add_letter()
    render_letter(letter_id)
    digest = db.session.get(Letter, letter_id).file_digest
    with transaction():
        db.session.get(Letter, letter_id).status = "frozen"  # as if the job had been killed before its last line
    render_letter(letter_id)
    letter = db.session.get(Letter, letter_id)
    assert (letter.status, letter.file_digest) == ("rendered", digest)
    assert db.session.query(StoredFile).count() == 1
    assert storage.read(digest).startswith(b"%PDF-1.7")
