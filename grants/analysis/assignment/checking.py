"""The exact check of an assignment, by counting: knows nothing of the solver nor of its rows."""

from collections.abc import Iterator

from grants.analysis.assignment.panel import File, Pair, Panel, Reviewer, is_local, skill
from grants.analysis.solving import Name


def breaches(panel: Panel, pairs: frozenset[Pair]) -> list[Name]:
    """Every rule in force that these pairs break, by name; empty: they may be proposed."""
    people: dict[str, list[Reviewer]] = {key: [] for key in panel.of_file}
    loads = dict.fromkeys(panel.of_reviewer, 0)
    for pair in pairs:
        people[pair.file].append(panel.of_reviewer[pair.reviewer])
        loads[pair.reviewer] += 1
    found = {name for key, own in people.items() for name in wrong_file(panel, panel.of_file[key], own)}
    found |= {name for pair in pairs for name in wrong_pair(panel, pair)}
    found |= {Name("locked", pair.file) for pair in panel.locked - pairs}
    found |= {name for key, load in loads.items() for name in wrong_load(panel.of_reviewer[key], load)}
    return sorted(name for name in found if panel.counts(*name))


def wrong_file(panel: Panel, file: File, people: list[Reviewer]) -> Iterator[Name]:
    locked = sum(pair.file == file.key for pair in panel.locked)
    if len(people) != max(file.reviews, locked):
        yield Name("reviews", file.key)
    if sum(skill(file, each) >= panel.expert_from for each in people) < file.experts:
        yield Name("experts", file.key)
    if sum(is_local(file, each) for each in people) < file.locals:
        yield Name("locals", file.key)


def wrong_pair(panel: Panel, pair: Pair) -> Iterator[Name]:
    file, reviewer = panel.of_file[pair.file], panel.of_reviewer[pair.reviewer]
    if pair in panel.conflicts:
        yield Name("conflicts", pair.file)
    if pair not in panel.locked and reviewer.is_out:
        yield Name("out", pair.reviewer)
    if pair not in panel.locked and skill(file, reviewer) < file.least_skill:
        yield Name("least_skill", pair.file)


def wrong_load(reviewer: Reviewer, load: int) -> Iterator[Name]:
    if load > reviewer.most:
        yield Name("most", reviewer.key)
    if load < reviewer.least and not reviewer.is_out:
        yield Name("least", reviewer.key)
