"""Files that arrive in parts: the bytes on the disk say how far each has come, whichever process received them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from grants import storage

BLOCK = 1 << 16  # bytes held in memory at a time


def append(token: str, offset: int, stream: BinaryIO, *, size: int) -> bool:
    """Write what the stream gives after the first `offset` bytes; False as soon as the file is not that long.

    A stream that breaks leaves what it gave. Nothing is written past `size` bytes. The network is never waited for
    with the file locked: a connection that died without a word stops nobody.
    """
    with opened(token) as file:
        if os.fstat(file).st_size != offset:
            return False
        while offset < size and (block := stream.read(min(BLOCK, size - offset))):
            if not write(file, offset, block):
                return False
            offset += len(block)
        os.fsync(file)
        return True


def write(file: int, offset: int, block: bytes) -> bool:
    """One block at its place, unless another window wrote there meanwhile."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        if os.fstat(file).st_size != offset:
            return False
        done = 0
        while done < len(block):
            done += os.pwrite(file, block[done:], offset + done)
        return True
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def opened(token: str) -> Iterator[int]:
    place(token).parent.mkdir(parents=True, exist_ok=True)
    file = os.open(place(token), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)


def length(token: str) -> int:
    """How many bytes are there; 0 when nothing came yet."""
    path = place(token)
    return path.stat().st_size if path.exists() else 0


def moved_at(token: str) -> datetime | None:
    """When the last bytes came."""
    path = place(token)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None


def discard(token: str) -> None:
    place(token).unlink(missing_ok=True)


def place(token: str) -> Path:
    """Beside the stored files, on the same disk, seen by every process; ValueError when it is no token."""
    if not token or not token.replace("-", "").replace("_", "").isalnum():
        raise ValueError("not a token")
    return storage.root() / "arriving" / token


def forget_before(moment: datetime) -> int:
    """Remove what came before this moment and nobody finished, half-written files too; how many."""
    folder = storage.root()
    left = [*folder.glob("arriving/*"), *folder.glob(".arriving-*")] if folder.exists() else []
    old = [path for path in left if path.stat().st_mtime < moment.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
