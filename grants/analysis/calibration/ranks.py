"""Ranks by score, and how far they move when one reviewer is left out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grants.analysis.calibration.fitting import fit
from grants.analysis.calibration.marks import Floats, Places, Table
from grants.analysis.calibration.panels import number, panels

UNRANKED = 0
DECIMALS = 6  # scores that differ by less are equal


def ranks(scores: Floats) -> Places:
    """1 for the highest, equal scores sharing the best rank (1, 2, 2, 4); UNRANKED for NaN; shape (F,)."""
    rounded = -np.round(scores, DECIMALS)
    known = np.sort(rounded[~np.isnan(rounded)])
    return np.where(np.isnan(rounded), UNRANKED, np.searchsorted(known, rounded) + 1).astype(np.intp)


def order(scores: Floats) -> list[int]:
    """Places of the scored files, the highest first; equal ones in the order of the table."""
    ranked = ranks(scores)
    return [int(place) for place in np.argsort(ranked, kind="stable") if ranked[place] != UNRANKED]


@dataclass(frozen=True)
class LeftOut:
    """The ranking without one reviewer: a file that nobody else marked (`lost`) keeps its place in the order."""

    reviewer: int
    ranks: Places
    order: tuple[int, ...]
    lost: frozenset[int]
    splits: bool  # without this reviewer, files of one panel can no longer be compared


def left_out(table: Table, scores: Floats, *, is_shrunk: bool) -> Iterator[LeftOut]:
    """The model fitted again without each reviewer in turn (jackknife); `scores` are those of the whole table."""
    whole = order(scores)
    _, before = panels(table.seen)
    for reviewer in range(len(table.reviewers)):
        rest = table.without(reviewer)
        found = fit(rest, is_shrunk=is_shrunk).scores
        lost = [place for place in whole if np.isnan(found[place])]
        placed = put_back(order(found), lost, whole)
        _, after = panels(rest.seen)
        splits = number(after) > number(before)
        yield LeftOut(reviewer, ranks_among(found, lost, placed), placed, frozenset(lost), splits)


def put_back(placed: list[int], lost: list[int], whole: list[int]) -> tuple[int, ...]:
    """The new order, with the lost files at the places they had."""
    had = {place: rank for rank, place in enumerate(whole)}
    for place in lost:
        placed.insert(had[place], place)
    return tuple(placed)


def ranks_among(found: Floats, lost: list[int], placed: tuple[int, ...]) -> Places:
    """The new ranks, counting the lost files that stand before; a lost file has none."""
    ranked, before = ranks(found), np.zeros(len(found), dtype=np.intp)
    before[list(placed)] = np.cumsum(np.isin(placed, lost))
    return np.where(ranked == UNRANKED, UNRANKED, ranked + before)


def extremes(full: Places, others: list[LeftOut]) -> tuple[Places, Places]:
    """The best and the worst rank of each file, with everybody and without each reviewer; shape (F,) each."""
    every = np.array([full, *(each.ranks for each in others)])
    worst = every.max(axis=0)
    return np.where(every == UNRANKED, worst, every).min(axis=0), worst
