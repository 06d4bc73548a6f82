"""Public directories of organisations, behind one door: ask about a number, or learn that nobody answers."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import Protocol

from flask import current_app

from grants.database import db
from grants.directories.record import NOT_ASKED, Answer, Record
from grants.directories.sample import SampleDirectory
from grants.values import identifiers

PATIENCE = 4.0  # seconds: whoever asks is waiting at their screen


class Unavailable(Exception):
    """The directory does not answer: the person types, and the number is checked later."""


class Directory(Protocol):
    """What a provider offers; any exception of it means that it does not answer."""

    def find(self, number: str) -> Record | None: ...


class NoDirectory:
    """In production, until a real one is plugged in: invented records must never vouch for anybody."""

    def find(self, number: str) -> Record | None:
        raise Unavailable


def look_up(siret_or_rna: str) -> Record | None:
    """What the directory knows of this number, None when it knows nothing; `Unavailable` when it does not answer.

    Never inside a transaction: its end would wait for somebody else's machine.
    """
    if "held" in db.session.info:
        raise RuntimeError("a directory is asked outside any transaction")
    db.session.rollback()  # the page's reads stay open no longer than needed
    number, chosen, worker = identifiers.compact(siret_or_rna), directory(), ThreadPoolExecutor(1)
    try:
        return worker.submit(chosen.find, number).result(timeout=PATIENCE)
    except (Unavailable, TooLate, OSError, ValueError) as error:
        raise Unavailable from error
    finally:
        worker.shutdown(wait=False)


def ask(siret_or_rna: str | None) -> Answer:
    """The same for whoever goes on in both cases; no number, no question."""
    if not siret_or_rna:
        return NOT_ASKED
    try:
        return Answer(has_answered=True, record=look_up(siret_or_rna))
    except Unavailable:
        return NOT_ASKED


def directory() -> Directory:
    """The provider of this application: the invented sample, which production never uses."""
    if "directory" in current_app.extensions:
        found: Directory = current_app.extensions["directory"]
        return found
    return NoDirectory() if current_app.config["GUICHET_ENV"] == "production" else SampleDirectory()


__all__ = ["NOT_ASKED", "Answer", "Directory", "NoDirectory", "Record", "Unavailable", "ask", "look_up"]
