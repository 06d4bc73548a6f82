"""Random small panels, and every one of their assignments tried: the judge, with no code of the optimiser."""

from random import Random

import numpy as np

from grants.analysis.assignment import File, Pair, Panel, Reviewer
from grants.analysis.solving import Name

THEMES, PLACES = ["logement", "santé"], ["44", "53"]


def small_panel(seed: int) -> Panel:
    """At most 4 files and 4 reviewers, 14 pairs."""
    dice = Random(seed)
    files = tuple(small_file(dice, number) for number in range(dice.randint(1, 4)))
    people = tuple(small_reviewer(dice, number) for number in range(dice.randint(2, 4 if len(files) < 4 else 3)))
    pairs = [Pair(file.key, each.key) for file in files for each in people]
    return Panel(
        files,
        people,
        conflicts=frozenset(pair for pair in pairs if dice.random() < 0.12),
        locked=frozenset(pair for pair in pairs if dice.random() < 0.08),
        current=frozenset(pair for pair in pairs if dice.random() < dice.choice([0, 0.4])),
    )


def small_file(dice: Random, number: int) -> File:
    return File(
        f"f{number}",
        theme=dice.choice([*THEMES, None]),
        territory=dice.choice(PLACES),
        reviews=dice.choice([1, 2, 2]),
        least_skill=dice.choice([0, 0, 0, 30]),
        experts=dice.choice([0, 0, 1]),
        locals=dice.choice([0, 0, 0, 1]),
    )


def small_reviewer(dice: Random, number: int) -> Reviewer:
    return Reviewer(
        f"r{number}",
        most=dice.randint(1, 4),
        least=dice.choice([0, 0, 0, 1]),
        skills={theme: dice.choice([20, 50, 80, 100]) for theme in THEMES},
        territories=frozenset(dice.sample(PLACES, dice.randint(0, 2))),
        is_out=dice.random() < 0.12,
    )


def all_assignments(panel: Panel) -> np.ndarray:
    """(assignments, files, reviewers), 0 or 1: every one."""
    size = len(panel.files) * len(panel.reviewers)
    bits = (np.arange(2**size)[:, None] >> np.arange(size)) & 1
    return bits.reshape(-1, len(panel.files), len(panel.reviewers))


def tables(panel: Panel) -> dict[str, np.ndarray]:
    """(files, reviewers) of what each pair is: in conflict, locked, in place, its skill, of the place."""
    files, people = panel.files, panel.reviewers
    sets = {"conflict": panel.conflicts, "locked": panel.locked, "current": panel.current}
    found = {key: np.array([[Pair(f.key, r.key) in each for r in people] for f in files]) for key, each in sets.items()}
    found["skill"] = np.array([[r.skills.get(f.theme, 0) if f.theme else 0 for r in people] for f in files])
    found["local"] = np.array([[f.territory in r.territories for r in people] for f in files])
    found["out"] = np.array([[r.is_out for r in people] for f in files])
    return found


def allowed(panel: Panel, names: set[Name] | None = None) -> np.ndarray:
    """The assignments that break none of these rules (all of them when none are given)."""
    rows, of = all_assignments(panel), tables(panel)
    good = np.ones(len(rows), bool)
    for number, file in enumerate(panel.files):
        for kind, fits in file_rules(panel, rows[:, number], number, of).items():
            good &= fits if names is None or Name(kind, file.key) in names else True
        good &= rows[:, number].sum(axis=1) <= max(file.reviews, of["locked"][number].sum())
    for number, person in enumerate(panel.reviewers):
        loads, taken = rows[:, :, number].sum(axis=1), (rows[:, :, number] * ~of["locked"][:, number]).sum(axis=1)
        least = 0 if person.is_out else person.least
        rules = {"most": loads <= person.most, "least": loads >= least, "out": (taken == 0) | (not person.is_out)}
        for kind, fits in rules.items():
            good &= fits if names is None or Name(kind, person.key) in names else True
    return rows[good]


def file_rules(panel: Panel, own: np.ndarray, number: int, of: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Kind of rule → which assignments obey it, for one file; own: (assignments, reviewers)."""
    file, locked = panel.files[number], of["locked"][number]
    weak = (of["skill"][number] < file.least_skill) & ~locked
    return {
        "conflicts": ~(own[:, of["conflict"][number]] == 1).any(axis=1),
        "locked": (own[:, locked] == 1).all(axis=1),
        "least_skill": ~(own[:, weak] == 1).any(axis=1),
        "experts": own[:, of["skill"][number] >= panel.expert_from].sum(axis=1) >= file.experts,
        "locals": own[:, of["local"][number]].sum(axis=1) >= file.locals,
        "reviews": own.sum(axis=1) >= max(file.reviews, locked.sum()),
    }


def best(panel: Panel) -> tuple[int, int, int] | None:
    """Most pairs in place that stay; among those, the least greatest load; among those, the best skill."""
    rows, of = allowed(panel), tables(panel)
    if not len(rows):
        return None
    kept = (rows * of["current"]).sum(axis=(1, 2))
    rows = rows[kept == kept.max()]
    there = np.array([not each.is_out for each in panel.reviewers])
    greatest = rows[:, :, there].sum(axis=1).max(axis=1, initial=0)
    rows = rows[greatest == greatest.min()]
    worth = of["skill"] + panel.local_bonus * of["local"]
    return int(kept.max()), int(greatest.min()), int((rows * worth).sum(axis=(1, 2)).max())
