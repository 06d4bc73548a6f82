"""The exact check of a selection, in whole cents and fractions: knows nothing of the solver nor of its rows."""

from collections.abc import Iterator
from fractions import Fraction

from grants.analysis.selection.board import Board, name_of
from grants.analysis.selection.candidate import Candidate
from grants.analysis.selection.rules import (
    AtLeast,
    AtMost,
    Exclusive,
    Measure,
    Needs,
    Part,
    RateAtLeast,
    RateAtMost,
    Rule,
    ShareAtLeast,
    ShareAtMost,
)
from grants.analysis.selection.solution import Grant, total_by_file
from grants.analysis.solving import Name


def breaches(board: Board, grants: tuple[Grant, ...]) -> list[Name]:
    """Every rule in force that these grants break, by name; empty: they may be made."""
    if unsound := set(wrong_grants(board, grants)):
        return sorted(unsound)
    amounts, found = dict(total_by_file(grants)), set(overspent(board, grants))
    for each in board.candidates:
        found.update(wrong_decision(each, each.key in amounts))
        found.update(wrong_amount(each, amounts[each.key]) if each.key in amounts else ())
    found.update(name_of(rule) for rule in board.rules if not holds(board, rule, amounts))
    return sorted(name for name in found if board.counts(name))


def wrong_grants(board: Board, grants: tuple[Grant, ...]) -> Iterator[Name]:
    """Not a positive number of whole cents, twice the same, or from an envelope that the file may not draw on."""
    open_to = {each.key: each.envelopes for each in board.candidates}
    if len({(each.file, each.envelope) for each in grants}) < len(grants):
        yield Name("grant", "twice")
    for each in grants:
        if not isinstance(each.cents, int) or each.cents <= 0 or each.envelope not in open_to.get(each.file, ()):
            yield Name("grant", each.file)


def overspent(board: Board, grants: tuple[Grant, ...]) -> Iterator[Name]:
    for envelope in board.envelopes:
        if sum(each.cents for each in grants if each.envelope == envelope.key) > envelope.amount:
            yield Name("envelope", envelope.key)


def wrong_decision(candidate: Candidate, is_funded: bool) -> Iterator[Name]:
    if candidate.decided is not None and candidate.decided != is_funded:
        yield Name("in" if candidate.decided else "out", candidate.key)


def wrong_amount(candidate: Candidate, cents: int) -> Iterator[Name]:
    """Neither what is useful to the file (or what a person fixed in its place), nor within its own rates."""
    if cents > candidate.asked:
        yield Name("asked", candidate.key)
    if candidate.fixed is None:
        yield from too_little(candidate, cents)
    elif cents != candidate.fixed:
        yield Name("fixed", candidate.key)
    rate = rate_of(candidate, cents)
    if candidate.lowest_rate is not None and rate < candidate.lowest_rate:
        yield Name("lowest_rate", candidate.key)
    if candidate.highest_rate is not None and rate > candidate.highest_rate:
        yield Name("highest_rate", candidate.key)


def too_little(candidate: Candidate, cents: int) -> Iterator[Name]:
    if candidate.is_all_or_nothing and cents != candidate.asked:
        yield Name("all_or_nothing", candidate.key)
    if cents < candidate.least:
        yield Name("least", candidate.key)


def rate_of(candidate: Candidate, cents: int) -> Fraction:
    """The part of the project's cost; a project without cost has a rate of one million."""
    cost = candidate.asked if candidate.cost is None else candidate.cost
    return Fraction(cents, cost) if cost else Fraction(1_000_000)


def holds(board: Board, rule: Rule, amounts: dict[str, int]) -> bool:
    match rule:
        case AtLeast(part=part, value=value, measure=measure):
            return given(board, part, measure, amounts) >= value
        case AtMost(part=part, value=value, measure=measure):
            return given(board, part, measure, amounts) <= value
        case ShareAtLeast(part=part, share=share, measure=measure):
            return given(board, part, measure, amounts) >= share * given(board, Part(), measure, amounts)
        case ShareAtMost(part=part, share=share, measure=measure):
            return given(board, part, measure, amounts) <= share * given(board, Part(), measure, amounts)
        case RateAtLeast(part=part, rate=rate):
            return all(rate_of(each, amounts[each.key]) >= rate for each in funded(board, part, amounts))
        case RateAtMost(part=part, rate=rate):
            return all(rate_of(each, amounts[each.key]) <= rate for each in funded(board, part, amounts))
        case Exclusive(files=files):
            return len(files & amounts.keys()) <= 1
        case Needs(file=file, other=other):
            return file not in amounts or other in amounts


def funded(board: Board, part: Part, amounts: dict[str, int]) -> list[Candidate]:
    return [each for each in board.candidates if each.key in amounts and part.covers(each)]


def given(board: Board, part: Part, measure: Measure, amounts: dict[str, int]) -> int:
    """Cents or files of this part."""
    files = funded(board, part, amounts)
    return len(files) if measure is Measure.COUNT else sum(amounts[each.key] for each in files)
