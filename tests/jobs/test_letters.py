"""A letter is rendered once, whoever is killed."""

import pytest

from grants import storage
from grants.database import db
from grants.jobs.letters import render_letter
from grants.models import Application, Letter, StoredFile, User
from grants.services import letters
from grants.services.command import Act, transaction
from grants.values import clock
from tests.documents.variants import examples
from tests.notifications.conftest import small, small_url  # noqa: F401  # fixtures
from workflows.errors import Refused


def issue(values):
    with transaction():
        act = Act(db.session.get(User, 4), clock.now())
        letter = letters.issue(
            act, "ruling.refuse", "refus", values, reference="CLP-1", recipient_name="X",
            application=db.session.get(Application, 1),
        )  # fmt: skip
        db.session.flush()
        return letter.id


def test_rendered_twice_it_is_one_file(small):  # noqa: F811
    letter_id = issue(examples("refus"))
    render_letter(letter_id)
    digest = db.session.get(Letter, letter_id).file_digest
    with transaction():
        db.session.get(Letter, letter_id).status = "frozen"  # as if the job had been killed before its last line
    render_letter(letter_id)
    letter = db.session.get(Letter, letter_id)
    assert (letter.status, letter.file_digest) == ("rendered", digest)
    assert db.session.query(StoredFile).count() == 1
    assert storage.read(digest).startswith(b"%PDF-1.7")


def test_a_letter_that_lacks_a_word_is_refused_and_nothing_is_kept(small):  # noqa: F811
    with pytest.raises(Refused, match="date_comite"):
        issue(examples("refus") | {"date_comite": None})
    assert db.session.query(Letter).count() == 0
