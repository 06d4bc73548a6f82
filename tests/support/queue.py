"""A real Valkey."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from grants import embedded
from tests.support.processes import running


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[str]:
    """The address of this session's server."""
    # Not pytest's own folder, whose path is too long for a socket's.
    with tempfile.TemporaryDirectory(prefix="guichet-valkey-") as folder:
        url = f"unix://{folder}/valkey.sock"
        command = embedded.server_command(Path(folder), Path(folder) / "valkey.sock")
        with running(command, lambda: embedded.answers(url)):
            yield url


@pytest.fixture
def valkey(valkey_server: str) -> str:
    """The address of an empty Valkey; `Redis.from_url` speaks to it."""
    with Redis.from_url(valkey_server) as server:
        server.flushall()
    return valkey_server
