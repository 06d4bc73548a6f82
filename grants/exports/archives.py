"""Many files as one zip, written while it is sent: whatever it weighs, little of it is in memory."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from grants.examining.names import cleaned
from grants.values.clock import PARIS

BLOCK = 1 << 16  # bytes gathered before they are sent
PACKED = ("pdf", "jpg", "png", "docx", "odt", "xlsx", "ods")  # compressed already
READABLE = 0o644 << 16  # what the system that unpacks it lets one do with a file
KIND = re.compile(r"[a-z0-9]{1,5}$")


@dataclass(frozen=True)
class Entry:
    """One file of the archive: where it stands, its date, and what gives its bytes when its turn comes."""

    path: str
    at: datetime
    blocks: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Written:
    """What was put in: its place, its size in bytes, its SHA-256."""

    path: str
    size: int
    digest: str


class Names:
    """Places in the archive: safe on every system, and no two alike, whatever the case of their letters."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def place(self, folder: str, name: str) -> str:
        """`name` as a person or an act gave it; its ending is kept when it is one."""
        stem, _, kind = name.rpartition(".")
        kind = kind.lower() if stem and KIND.match(kind.lower()) else "bin"
        safe = cleaned(name, kind)
        rank, place = 1, f"{folder}/{safe}"
        while place.lower() in self.taken:
            rank += 1
            place = f"{folder}/{safe.removesuffix(f'.{kind}')} ({rank}).{kind}"
        self.taken.add(place.lower())
        return place


class Outlet:
    """What the archive writes to: it keeps the bytes until they are taken."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []
        self.size = 0

    def write(self, content: bytes) -> int:
        self.waiting.append(bytes(content))
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        content, self.waiting, self.size = b"".join(self.waiting), [], 0
        return content


def zipped(entries: Iterable[Entry], closing: Callable[[list[Written]], Entry]) -> Iterator[bytes]:
    """The archive, block by block; `closing` makes its last file from the list of the others."""
    outlet, written = Outlet(), list[Written]()
    with ZipFile(cast(BinaryIO, outlet), "w") as archive:  # a stream that can't be gone back in
        for entry in entries:
            yield from put(archive, outlet, entry, written)
        yield from put(archive, outlet, closing(written), [])
    yield outlet.taken()


def put(archive: ZipFile, outlet: Outlet, entry: Entry, written: list[Written]) -> Iterator[bytes]:
    """One file, given out as it is packed."""
    digest, size = sha256(), 0
    info = ZipInfo(entry.path, entry.at.astimezone(PARIS).timetuple()[:6])
    info.external_attr = READABLE
    info.compress_type = ZIP_STORED if entry.path.endswith(PACKED) else ZIP_DEFLATED
    with archive.open(info, "w") as part:
        for block in entry.blocks():
            digest.update(block)
            size += part.write(block)
            if outlet.size >= BLOCK:
                yield outlet.taken()
    written.append(Written(entry.path, size, digest.hexdigest()))
