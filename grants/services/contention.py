"""When two people's writes collide in the database: try again, then say so; no lock error reaches a person."""

from collections.abc import Callable
from time import sleep
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from workflows.errors import Refused, Stale

R = TypeVar("R")

PAUSES = (0.05, 0.2, 0.8)  # seconds before each new try
BUSY = "Beaucoup de personnes enregistrent en ce moment. Rien n’a été changé : recommencez dans un instant."
# PostgreSQL: serialization_failure, deadlock_detected, lock_not_available
COLLISIONS = frozenset({"40001", "40P01", "55P03"})


def patiently(attempt: Callable[[], R]) -> R:
    """What `attempt` gives, tried again when it collided; it begins its own transaction each time.

    `Refused` when it still collides, `Stale` when the row changed between its reading and its writing.
    """
    for pause in PAUSES:
        try:
            return attempt()
        except OperationalError as error:
            if not is_collision(error):
                raise
            sleep(pause)
        except StaleDataError as error:
            raise Stale from error
    raise Refused([BUSY])


def is_collision(error: OperationalError) -> bool:
    """Two writers, not a broken database."""
    return getattr(error.orig, "sqlstate", None) in COLLISIONS or "database is locked" in str(error.orig)
