"""Infeasible because …: a minimal set of the panel's rules, and the figures by which a page puts it in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic

from grants.analysis.assignment.model import Model
from grants.analysis.assignment.panel import File, Panel, Reviewer
from grants.analysis.solving import Conflict, Name, Status, Tell, minimal_conflict, silently

# Those that speak most clearly come last: the last is the first to be kept.
KINDS = ("least", "least_skill", "locals", "experts", "out", "locked", "conflicts", "most", "reviews")
TRY = 10.0  # seconds at most for one question


@dataclass(frozen=True)
class Shortage:
    """Fewer than needed: reviewers free for a file, or (file None) places in all; each alone makes it infeasible."""

    file: str | None
    needed: int
    there: int


def because(panel: Panel, *, seconds: float = 30.0, tell: Tell = silently) -> Conflict:
    """For a panel found infeasible: rules that cannot hold together, each needed for that; whole kinds are tried first.

    Time over, what is left is infeasible though not minimal, and its kinds still say what is wrong (loads, conflicts…).
    """
    names, started = list(names_of(panel)), monotonic()
    kinds = sifted(panel, names, [[name for name in names if name.kind == kind] for kind in KINDS], seconds, silently)
    left = [name for name in names if name in set(kinds.because)]
    found = sifted(panel, left, [[name] for name in left], seconds - (monotonic() - started), tell)
    return replace(found, seconds=monotonic() - started)


def sifted(panel: Panel, names: list[Name], groups: list[list[Name]], seconds: float, tell: Tell) -> Conflict:
    """The names left when groups are dropped whole; what is not among the names is set aside."""
    of_group = {group[0]: group for group in groups if group}
    deadline, dropped = monotonic() + seconds, set(names_of(panel)) - set(names)

    def can_hold(kept: frozenset[Name]) -> bool | None:
        without = dropped.union(*(group for first, group in of_group.items() if first not in kept))
        return is_feasible(panel.without(without), min(TRY, deadline - monotonic()))

    found = minimal_conflict(list(of_group), can_hold, seconds=seconds, tell=tell)
    return replace(found, because=tuple(sorted(name for first in found.because for name in of_group[first])))


def is_feasible(panel: Panel, seconds: float) -> bool | None:
    """Whether any assignment holds; None when it is not known in time."""
    outcome = Model(panel).matrix.maximize({}, gap=0.0, seconds=seconds)
    if outcome.status is Status.INFEASIBLE:
        return False
    return True if len(outcome.values) else None


def names_of(panel: Panel) -> Iterator[Name]:
    """Every rule in force, by kind."""
    in_conflict = {pair.file for pair in panel.conflicts}
    locked = {pair.file for pair in panel.locked}
    found = [name for each in panel.of_reviewer.values() for name in names_of_reviewer(each)]
    for file in panel.of_file.values():
        found += names_of_file(file, file.key in in_conflict, file.key in locked)
    found.sort(key=lambda name: KINDS.index(name.kind))
    return (name for name in found if panel.counts(*name))


def names_of_reviewer(reviewer: Reviewer) -> list[Name]:
    found = [Name("out", reviewer.key)] if reviewer.is_out else []
    found += [Name("least", reviewer.key)] if reviewer.least else []
    return [*found, Name("most", reviewer.key)]


def names_of_file(file: File, has_conflicts: bool, has_locked: bool) -> list[Name]:
    kinds = {
        "conflicts": has_conflicts,
        "locked": has_locked,
        "least_skill": file.least_skill,
        "experts": file.experts,
        "locals": file.locals,
        "reviews": True,
    }
    return [Name(kind, file.key) for kind, is_there in kinds.items() if is_there]


def shortages(panel: Panel) -> list[Shortage]:
    """What a count alone shows: files with too few free reviewers, too few places in all."""
    people = panel.of_reviewer.values()
    free = {file.key: sum(panel.may(file, each) for each in people) for file in panel.of_file.values()}
    files = [(file, panel.needed(file)) for file in panel.of_file.values()]
    found = [Shortage(file.key, needed, free[file.key]) for file, needed in files if free[file.key] < needed]
    places = sum(each.most for each in people if not each.is_out)
    places += sum(panel.of_reviewer[pair.reviewer].is_out for pair in panel.locked)
    wanted = sum(needed for _, needed in files)
    return found + ([Shortage(None, wanted, places)] if places < wanted else [])
