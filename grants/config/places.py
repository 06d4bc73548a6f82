"""The project's folder, the folder of its embedded data, and the addresses that live there."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("GUICHET_VAR") or ROOT / "var").resolve()

LONGEST_SOCKET = 100  # the kernel takes 107 bytes


def queue_socket() -> Path:
    """The Unix socket of the embedded queue: in `VAR`, or in a private temporary folder when that path is too long."""
    path = VAR / "valkey" / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET:
        return path
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"guichet-{os.getuid()}-{mark}" / "valkey.sock"
