"""Files by the hash of their content: the same content is stored once, and never overwritten."""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from flask import current_app

PIECE = 1 << 20  # bytes read at a time


@dataclass(frozen=True)
class Kept:
    """A stored file: its SHA-256 in hexadecimal, its size in bytes."""

    digest: str
    size: int


def put(content: bytes | BinaryIO) -> Kept:
    """Store a content; when this answers, it is on the disk under its hash."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".arriving-")
    try:
        with os.fdopen(handle, "wb") as file:
            kept = _copy(_pieces(content), file)
            os.fsync(file.fileno())
        _settle(Path(name), path_of(kept.digest))
    finally:
        Path(name).unlink(missing_ok=True)
    return kept


@contextmanager
def opened(digest: str) -> Iterator[BinaryIO]:
    """The file of this hash, to read; FileNotFoundError when there is none."""
    with path_of(digest).open("rb") as file:
        yield file


def read(digest: str) -> bytes:
    """The whole content."""
    with opened(digest) as file:
        return file.read()


def forget(digest: str, *, untouched_since: datetime) -> bool:
    """Remove a content that nobody has stored again since this instant; False when it must stay.

    It is put aside first: whoever stores the same content meanwhile finds no file, and stores its own.
    """
    place, aside = path_of(digest), root() / f".leaving-{digest}"
    try:
        place.rename(aside)
    except FileNotFoundError:
        return True
    is_old = aside.stat().st_atime < untouched_since.timestamp()
    if not is_old:
        _settle(aside, place)
    aside.unlink(missing_ok=True)
    return is_old


def exists(digest: str) -> bool:
    return path_of(digest).is_file()


def path_of(digest: str) -> Path:
    """Where the file of this hash stands, two folders deep; ValueError when it is not a hash."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256 digest")
    return root() / digest[:2] / digest[2:4] / digest


def root() -> Path:
    """The folder of `STORAGE_URL` (`file:/…`)."""
    address = urlsplit(current_app.config["STORAGE_URL"])
    if address.scheme != "file":
        raise ValueError(f"no storage for {address.scheme}: addresses")
    return Path(address.path)


def _pieces(content: bytes | BinaryIO) -> Iterable[bytes]:
    return [content] if isinstance(content, bytes) else iter(lambda: content.read(PIECE), b"")


def _copy(pieces: Iterable[bytes], file: BinaryIO) -> Kept:
    digest, size = sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += file.write(piece)
    return Kept(digest.hexdigest(), size)


def _settle(arrived: Path, place: Path) -> None:
    """Link, which never overwrites: whoever stored the same content at the same time has stored it for both."""
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.chmod(0o440)
    while not _linked(arrived, place):
        if _touched(place):
            return
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _linked(arrived: Path, place: Path) -> bool:
    try:
        place.hardlink_to(arrived)
    except FileExistsError:
        return False
    return True


def _touched(place: Path) -> bool:
    """Say on the stored file that its content came again: `forget` then leaves it; False when it has just gone."""
    try:
        os.utime(place, ns=(time.time_ns(), place.stat().st_mtime_ns))
    except FileNotFoundError:
        return False
    return True
