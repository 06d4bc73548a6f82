"""No GET changes a noun: every address, asked by each role, leaves every row of every table as it was."""

from hashlib import sha256

import pytest
from sqlalchemy import text

from grants.database import db
from tests.security.addresses import addresses
from tests.security.conftest import built, database_url, site, town  # noqa: F401  # fixtures
from tests.support.town import STRANGERS
from tests.support.web import sign_in

EXCEPTIONS = {"sign_in"}  # tables that a read may write: when a session was last seen
QUICK = ("applicant", "instructor", "authority")


def rows(app) -> dict[str, str]:
    """A digest of each table."""
    with app.app_context():
        tables = sorted(set(db.metadata.tables) - EXCEPTIONS)
        found = {}
        for table in tables:
            lines = sorted(map(repr, db.session.execute(text(f'SELECT * FROM "{table}"'))))
            found[table] = sha256("\n".join(lines).encode()).hexdigest()
        db.session.remove()
        return found


def read_all(app, town, name: str, files: tuple[str, ...] | None = None) -> int:  # noqa: F811
    """Visit every address that answers a GET, on every file or on these; how many opened.

    What strangers ask on a file is in `tests/security/test_addresses.py`, where nothing changes either.
    """
    client = sign_in(app, town.world[name])
    found = addresses(app, town, files=files)
    asked = [each for each in found if "GET" in each.methods and not (each.file and name in STRANGERS)]
    found = {each.path: client.get(each.path).status_code for each in asked}
    assert {path: status for path, status in found.items() if status >= 500} == {}
    return list(found.values()).count(200)


@pytest.mark.parametrize("name", QUICK[:1])
def test_reading_writes_nothing(site, town, name):  # noqa: F811
    before = rows(site)
    assert read_all(site, town, name, files=("draft", "awarded")) > 20
    assert changed(before, rows(site)) == []


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_reading_writes_nothing_whoever_reads(site, town, half):  # noqa: F811
    before = rows(site)
    for name in [*town.world.people][half::2]:
        read_all(site, town, name)
        assert (name, changed(before, rows(site))) == (name, [])


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after[table]]
