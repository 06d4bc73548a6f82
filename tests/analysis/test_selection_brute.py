"""At gap 0, HiGHS finds what trying every selection finds; what cannot hold is told by a set that is really minimal."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.analysis.selection import Board, Candidate, Envelope, because, breaches, price, score_needed, solve
from grants.analysis.selection.solution import Grant
from grants.analysis.selection.splitting import split
from grants.analysis.solving import Limits, Status
from tests.analysis.selection_cases import allowed, best, bounds, fits, is_allowed, only, ranks, small_board, tiny_board

EXACT = Limits(gap=0.0, seconds=20.0)


def check(seed: int) -> None:
    """The same score, and among equals the same money and the same sum of ranks; infeasible when nothing is allowed."""
    board = small_board(seed)
    expected, found = best(board), solve(board, EXACT)
    if expected is None:
        assert found.status is Status.INFEASIBLE
        return
    rank = dict(zip((file.key for file in board.candidates), ranks(board), strict=True))
    assert found.status is Status.OPTIMAL
    assert found.gap == pytest.approx(0, abs=1e-6)
    assert found.objective == pytest.approx(expected[0], abs=1e-6)
    assert found.ties_settled
    assert (found.spent, sum(rank[key] for key in found.amounts)) == expected[1:]
    assert is_allowed(board, found)


@pytest.mark.parametrize("seed", range(60))
def test_equals_brute_force(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1_000, 3_000, 100))
def test_equals_brute_force_on_two_thousand_boards(first):
    for seed in range(first, first + 100):
        check(seed)


def check_conflict(seed: int) -> bool:
    """Nothing is allowed under these rules alone, and something is without any one of them."""
    board = tiny_board(seed)
    if best(board) is not None:
        return False
    conflict = because(board)
    assert conflict.is_minimal
    assert len(allowed(only(board, conflict.because))) == 0
    for name in conflict.because:
        assert len(allowed(only(board, set(conflict.because) - {name}))), name
    return True


def test_a_conflict_is_minimal():
    assert sum(check_conflict(seed) for seed in range(60)) >= 5


@pytest.mark.slow
def test_hundreds_of_conflicts_are_minimal():
    assert sum(check_conflict(seed) for seed in range(1_000, 3_000)) >= 200


def test_when_only_round_cuts_prevent_it_the_step_is_told():
    """250 euros of 300 would do, but cuts are of 100."""
    file = Candidate("a", 10, 300_00, frozenset({"e"}), decided=True, least=201_00)
    board = Board((file,), (Envelope("e", 250_00),), step=100_00)
    conflict = because(board)
    assert set(conflict.because) == {("in", "a"), ("least", "a"), ("envelope", "e"), ("step", "10000")}
    assert conflict.is_minimal


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_two_checks_agree_on_any_amounts(seed, dice):
    """Ours, in fractions, and the judge's, in arrays; amounts near those that are allowed, cents off now and then."""
    board = small_board(seed)
    row = [amount_near(board, file, dice) for file in board.candidates]
    amounts = {file.key: cents for file, cents in zip(board.candidates, row, strict=True) if cents}
    opened = {file.key: file.envelopes for file in board.candidates}
    grants = split(amounts, {each.key: each.amount for each in board.envelopes}, opened)
    asked = {file.key: bounds(board, file) for file in board.candidates}
    within = all(asked[key][0] <= cents <= asked[key][1] for key, cents in amounts.items())
    assert (grants is not None and breaches(board, grants) == []) == (
        within and bool(fits(board, np.array([row], np.int64))[0])
    )


def amount_near(board, file, dice) -> int:
    low, top = bounds(board, file)
    return max(0, dice.choice([0, 0, top, low, (low + top) // 2, top + 1, low - 1]))


@pytest.mark.parametrize("seed", range(40))
def test_what_a_rule_costs_equals_brute_force(seed):
    board = small_board(seed)
    before = best(board)
    if before is None:
        return
    found = solve(board, EXACT)
    for name in board.names():
        after = best(only(board, set(board.names()) - {name}))
        assert price(board, found, name, EXACT).gain == pytest.approx(max(0, after[0] - before[0]), abs=1e-5), name


@pytest.mark.parametrize("seed", range(100, 115))
def test_the_score_needed_is_in_and_just_below_is_out(seed):
    board = small_board(seed)
    for file in board.candidates:
        found = score_needed(board, file.key, limits=EXACT, seconds=30)
        if found.value is not None:
            assert advantage(board, file.key, found.value) >= -1e-5
        if found.beyond is not None:
            assert advantage(board, file.key, found.beyond) < 1e-5
            assert found.value - found.beyond <= 0.01 + 1e-9


def advantage(board, key: str, score: float) -> float:
    """The best total with the file, less the best without."""
    inside = best(board.changed(key, score=score, decided=True))
    outside = best(board.changed(key, decided=False))
    return float("inf") if outside is None else inside[0] - outside[0]


def test_a_grant_is_whole_cents():
    board = small_board(3)
    assert ("grant", "f0") in breaches(board, (Grant("f0", "e0", 10.5),))
