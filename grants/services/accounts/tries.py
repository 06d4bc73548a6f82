"""How often one may try: growing waits, counted the same way whether an address has an account or not.

A try is written before it is looked at, and taken back when it succeeds: many tries at once are all counted.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from grants.database import db
from grants.models import SignInTry
from grants.services.command import transaction
from grants.values import clock

REMEMBERED = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many tries are free; then each failure doubles the wait, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        if failures < self.free:
            return timedelta()
        doublings: int = min(failures - self.free, 16)
        return min(self.first * (1 << doublings), self.longest)


LIMITS = {
    "account": Limit(5, timedelta(seconds=30), timedelta(hours=1)),
    "code": Limit(5, timedelta(seconds=30), timedelta(hours=1)),
    "network": Limit(40, timedelta(seconds=5), timedelta(minutes=10)),
    "mail": Limit(3, timedelta(minutes=2), timedelta(hours=6)),
}


def key(sort: str, what: str) -> str:
    """A key that does not tell which address was typed."""
    return f"{sort}:{hashlib.sha256(what.strip().lower().encode()).hexdigest()}"


def may(*keys: str) -> bool:
    """Whether one may try now; if so the try is counted, until `forget`."""
    now = clock.now()
    with transaction():
        mine = [SignInTry(key=each, at=now) for each in keys]
        db.session.add_all(mine)
        db.session.flush()
        ids = [each.id for each in mine]
    if all(is_free(each, before, now) for each, before in others(keys, ids, now).items()):
        return True
    with transaction():  # a try that was not looked at costs nothing: the wait does not grow by asking again
        db.session.execute(delete(SignInTry).where(SignInTry.id.in_(ids)))
    return False


def others(keys: Sequence[str], mine: list[int], now: datetime) -> dict[str, list[datetime]]:
    """When else each was tried, since a day."""
    found: dict[str, list[datetime]] = {each: [] for each in keys}
    before = select(SignInTry.key, SignInTry.at).where(SignInTry.key.in_(keys), SignInTry.id.not_in(mine))
    for key, at in db.session.execute(before.where(SignInTry.at >= now - REMEMBERED).order_by(SignInTry.at)):
        found[key].append(at)
    return found


def is_free(key: str, before: list[datetime], now: datetime) -> bool:
    return not before or now >= before[-1] + LIMITS[key.partition(":")[0]].wait(len(before))


def forget(*keys: str) -> None:
    """It was the right person: what failed before no longer counts."""
    with transaction():
        db.session.execute(delete(SignInTry).where(SignInTry.key.in_(keys)))


def forget_old() -> None:
    """Those of which nothing is asked any more."""
    with transaction():
        db.session.execute(delete(SignInTry).where(SignInTry.at < clock.now() - REMEMBERED))


def take_back(key: str) -> None:
    """The last try of a shared network was a success: the failures of its other people still count."""
    last = select(func.max(SignInTry.id)).filter_by(key=key).scalar_subquery()
    with transaction():
        db.session.execute(delete(SignInTry).where(SignInTry.id == last))
