"""Everybody awards from one envelope at once: exactly what fits, and no lock error reaches a person."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep, time

import pytest
from sqlalchemy import select

from grants.config import ROOT
from grants.database import db
from grants.models import Application, JournalEntry, Round
from grants.services import messages, rulings
from grants.services.command import command
from tests.properties.invariants import check_all
from tests.storms.awarding import EACH, add_storm, award, must_be_exact
from tests.world import add_file, add_world, version_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("fitting", [0, 1, 17, 40])
def test_forty_threads_on_postgresql(app, fitting):
    with app.app_context():
        world, files = add_storm(40, fitting)
        actors = [world["prefect"], world["authority"]]
        db.session.remove()
    start = Barrier(40)

    def one(rank: int) -> str:
        with app.app_context():
            start.wait()
            return award(actors[rank % 2], *files[rank])

    began = monotonic()
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(one, range(40)))
    print(f"\n40 threads, {fitting} fit: {monotonic() - began:.2f} s")
    with app.app_context():
        must_be_exact(world, answers, fitting)
        check_all()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fitting", [3, 17])
def test_eight_processes_on_sqlite(app, fitting):
    with app.app_context():
        world, files = add_storm(40, fitting)
        db.session.remove()
    environ = os.environ | {"DATABASE_URL": app.config["DATABASE_URL"], "SECRET_KEY": "test" * 8, "GUICHET_ENV": "test"}
    code = "from tests.storms.storming import main; main()"
    shares = [",".join(f"{id}:{version}" for id, version in files[rank::8]) for rank in range(8)]
    at = str(time() + 6)  # they have all begun by then, and start together
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, at, str(world["prefect"]), share],
            cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True,
        )
        for share in shares
    ]  # fmt: skip
    answers = [line for each in running for line in each.communicate(timeout=600)[0].splitlines()]
    assert [each.returncode for each in running] == [0] * 8
    with app.app_context():
        must_be_exact(world, answers, fitting)
        check_all()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_writers_of_different_files_do_not_wait_for_each_other(app):
    """One file is held, its act not finished: acts on another file are done; an act on the held one waits."""
    with app.app_context():
        world = add_world()
        held, free = add_file(world, "submitted", rank=1), add_file(world, "submitted", rank=2)
        db.session.remove()

    def write(file_id: int) -> float:
        with app.app_context():
            began = monotonic()
            messages.send(world["applicant"], file_id, body="Bonjour")
            db.session.remove()
            return monotonic() - began

    @command
    def hold(act, others: ThreadPoolExecutor):
        act.lock(Application, held)
        waits = list(others.map(write, [free] * 10))  # each ends while this transaction still holds the other file
        same = others.submit(write, held)
        sleep(1)
        assert not same.done(), "an act on the held file must wait"
        return waits, same

    with app.app_context(), ThreadPoolExecutor(4) as others:
        waits, same = hold(world["instructor"], others)
        assert same.result(timeout=60) >= 1
        print(f"\nacts on another file: median {sorted(waits)[5] * 1000:.0f} ms, longest {max(waits) * 1000:.0f}; "
              f"on the held file {same.result() * 1000:.0f} ms")  # fmt: skip
        assert len(list(db.session.scalars(select(JournalEntry).filter_by(act="message.send")))) == 11


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_group_award_and_single_ones_never_deadlock(app):
    """Locks are taken in one order: a group in one thread, its own files one by one in others, backwards."""
    with app.app_context():
        world, files = add_storm(12, 12)
        round_version = version_of(Round, world.round_id)
        db.session.remove()
    start = Barrier(13)

    def group() -> str:
        awards = [rulings.Awarded(id, version, EACH) for id, version in reversed(files)]
        try:
            rulings.award_group(world["prefect"], world.round_id, version=round_version, label="Groupe", awards=awards)
        except Exception as error:
            return type(error).__name__
        return "awarded"

    def one(rank: int) -> str:
        with app.app_context():
            start.wait()
            return group() if rank == 12 else award(world["authority"], *files[rank])

    with ThreadPoolExecutor(13) as pool:
        answers = list(pool.map(one, range(13)))
    assert set(answers[:12]) | {answers[12]} <= {"awarded", "Stale", "ERROR Stale: "}
    with app.app_context():
        states = list(db.session.scalars(select(Application.state)))
        assert states == ["awarded"] * 12
        check_all()
