"""Whoever edits the journal behind the program's back is found."""

import pytest
from sqlalchemy import delete, select, text

from grants.database import db
from grants.models import JournalEntry, PersonalText
from grants.services import seals
from grants.services.command import command
from tests.world import add_file, add_world

SWAP = "UPDATE journal_entry SET seq = -seq WHERE {two}; UPDATE journal_entry SET seq = 5 + seq WHERE seq < 0"
TWO = "stream = 'application:1' AND seq IN (2, 3)"


@command
def note(act, file_id, words):
    from grants.models import Application

    act.record(act.lock(Application, file_id), "test.note", said={"reason": words}, amount=12)


@pytest.fixture
def sealed(app, tmp_path):
    app.config["SEALS_PATH"] = str(tmp_path / "seals.txt")
    with app.app_context():
        world = add_world()
        for rank in (1, 2):
            file_id = add_file(world, rank=rank)
            for words in ("un", "deux", "trois"):
                note(world["instructor"], file_id, words)
        assert seals.seal() == 3
        assert seals.seal() == 0
        assert seals.verify() == []
        yield world


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE journal_entry SET act = 'nota' WHERE stream = 'application:1' AND seq = 1", "rompue à l’entrée 1"),
        ("UPDATE journal_entry SET actor_id = 1 WHERE stream = 'application:1' AND seq = 2", "rompue à l’entrée 2"),
        ("DELETE FROM journal_entry WHERE stream = 'application:1' AND seq = 2", "rompue à l’entrée 3"),
        ("DELETE FROM journal_entry WHERE stream = 'application:1' AND seq = 3", "la tête scellée"),
        ("DELETE FROM journal_entry WHERE stream = 'application:2'", "la tête scellée"),
        ("DELETE FROM seal; DELETE FROM journal_entry WHERE stream = 'application:2'", "la tête scellée"),
        ("UPDATE personal_text SET text = 'autre' WHERE stream = 'application:1'", "un texte joint"),
        (SWAP.format(two=TWO), "rompue à l’entrée 2"),
    ],
)
def test_tampering_is_found(sealed, tampering, fault):
    for statement in tampering.split(";"):
        db.session.execute(text(statement))
    db.session.commit()
    assert any(fault in found for found in seals.verify())


def test_a_lawful_erasure_keeps_the_chain_whole(sealed):
    db.session.execute(delete(PersonalText).where(PersonalText.stream == "application:1"))
    db.session.commit()
    assert seals.verify() == []
    entries = db.session.scalars(select(JournalEntry).filter_by(stream="application:1")).all()
    assert all("deux" not in str(entry.data) for entry in entries)
