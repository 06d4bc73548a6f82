"""Dates in their order."""

from collections.abc import Iterator
from datetime import date, datetime

from grants.definitions.base import read_day, read_moment
from grants.definitions.mistakes import Path, Place
from grants.values.clock import day_of


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    for round_ in call["rounds"]:
        yield from _in_order(round_)
    stages, rounds = list(call["stages"]), list(call["rounds"])
    for earlier, later in zip(stages, stages[1:], strict=False):
        if not _before(earlier["closes_at"], later["closes_at"]):
            yield later["closes_at"].path, "attendu : une clôture après celle de l’étape précédente"
    if stages and rounds and stages[-1]["closes_at"].value != rounds[-1]["closes_at"].value:
        yield stages[-1]["closes_at"].path, "attendu : la clôture de la dernière vague (rounds[].closes_at)"


def _in_order(round_: Place) -> Iterator[tuple[Path, str]]:
    if not _before(round_["opens_at"], round_["closes_at"]):
        yield round_["closes_at"].path, "attendu : une clôture après l’ouverture"
    if not _before(round_["closes_at"], round_["announced_at"], or_same=True):
        yield round_["announced_at"].path, "attendu : une annonce après la clôture"
    decided, announced = _day(round_["decisions_on"]), _moment(round_["announced_at"])
    if decided and announced and decided > day_of(announced):
        yield round_["decisions_on"].path, "attendu : des décisions avant l’annonce"


def _before(first: Place, second: Place, *, or_same: bool = False) -> bool:
    start, end = _moment(first), _moment(second)
    return start is None or end is None or start < end or (or_same and start == end)


def _moment(place: Place) -> datetime | None:
    try:
        return read_moment(place.value)
    except ValueError:
        return None


def _day(place: Place) -> date | None:
    try:
        return read_day(place.value)
    except ValueError:
        return None
