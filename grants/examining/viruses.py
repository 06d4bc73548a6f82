"""The antivirus, where there is one: ClamAV's own server, asked over the network or a socket."""

from pathlib import Path
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from grants.examining.refusing import Unacceptable
from grants.values.sentences import sentence

FOUND = (
    "L’antivirus reconnaît un programme dangereux dans ce fichier (%(name)s) : il n’est pas gardé. Vérifiez "
    "l’ordinateur d’où il vient."
)
PORT = 3310
PATIENCE = 60  # seconds for one answer


class Unreachable(Exception):
    """The antivirus does not answer, or can't say."""


def scan(path: Path, address: str) -> None:
    """Have a file read by the antivirus at `tcp://host:port` or `unix:/path`.

    `Unacceptable` when it knows it for a danger, `Unreachable` when it can't say.
    """
    try:
        with path.open("rb") as file:
            answer = client(address).instream(file)
    except (ClamdError, OSError) as error:
        raise Unreachable from error
    status, name = answer.get("stream", ("ERROR", None))
    if status == "FOUND":
        raise Unacceptable(sentence(FOUND, name=name))
    if status != "OK":
        raise Unreachable


def client(address: str) -> ClamdNetworkSocket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return ClamdUnixSocket(parts.path, timeout=PATIENCE)
    return ClamdNetworkSocket(parts.hostname or "127.0.0.1", parts.port or PORT, timeout=PATIENCE)
