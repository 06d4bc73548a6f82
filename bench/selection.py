"""`python -m bench.selection`: seconds and gaps of the two optimisers at the sizes that were promised.

Selection: 500 files under 40 rules. Assignment: 500 files, 3 reviews each, 60 reviewers.
"""

import argparse
from fractions import Fraction
from random import Random

from grants.analysis import assignment
from grants.analysis.assignment import File, Pair, Panel, Reviewer
from grants.analysis.selection import (
    AtLeast,
    AtMost,
    Board,
    Candidate,
    Envelope,
    Exclusive,
    Measure,
    Needs,
    Part,
    RateAtMost,
    Rule,
    ShareAtLeast,
    ShareAtMost,
    breaches,
    solve,
)
from grants.analysis.solving import Limits

DEPARTMENTS = ["44", "49", "53", "72", "85", "52"]
THEMES = ["logement", "santé", "emploi", "enfance", "numérique"]


def large_board(files: int = 500, seed: int = 1) -> Board:
    """Files of 2 000 to 60 000 euros for a third of the money that they ask; 32 rules beside the 8 envelopes."""
    dice = Random(seed)
    envelopes = [f"dép. {each}" for each in DEPARTMENTS] + ["région 2021", "région 2022"]
    candidates = tuple(large_file(dice, number, envelopes) for number in range(files))
    asked = sum(each.asked for each in candidates)
    parts = {key: 1 if number < 6 else 2 for number, key in enumerate(envelopes)}
    pots = tuple(Envelope(key, asked * part // 30 + dice.randint(0, 99)) for key, part in parts.items())
    return Board(candidates, pots, tuple(large_rules(dice, candidates, sum(each.amount for each in pots))))


def large_file(dice: Random, number: int, envelopes: list[str]) -> Candidate:
    """One in three is all or nothing; the others take down to half; one in two may draw on the region too."""
    asked, place = dice.randint(2_000_00, 60_000_00), dice.randrange(6)
    region, is_whole = dice.sample(envelopes[6:], dice.randint(0, 2)), dice.random() < 1 / 3
    return Candidate(
        key=f"PDL-{number:04}",
        score=round(dice.gauss(12, 3), 3),
        asked=asked,
        envelopes=frozenset([envelopes[place], *region]),
        department=DEPARTMENTS[place],
        theme=dice.choice(THEMES),
        least=asked // 2,
        is_all_or_nothing=is_whole,
        cost=asked * 10 // dice.randint(5, 8 if is_whole else 9) + 1,
        decided=dice.choice([None] * 60 + [True, False]),
    )


def large_rules(dice: Random, files: tuple[Candidate, ...], money: int) -> list[Rule]:
    """Floors, ceilings, balance, rates, files that exclude or need each other: 32."""
    free = [each.key for each in files if each.decided is None]
    found: list[Rule] = [AtLeast(f"plancher {each}", Part(each), money // 12) for each in DEPARTMENTS]
    found += [AtMost(f"plafond {each}", Part(each), money // 4) for each in DEPARTMENTS]
    found += [ShareAtLeast(f"part {each}", Part(theme=each), Fraction(15, 100)) for each in THEMES]
    found += [ShareAtMost(f"excès {each}", Part(theme=each), Fraction(26, 100)) for each in THEMES]
    found += [AtMost("nombre", Part(), 200, Measure.COUNT), RateAtMost("taux", Part(), Fraction(8, 10))]
    found += [Exclusive(f"exclusion {each}", frozenset(dice.sample(free, 3))) for each in range(4)]
    return found + [Needs(f"lien {each}", *dice.sample(free, 2)) for each in range(4)]


def show_selection(gap: float, seconds: float, seed: int) -> None:
    board = large_board(seed=seed)
    found = solve(board, Limits(gap, seconds))
    print(
        f"  {seed:>6}{gap:>10.4f}{seconds:>8.0f} s{found.seconds:>9.2f} s{found.gap:>12.6f}"
        f"{found.objective:>12.3f}{len(found.amounts):>9}  {found.status}, {len(breaches(board, found.grants))} faute"
    )


def large_panel(seed: int, files: int = 500, reviewers: int = 60) -> Panel:
    """Three reviews a file, one by an expert of the theme; one reviewer in twelve is in conflict."""
    dice = Random(seed)
    people = tuple(large_reviewer(dice, number) for number in range(reviewers))
    projects = tuple(
        File(f"PDL-{number:04}", dice.choice(THEMES), dice.choice(DEPARTMENTS), reviews=3, experts=1)
        for number in range(files)
    )
    pairs = (Pair(file.key, each.key) for file in projects for each in people)
    return Panel(projects, people, conflicts=frozenset(pair for pair in pairs if dice.random() < 1 / 12))


def large_reviewer(dice: Random, number: int) -> Reviewer:
    skills = {theme: dice.randint(0, 100) for theme in THEMES}
    return Reviewer(f"r{number:02}", 30, 5, skills, frozenset(dice.sample(DEPARTMENTS, 2)))


def show_assignment(seed: int) -> None:
    """From nothing, then again when the first reviewer drops out."""
    panel = large_panel(seed)
    found = assignment.assign(panel)
    after = panel.left_by("r00", found.pairs)
    again = assignment.assign(after)
    for label, each, its in (("départ", found, panel), ("désistement", again, after)):
        faults = len(assignment.breaches(its, each.pairs))
        print(
            f"  {seed:>6}  {label:12}{each.seconds:>7.2f} s{each.gap:>12.6f}{max(each.loads.values()):>8}"
            f"{each.skill:>10}{len(each.added(its)):>10}  {each.status}, {faults} faute"
        )


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.selection", description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--exact", action="store_true", help="also with a gap of 0 and a minute")
    asked = options.parse_args()
    print(f"sélection, 500 dossiers × 40 contraintes\n  {'graine':>6}{'écart':>10}{'limite':>10}{'durée':>11}"
          f"{'écart obtenu':>12}{'score':>12}{'retenus':>9}")  # fmt: skip
    for seed in range(asked.seeds):
        show_selection(1e-3, 10.0, seed)
    if asked.exact:
        show_selection(0.0, 60.0, 0)
    print(f"attribution, 500 dossiers × 3 avis × 60 évaluateurs (écart 0.001, limite 10 s)\n  {'graine':>6}"
          f"{'durée':>23}{'écart obtenu':>12}{'charge':>8}{'score':>10}{'nouveaux':>10}")  # fmt: skip
    for seed in range(asked.seeds):
        show_assignment(seed)


if __name__ == "__main__":
    main()
