"""Random small boards, and every one of their selections tried: the judge, with no code of the optimiser.

A selection is a row of whole cents, one column a file; all the rows of a board stand in one array.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np

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
    RateAtLeast,
    RateAtMost,
    ShareAtLeast,
    ShareAtMost,
    Solution,
)
from grants.analysis.solving import Name

DEPARTMENTS, THEMES = ["44", "49", "53"], ["logement", "santé"]
RULES = AtLeast, AtMost, ShareAtLeast, ShareAtMost, RateAtLeast, RateAtMost, Exclusive, Needs
WORDS = ["at_least", "at_most", "share_at_least", "share_at_most"]
WORDS += ["rate_at_least", "rate_at_most", "exclusive", "needs"]
MOST_ROWS = 30_000


def small_board(seed: int) -> Board:
    """At most 8 files, 3 envelopes and 6 rules; scores and amounts often equal, so that there are ties."""
    dice = Random(seed)
    envelopes = tuple(Envelope(f"e{number}", dice.randint(0, 900) * 100) for number in range(dice.randint(1, 3)))
    files = [small_file(dice, number, [each.key for each in envelopes]) for number in range(dice.randint(1, 8))]
    while np.prod([float(len(levels(Board((each,), envelopes, (), 10_000), each))) for each in files]) > MOST_ROWS:
        files.pop()
    rules = [small_rule(dice, number, [each.key for each in files]) for number in range(dice.randint(0, 6))]
    return Board(tuple(files), envelopes, tuple(rules), 10_000)


def tiny_board(seed: int) -> Board:
    """A handful of cents asked of a handful, one cent a step: no rule set aside moves the amounts that may be tried."""
    board = small_board(seed)
    files = tuple(
        replace(each, asked=-(-each.asked // 8_000), least=each.least // 8_000, cost=each.cost and each.cost // 8_000)
        for each in (replace(file, fixed=None) for file in board.candidates[:5])
    )
    files = tuple(
        replace(new, fixed=old.fixed and new.asked) for old, new in zip(board.candidates, files, strict=False)
    )
    keys = {each.key for each in files}
    rules = [each for each in board.rules if not isinstance(each, Exclusive | Needs) or files_of(each) <= keys]
    pots = tuple(Envelope(each.key, each.amount // 8_000) for each in board.envelopes)
    return Board(files, pots, tuple(tiny(each) for each in rules), step=1)


def files_of(rule) -> set[str]:
    return set(rule.files) if isinstance(rule, Exclusive) else {rule.file, rule.other}


def tiny(rule):
    is_money = isinstance(rule, AtLeast | AtMost) and rule.measure is Measure.AMOUNT
    return replace(rule, value=rule.value // 8_000) if is_money else rule


def small_file(dice: Random, number: int, envelopes: list[str]) -> Candidate:
    asked = dice.choice([20_000, 25_001, 30_000, 30_000, 45_067, dice.randint(1, 60_000)])
    return Candidate(
        key=f"f{number}",
        score=dice.choice([8, 10, 10, 12, 12, dice.uniform(-1, 20)]),
        asked=asked,
        envelopes=frozenset(dice.sample(envelopes, dice.randint(1, len(envelopes)))),
        department=dice.choice(DEPARTMENTS),
        theme=dice.choice(THEMES),
        least=dice.choice([0, asked // 3, asked * 3 // 4]),
        is_all_or_nothing=dice.random() < 0.4,
        cost=dice.choice([None, asked * 2, asked * 5 // 4]),
        lowest_rate=dice.choice([None, None, None, Fraction(1, 5)]),
        highest_rate=dice.choice([None, None, None, Fraction(4, 5)]),
        fixed=dice.choice([None] * 7 + [max(1, asked // 2)]),
        decided=dice.choice([None] * 12 + [True, False]),
    )


def small_rule(dice: Random, number: int, files: list[str]):
    key = f"r{number}"
    part = dice.choice([Part(department=dice.choice(DEPARTMENTS)), Part(theme=dice.choice(THEMES)), Part()])
    measure = dice.choice(list(Measure))
    value = dice.randint(0, 3) if measure is Measure.COUNT else dice.randint(0, 100_000)
    share = Fraction(dice.randint(0, 10), 10)
    return dice.choice([
        AtLeast(key, part, value if measure is Measure.COUNT else value // 3, measure),
        AtMost(key, part, value, measure),
        ShareAtLeast(key, part, share / 2, measure),
        ShareAtMost(key, part, share, measure),
        RateAtLeast(key, part, share / 4),
        RateAtMost(key, part, 1 - share / 3),
        Exclusive(key, frozenset(dice.sample(files, min(len(files), 3)))),
        Needs(key, dice.choice(files), dice.choice(files)),
    ])  # fmt: skip


def levels(board: Board, file: Candidate) -> list[int]:
    """0, and every amount that the file may have when its rates and wishes allow some."""
    low, top = bounds(board, file)
    return [0, *range(top, low - 1, -board.step)]


def bounds(board: Board, file: Candidate) -> tuple[int, int]:
    """Least and most, in cents, when it is funded."""
    cost = file.asked if file.cost is None else file.cost
    rates = [rule for rule in board.rules if isinstance(rule, RateAtLeast | RateAtMost) and here(rule.part, file)]
    low = [rule.rate for rule in rates if isinstance(rule, RateAtLeast)] + [file.lowest_rate or Fraction(0)]
    high = [rule.rate for rule in rates if isinstance(rule, RateAtMost)]
    high += [file.highest_rate] if file.highest_rate is not None else []
    wanted = (file.asked if file.is_all_or_nothing else max(1, file.least), file.asked)
    wanted = (file.fixed, file.fixed) if file.fixed is not None else wanted
    return max([wanted[0], *(-int(-rate * cost // 1) for rate in low)]), min(
        [wanted[1], *(int(r * cost) for r in high)]
    )


def here(part: Part, file: Candidate) -> bool:
    return (part.department in (None, file.department)) and (part.theme in (None, file.theme))


def allowed(board: Board) -> np.ndarray:
    """(selections, files) in cents: those that break nothing."""
    choices = [levels(board, file) for file in board.candidates]
    rows = np.stack([each.ravel() for each in np.meshgrid(*choices, indexing="ij")], axis=1).astype(np.int64)
    return rows[fits(board, rows)]


def fits(board: Board, rows: np.ndarray) -> np.ndarray:
    """Which selections hold; money fits when every group of envelopes can pay what only it may pay (Hall, 1935)."""
    good = np.ones(len(rows), bool)
    for size in range(1, len(board.envelopes) + 1):
        for group in combinations(board.envelopes, size):
            keys = {each.key for each in group}
            bound = [number for number, file in enumerate(board.candidates) if file.envelopes <= keys]
            good &= rows[:, bound].sum(axis=1) <= sum(each.amount for each in group)
    for number, file in enumerate(board.candidates):
        good &= True if file.decided is None else (rows[:, number] > 0) == file.decided
    for rule in board.rules:
        good &= obeys(board, rule, rows)
    return good


def obeys(board: Board, rule, rows: np.ndarray) -> np.ndarray:
    order = {file.key: number for number, file in enumerate(board.candidates)}
    if isinstance(rule, RateAtLeast | RateAtMost):
        return np.ones(len(rows), bool)  # already in the levels
    if isinstance(rule, Exclusive):
        return (rows[:, [order[key] for key in rule.files]] > 0).sum(axis=1) < 2
    if isinstance(rule, Needs):
        return (rows[:, order[rule.file]] == 0) | (rows[:, order[rule.other]] > 0)
    counted = (rows > 0).astype(np.int64) if rule.measure is Measure.COUNT else rows
    part = counted[:, [number for number, file in enumerate(board.candidates) if here(rule.part, file)]].sum(axis=1)
    if isinstance(rule, AtLeast | AtMost):
        return part >= rule.value if isinstance(rule, AtLeast) else part <= rule.value
    ours, all_of_it = part * rule.share.denominator, counted.sum(axis=1) * rule.share.numerator
    return ours >= all_of_it if isinstance(rule, ShareAtLeast) else ours <= all_of_it


def best(board: Board) -> tuple[float, int, int] | None:
    """Greatest total score; among those, least money; among those, least sum of ranks. None: nothing is allowed."""
    rows = allowed(board)
    if not len(rows):
        return None
    scores = rows @ np.array([file.score / file.asked for file in board.candidates])
    top = scores.max()
    rows = rows[scores >= top - 1e-7 * max(1.0, abs(top))]
    rows = rows[rows.sum(axis=1) == rows.sum(axis=1).min()]
    return float(top), int(rows[0].sum()), int(min((rows > 0) @ ranks(board)))


def is_allowed(board: Board, found: Solution) -> bool:
    """Amounts among the possible ones, envelopes held to the cent, every rule obeyed."""
    row = np.array([[found.amounts.get(file.key, 0) for file in board.candidates]], np.int64)
    amounts = all(cents in levels(board, file) for cents, file in zip(row[0], board.candidates, strict=True))
    opened = {file.key: file.envelopes for file in board.candidates}
    sources = all(each.envelope in opened[each.file] and each.cents > 0 for each in found.grants)
    left = Counter({each.key: each.amount for each in board.envelopes})
    for each in found.grants:
        left[each.envelope] -= each.cents
    return amounts and sources and min(left.values()) >= 0 and bool(fits(board, row)[0])


def only(board: Board, names: Iterable[Name]) -> Board:
    """The same files and envelopes with these rules and no other."""
    kept = set(names)
    kinds = dict(zip(RULES, WORDS, strict=True))
    endless = 10**12
    return Board(
        tuple(freed(file, {name.kind for name in kept if name.key == file.key}) for file in board.candidates),
        tuple(Envelope(e.key, e.amount if Name("envelope", e.key) in kept else endless) for e in board.envelopes),
        tuple(rule for rule in board.rules if Name(kinds[type(rule)], rule.key) in kept),
        board.step,
    )


def freed(file: Candidate, kinds: set[str]) -> Candidate:
    """The file without its own conditions, those of these kinds apart."""
    decided = file.decided if ("in" if file.decided else "out") in kinds else None
    return replace(
        file,
        least=file.least if "least" in kinds else 0,
        is_all_or_nothing=file.is_all_or_nothing and "all_or_nothing" in kinds,
        lowest_rate=file.lowest_rate if "lowest_rate" in kinds else None,
        highest_rate=file.highest_rate if "highest_rate" in kinds else None,
        fixed=file.fixed if "fixed" in kinds else None,
        decided=decided,
    )


def ranks(board: Board) -> np.ndarray:
    """1 for the best score, ties by key; in the order of the files."""
    order = sorted(
        range(len(board.candidates)), key=lambda each: (-board.candidates[each].score, board.candidates[each].key)
    )
    return np.argsort(order) + 1
