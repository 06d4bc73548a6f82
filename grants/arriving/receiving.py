"""Take in one file: the only way from outside into the storage."""

import logging
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from grants import storage
from grants.examining import Unreachable, examine, scan
from grants.models import Scan

log = logging.getLogger(__name__)
BLOCK = 1 << 20  # bytes copied at a time


@dataclass(frozen=True)
class Arrived:
    """A stored content: its name, hash, size in bytes, media type, what was taken out of it, its scan."""

    name: str
    digest: str
    size: int
    media_type: str
    notes: list[str]
    scan: Scan


def receive(stream: BinaryIO, name: str, accept: Sequence[str], max_size: int) -> Arrived:
    """Take in what a form brings; `Unacceptable` when it can't be kept, and then nothing is."""
    with tempfile.TemporaryDirectory(prefix="guichet-") as folder:
        path = Path(folder) / "content"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, BLOCK)
        return take_in(path, name, accept, max_size)


def take_in(path: Path, name: str, accept: Sequence[str], max_size: int) -> Arrived:
    """Take in a file that is already on the disk; the original stays where it is."""
    found_clean = scanned(path)
    examined = examine(path, name, accept, max_size)
    try:
        with examined.path.open("rb") as content:
            kept = storage.put(content)
    finally:
        if examined.path != path:
            examined.path.unlink()
    return Arrived(examined.name, kept.digest, kept.size, examined.media_type, examined.notes, found_clean)


def scanned(path: Path) -> Scan:
    """What the antivirus says before anything else is looked at: waiting when it does not answer."""
    address = current_app.config.get("CLAMAV_URL")
    if not address:
        return Scan.NONE
    try:
        scan(path, address)
    except Unreachable:
        log.warning("the antivirus does not answer: a content waits for it")
        return Scan.WAITING
    return Scan.CLEAN
