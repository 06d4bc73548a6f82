"""A small stand-in for ClamAV's server: it speaks INSTREAM and knows the one-line signatures it is given.

Where Debian's own `clamd` is installed, `real_clamd` starts that one with the same line.
"""

import hashlib
import shutil
import signal
import socket
import socketserver
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents import SIGNATURE
from tests.support.processes import free_port, running


class Session(socketserver.StreamRequestHandler):
    """One command, one answer."""

    def handle(self) -> None:
        command = self.rfile.readline()
        self.wfile.write(
            b"PONG\n" if command == b"nPING\n" else self.scanned() if command == b"nINSTREAM\n" else b"?\n"
        )

    def scanned(self) -> bytes:
        digest, size = hashlib.md5(usedforsecurity=False), 0
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            digest.update(self.rfile.read(length))
            size += length
        name = known(sys.argv[2]).get((digest.hexdigest(), size))
        return f"stream: {name} FOUND\n".encode() if name else b"stream: OK\n"


def known(path: str) -> dict[tuple[str, int], str]:
    """The lines of a .hdb file: MD5, size, name."""
    lines = (line.split(":") for line in Path(path).read_text().splitlines())
    return {(digest, int(size)): name for digest, size, name in lines}


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def signatures(tmp_path) -> Path:
    path = tmp_path / "eicar.hdb"
    path.write_text(SIGNATURE)
    return path


@pytest.fixture
def clamd(signatures: Path) -> Iterator[str]:
    """The address of an antivirus that knows EICAR: a process of its own, on a real port."""
    port = free_port()
    with running([sys.executable, "-m", "tests.support.clamd", str(port), str(signatures)], lambda: answers(port)):
        yield f"tcp://127.0.0.1:{port}"


@pytest.fixture
def real_clamd(signatures: Path, tmp_path: Path) -> Iterator[str]:
    """Debian's `clamd` with the same single line; the test is passed over where it is not installed."""
    if not shutil.which("clamd"):
        pytest.skip("clamd is not installed")
    port, folder, settings = free_port(), tmp_path / "signatures", tmp_path / "clamd.conf"
    folder.mkdir()
    shutil.copy(signatures, folder)
    settings.write_text(f"DatabaseDirectory {folder}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\n")
    with running(["clamd", "-c", str(settings)], lambda: answers(port)):
        yield f"tcp://127.0.0.1:{port}"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background had it ignored
    Server(("127.0.0.1", int(sys.argv[1])), Session).serve_forever()
