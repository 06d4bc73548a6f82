"""`python -m bench.letters`: letters made by the workers, beside the bare PDF maker on as many processes.

Both are given the same letters, on the same machine, in turn: floor, ours, floor.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import func, select

from bench.__main__ import databases
from bench.place import create_database
from bench.servers import queue_and_workers
from grants.app import create_app
from grants.database import db
from grants.definitions.letter import freeze
from grants.documents.letters import html
from grants.documents.pdf import pdf, warm
from grants.jobs.letters import call
from grants.models import Letter
from grants.services import workflow_states
from grants.values import clock
from tests.documents.variants import examples
from tests.support.settings import settings_for_tests
from tests.world import add_file, add_world

KEYS = ("notification_attribution", "refus", "inscription_liste_complementaire", "sans_suite")
AIM = 0.85


def words(count: int) -> list[tuple[str, dict[str, object], str]]:
    """Template, frozen words and reference of each letter, in the proportions of a round."""
    return [(key, freeze(key, examples(key)), f"BENCH-{n:04}-L01")
            for n, key in ((n, KEYS[n % len(KEYS)]) for n in range(1, count + 1))]  # fmt: skip


def bare(pages: Sequence[str], workers: int) -> float:
    """Seconds that the PDF maker alone takes for these pages, on this many processes."""
    with ProcessPoolExecutor(workers, initializer=warm) as makers:
        list(makers.map(pdf, pages[: workers * 2]))  # each process has its fonts at hand
        begun = time.perf_counter()
        list(makers.map(pdf, pages, chunksize=10))
        return time.perf_counter() - begun


def add_letters(count: int) -> None:
    """As many letters whose words are frozen, waiting to be made."""
    world = add_world(is_open=False)
    file_id = add_file(world, "refused")
    for key, frozen, reference in words(count):
        db.session.add(
            Letter(application_id=file_id, act="ruling.refuse", template_key=key, reference=reference,
                   recipient_name="Camille Exemple", context=frozen, issued_at=clock.now())
        )  # fmt: skip
    db.session.commit()


def ours(app: Flask) -> float:
    """Seconds from the call to the last letter kept."""
    with app.app_context():
        begun = time.perf_counter()
        call()
        while waiting():
            time.sleep(0.25)  # asking takes from those who work
        return time.perf_counter() - begun


def waiting() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Letter.id)).where(Letter.status == "frozen")) or 0


def made() -> tuple[int, int]:
    """How many letters are made, and how many different contents they have."""
    columns = func.count(Letter.id), func.count(Letter.file_digest.distinct())
    count, contents = db.session.execute(select(*columns).where(Letter.status == "rendered")).one()
    return count, contents


def run(name: str, address: str, count: int, workers: int) -> None:
    pages = [html(key, frozen, reference=reference, issued_on="2020-09-15") for key, frozen, reference in words(count)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-letters-")))
        create_database(address)
        given = {"DATABASE_URL": address, "GUICHET_ENV": "test", "SECRET_KEY": "test" * 8,
                 "STORAGE_URL": f"file:{folder / 'files'}"}  # fmt: skip
        app = create_app(settings_for_tests(**given))
        with app.app_context():
            flask_migrate.upgrade()
            workflow_states.seed()
            add_letters(count)
        before = bare(pages, workers)
        queue = stack.enter_context(queue_and_workers(folder, address, workers, STORAGE_URL=given["STORAGE_URL"]))
        app.config["REDIS_URL"] = queue["REDIS_URL"]
        taken = ours(app)
        floor = (before + bare(pages, workers)) / 2
        with app.app_context():
            show(name, count, workers, floor, taken, made())


def show(name: str, count: int, workers: int, floor: float, taken: float, found: tuple[int, int]) -> None:
    print(f"\n{name} : {count} lettres par {workers} exécutants")
    print(f"  fabriquées par seconde   {count / taken:8.2f}    (PDF seul : {count / floor:.2f})")
    print(f"  part du plancher         {floor / taken:8.2f}    (visé : {AIM})")
    print(f"  lettres, contenus        {found[0]:8} {found[1]:8}    (attendu : {count} et {count})")


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.letters", description=__doc__)
    options.add_argument("--letters", type=int, default=500)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    with databases(["postgresql"]) as found:
        run("postgresql", found["postgresql"][0], asked.letters, asked.workers)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n{time.monotonic() - started:.0f} s en tout")
