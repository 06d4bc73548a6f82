"""A worker killed while it makes letters: each is made once, and every one is an accessible PDF."""

import io
import os
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from sqlalchemy import func, select, update

from grants import embedded, storage
from grants.database import db
from grants.definitions.letter import freeze
from grants.jobs.letters import call
from grants.models import Letter, StoredFile
from grants.tether import tethered
from grants.values import clock
from tests.documents.variants import examples
from tests.storms.lives import guichet, shoot
from tests.support.processes import running, wait_until
from tests.world import add_file, add_world

pytestmark = pytest.mark.slow
MANY = {"sqlite": 40, "postgresql": 500}  # the second is a whole season; the first, that SQLite does as well


@pytest.fixture
def queue(app):
    """The application with a queue of its own, and the environment of its workers."""
    with tempfile.TemporaryDirectory(prefix="guichet-letters-") as folder:
        url = f"unix://{folder}/valkey.sock"
        app.config |= {"REDIS_URL": url, "STORAGE_URL": f"file:{folder}/files"}
        command = embedded.server_command(Path(folder), Path(folder) / "valkey.sock")
        with running(command, lambda: embedded.answers(url)), app.app_context():
            yield os.environ | {
                "DATABASE_URL": str(app.config["DATABASE_URL"]), "REDIS_URL": url, "SECRET_KEY": "test" * 8,
                "GUICHET_ENV": "test", "GUICHET_VAR": folder, "STORAGE_URL": f"file:{folder}/files",
            }  # fmt: skip


def add_letters(count: int) -> None:
    file_id = add_file(add_world(is_open=False), "refused")
    for n in range(count):
        row = Letter(application_id=file_id, act="ruling.refuse", template_key="refus", reference=f"CC20-{n:04}-L01",
                     context=freeze("refus", examples("refus")), recipient_name="X", issued_at=clock.now())  # fmt: skip
        db.session.add(row)
    db.session.commit()


def made() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Letter.id)).where(Letter.status == "rendered")) or 0


def start(environment: dict[str, str]) -> subprocess.Popen:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(tethered(*guichet("worker")), env=environment, **quiet)


def kill(worker: subprocess.Popen) -> None:
    """The worker and what it forked, at once: the one at work has a process group of its own."""
    parent = psutil.Process(worker.pid)
    family = [parent, *parent.children(recursive=True)]
    for each in family:
        shoot(each)
    psutil.wait_procs(family, timeout=60)


@pytest.mark.parametrize(("database_url", "count"), MANY.items(), indirect=["database_url"])
def test_a_worker_killed_in_the_middle_leaves_each_letter_made_once(queue, count):
    add_letters(count)
    call()
    first = start(queue)
    wait_until(lambda: made() > 0, seconds=120, every=0.1, what="the first letters")
    kill(first)
    before = made()
    assert 0 < before < count
    lost = select(func.count(Letter.id)).where(Letter.status == "frozen", Letter.claimed_until.is_not(None))
    assert db.session.scalar(lost) <= 10
    # a minute and a half later, what the dead one had taken is free
    db.session.execute(update(Letter).values(claimed_until=clock.now() - timedelta(seconds=1)))
    db.session.commit()
    call()
    second = start(queue)
    try:
        wait_for(count)
    finally:
        kill(second)
    each_once(count)


def wait_for(count: int) -> None:
    """Until all are made; an error when none is for two minutes. A busy machine may take its time."""
    while (before := made()) < count:
        wait_until(lambda: made() > before, seconds=120, every=0.5, what=f"the letter after {before}")


def each_once(count: int) -> None:
    rows = db.session.execute(select(Letter.reference, Letter.file_digest)).all()
    assert len(rows) == len({digest for _, digest in rows}) == count
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == count
    for reference, digest in rows:
        content = storage.read(digest)
        assert validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1).failures == []
        assert reference in PdfReader(io.BytesIO(content)).pages[0].extract_text()
