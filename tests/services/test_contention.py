"""Colliding writers: tried again, then told; a broken database is not hidden."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from grants.services import contention
from grants.services.contention import patiently
from workflows.errors import Refused, Stale


class Deadlock(Exception):
    sqlstate = "40P01"


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    monkeypatch.setattr(contention, "PAUSES", (0, 0, 0))


def failing(times, error):
    tries = []

    def attempt():
        tries.append(1)
        if len(tries) <= times:
            raise error
        return len(tries)

    return attempt


@pytest.mark.parametrize("origin", [Deadlock(), Exception("database is locked")])
def test_a_collision_is_tried_again(origin):
    assert patiently(failing(2, OperationalError("", {}, origin))) == 3


def test_a_lasting_collision_is_a_sentence():
    with pytest.raises(Refused, match="Rien n’a été changé"):
        patiently(failing(9, OperationalError("", {}, Deadlock())))


def test_a_broken_database_is_not_hidden():
    with pytest.raises(OperationalError):
        patiently(failing(1, OperationalError("", {}, Exception("disk I/O error"))))


def test_a_row_changed_underneath_is_stale():
    with pytest.raises(Stale):
        patiently(failing(1, StaleDataError("0 were matched")))
