"""Selections worked out by hand, and every refusal of the exact check."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bench.selection import large_board
from grants.analysis.selection import (
    AtLeast,
    AtMost,
    Board,
    Candidate,
    Envelope,
    Exclusive,
    Grant,
    Measure,
    Needs,
    Part,
    RateAtLeast,
    RateAtMost,
    ShareAtLeast,
    ShareAtMost,
    Solution,
    asked_needed,
    because,
    breaches,
    prices,
    score_needed,
    solve,
    why,
)
from grants.analysis.selection.solving import attempt, built, in_cents
from grants.analysis.selection.splitting import split
from grants.analysis.solving import Limits, Name, Status
from tests.analysis.selection_cases import is_allowed

EXACT = Limits(gap=0.0, seconds=10.0)
ONE = frozenset({"e"})


def file(key, score, euros, envelopes=ONE, **more):
    return Candidate(key, score, euros * 100, frozenset(envelopes), **more)


def board(*files, euros=1_000, rules=(), **more):
    return Board(files, (Envelope("e", euros * 100),), tuple(rules), **more)


WHOLE = {"is_all_or_nothing": True}
THREE = (file("a", 10, 600, **WHOLE), file("b", 9, 500, **WHOLE), file("c", 8, 500, **WHOLE))


def test_two_good_files_are_better_than_the_best_one():
    found = solve(board(*THREE), EXACT)
    assert found.amounts == {"b": 50_000, "c": 50_000}
    assert (found.objective, found.bound, found.gap, found.status) == (17, 17, 0, Status.OPTIMAL)


def test_a_part_of_the_money_brings_that_part_of_the_score():
    found = solve(board(file("a", 10, 600, least=100_00), file("b", 9, 600, least=100_00)), EXACT)
    assert found.amounts == {"a": 600_00, "b": 400_00}
    assert found.objective == pytest.approx(10 + 9 * 400 / 600)


def test_below_the_least_that_is_useful_a_file_has_nothing():
    found = solve(board(file("a", 10, 600, least=600_00), file("b", 9, 600, least=401_00)), EXACT)
    assert found.amounts == {"a": 600_00}


def test_among_equals_less_money_then_the_better_ranked_whatever_the_order():
    files = [file("a", 10, 700, **WHOLE), file("c", 10, 600, **WHOLE), file("b", 10, 600, **WHOLE)]
    for order in (files, files[::-1]):
        found = solve(board(*order), EXACT)
        assert found.amounts == {"b": 600_00}
        assert found.ties_settled


def test_money_never_overspends_by_a_cent():
    files = [Candidate(f"f{number}", 10 - number / 7, 33_333, ONE) for number in range(7)]
    tight = Board(tuple(files), (Envelope("e", 99_998),), step=1)
    found = solve(tight, EXACT)
    assert found.spent == 99_998
    assert found.left(tight) == {"e": 0}


def test_one_cent_short_is_short():
    assert solve(Board(THREE[:1], (Envelope("e", 59_999),)), EXACT).amounts == {}


def test_an_amount_is_split_between_envelopes_so_that_others_find_their_money():
    files = (file("wide", 10, 300, {"e", "f"}, **WHOLE), file("e only", 9, 200, {"e"}, **WHOLE))
    found = solve(Board(files, (Envelope("e", 300_00), Envelope("f", 200_00))), EXACT)
    assert set(found.grants) == {("wide", "e", 100_00), ("wide", "f", 200_00), ("e only", "e", 200_00)}


def test_splitting_moves_what_others_took():
    """a is served first (largest) from e1; b can only use e1; c only e3: a must move to e2, and e2's d to e3."""
    opened = {"a": frozenset({"e1", "e2"}), "d": frozenset({"e2", "e3"}), "b": frozenset({"e1", "e4"})}
    left = {"e1": 10, "e2": 10, "e3": 7, "e4": 0}
    grants = split({"a": 10, "d": 7, "b": 10}, left, opened)
    assert grants is not None
    assert {key: sum(each.cents for each in grants if each.envelope == key) for key in left} == left | {"e4": 0}
    assert split({"a": 10, "d": 8, "b": 10}, left, opened) is None


RULES = [
    (AtLeast("r", Part("44"), 600_00), {"a"}),
    (AtLeast("r", Part("44"), 1, Measure.COUNT), {"a"}),
    (AtMost("r", Part("49"), 400_00), {"a"}),
    (AtMost("r", Part(), 1, Measure.COUNT), {"a"}),
    (AtMost("r", Part(theme="santé"), 500_00), {"a"}),
    (ShareAtLeast("r", Part("44"), Fraction(1, 2)), {"a"}),
    (ShareAtMost("r", Part("49"), Fraction(1, 2)), {"a"}),
    (ShareAtMost("r", Part("49"), Fraction(99, 100), Measure.COUNT), {"a"}),
    (RateAtLeast("r", Part("49"), Fraction(2, 3)), {"a"}),
    (RateAtMost("r", Part("49"), Fraction(49, 100)), {"a"}),
    (Exclusive("r", frozenset({"b", "c"})), {"a"}),
    (Needs("r", "c", "a"), {"a"}),
    (Needs("r", "a", "b"), {"b", "c"}),
]
PLACED = (
    file("a", 10, 600, department="44", theme="logement", **WHOLE),
    file("b", 9, 500, department="49", theme="santé", cost=1_000_00, **WHOLE),
    file("c", 8, 500, department="49", theme="santé", cost=1_000_00, **WHOLE),
)


@pytest.mark.parametrize(("rule", "expected"), RULES, ids=lambda each: type(each).__name__)
def test_each_rule_changes_the_choice_and_the_check_names_it(rule, expected):
    ruled = board(*PLACED, rules=[rule])
    assert set(solve(ruled, EXACT).amounts) == expected
    if expected == {"a"}:
        broken = (Grant("b", "e", 500_00), Grant("c", "e", 500_00))
        assert [name.key for name in breaches(ruled, broken)] == ["r"]
        assert breaches(board(*PLACED), broken) == []


def test_what_a_person_decided_stays():
    out = replace(THREE[1], decided=False)
    assert set(solve(board(THREE[0], out, THREE[2]), EXACT).amounts) == {"a"}
    first = replace(THREE[0], decided=True, fixed=350_00)
    assert solve(board(first, *THREE[1:]), EXACT).amounts == {"a": 350_00, "b": 500_00}
    assert breaches(board(first, out), (Grant("b", "e", 500_00),)) == [Name("in", "a"), Name("out", "b")]


@pytest.mark.parametrize(
    ("grant", "name"),
    [
        (Grant("a", "e", 1_000_01), "envelope"),
        (Grant("a", "e", 599_99), "all_or_nothing"),
        (Grant("a", "e", 600_01), "asked"),
        (Grant("d", "e", 99_99), "least"),
        (Grant("d", "e", 150_00), "lowest_rate"),
        (Grant("d", "e", 401_00), "highest_rate"),
        (Grant("d", "f", 300_00), "grant"),
        (Grant("stranger", "e", 300_00), "grant"),
        (Grant("d", "e", -300_00), "grant"),
    ],
)
def test_the_check_refuses_any_wrong_grant(grant, name):
    rates = {"lowest_rate": Fraction(2, 5), "highest_rate": Fraction(4, 5)}
    files = (file("a", 10, 600, **WHOLE), file("d", 5, 500, least=100_00, **rates))
    wrong = breaches(Board(files, (Envelope("e", 1_000_00), Envelope("f", 1_000_00))), (grant,))
    assert name in {each.kind for each in wrong}


def test_an_answer_that_does_not_pass_the_check_is_never_given():
    model = built(board(*THREE))
    everything = [1.0] * len(model.matrix.lower)
    assert in_cents(model.board, model, everything) == (None, (Name("grant", "split"),))
    ruled = board(*THREE, rules=[AtMost("r", Part(), 1, Measure.COUNT)])
    last_two = [float(column in (built(ruled).funded["b"], built(ruled).funded["c"])) for column in range(4)]
    assert in_cents(ruled, built(ruled), last_two) == (None, (Name("at_most", "r"),))


def test_after_a_refusal_money_is_kept_back_and_the_bound_stays():
    """100 cents on each row of money: the two that would empty the envelope no longer fit."""
    found = attempt(board(*THREE), EXACT, 100, Solution(Status.REFUSED, bound=17.5))
    assert (found.amounts, found.bound, found.status) == ({"a": 600_00}, 17.5, Status.OPTIMAL)
    tight = board(*THREE, rules=[AtLeast("r", Part(), 1_000_00)])
    assert attempt(tight, EXACT, 100, Solution(Status.REFUSED)).status is Status.REFUSED


def test_infeasible_because():
    floor = AtLeast("49", Part("49"), 450_00)
    held = board(replace(PLACED[0], decided=True), *PLACED[1:], rules=[floor, AtMost("all", Part(), 9, Measure.COUNT)])
    assert solve(held, EXACT).status is Status.INFEASIBLE
    told = []
    conflict = because(held, tell=lambda done, total: told.append((done, total)))
    assert conflict.is_minimal
    assert set(conflict.because) == {("in", "a"), ("all_or_nothing", "a"), ("envelope", "e"), ("at_least", "49")}
    assert told[-1][0] == told[-1][1]


def test_what_is_feasible_has_no_conflict():
    with pytest.raises(ValueError, match="can hold"):
        because(board(*THREE))


def test_time_over_the_conflict_is_not_said_to_be_minimal():
    held = board(replace(PLACED[0], decided=True), rules=[AtLeast("49", Part("49"), 1)])
    assert not because(held, seconds=0).is_minimal


def test_why_a_file_is_out_and_what_would_have_to_change():
    told = []
    free = board(*THREE)
    found = solve(free, EXACT)
    answer = why(free, found, "a", EXACT, tell=lambda done, total: told.append(done))
    assert not answer.is_in
    assert answer.difference.leaving == ("b", "c")
    assert answer.difference.entering == ("a",)
    assert answer.difference.score == -7
    assert answer.difference.doubt == pytest.approx(0, abs=1e-6)
    assert told == [0, 1]
    assert score_needed(free, "a", limits=EXACT, seconds=10).value == pytest.approx(17, abs=0.01)
    needed = asked_needed(free, "a", limits=EXACT, seconds=10)
    assert (needed.value, needed.is_precise) == (pytest.approx(500_00, abs=100), True)
    assert needed.beyond > 500_00


def test_why_a_file_cannot_be_the_other_way():
    tied = board(*THREE, rules=[AtLeast("two", Part(), 2, Measure.COUNT)])
    answer = why(tied, solve(tied, EXACT), "a", EXACT)
    assert answer.other is None
    assert Name("in", "a") in answer.conflict.because
    assert score_needed(tied, "a", limits=EXACT, seconds=10).value is None


def test_rules_are_told_by_what_they_cost():
    ruled = board(*PLACED, rules=[AtMost("49", Part("49"), 500_00), AtMost("all", Part(), 3, Measure.COUNT)])
    found = solve(ruled, EXACT)
    told = prices(ruled, found, [Name("at_most", "all"), Name("at_most", "49")], EXACT, seconds=10)
    assert [(each.name.key, each.gain) for each in told] == [("49", 7), ("all", 0)]
    assert told[0].difference.entering == ("b", "c")


@pytest.mark.parametrize("wrong", [
    lambda: file("a", float("nan"), 10),
    lambda: file("a", 1, 0),
    lambda: file("a", 1, 10, fixed=10_01),
    lambda: Envelope("e", -1),
    lambda: board(THREE[0], THREE[0]),
    lambda: board(file("a", 1, 10, {"unknown"})),
    lambda: board(THREE[0], rules=[Needs("r", "a", "unknown")]),
])  # fmt: skip
def test_a_board_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"file|envelope"):
        wrong()


def test_a_board_without_files_has_an_empty_selection():
    assert solve(board(), EXACT).grants == ()
    assert solve(board(rules=[AtLeast("r", Part(), 1)]), EXACT).status is Status.INFEASIBLE


def test_without_time_nothing_is_said_to_be_found():
    found = solve(large_board(), Limits(gap=0.0, seconds=0.0))
    assert (found.status, found.grants, found.is_found) == (Status.UNKNOWN, (), False)


def test_what_the_gap_leaves_open_is_told():
    loose, large = Limits(gap=0.01, seconds=10.0), large_board()
    found = solve(large, loose)
    answer = why(large, found, next(each.key for each in large.ranked if each.key not in found.amounts), loose)
    assert answer.difference.doubt >= found.doubt == found.bound - found.objective > 0


def test_the_time_limit_is_kept_at_full_size():
    found = solve(large_board(), Limits(gap=0.0, seconds=1.0))
    assert found.seconds < 20
    assert found.status in {Status.TIME_LIMIT, Status.OPTIMAL, Status.UNKNOWN}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_five_hundred_files_under_forty_rules(seed):
    large = large_board(seed=seed)
    found = solve(large, Limits(gap=1e-3, seconds=15.0))
    print(f"500 × 40: gap {found.gap:.6f} in {found.seconds:.2f} s, {found.status}")
    assert len(large.rules) + len(large.envelopes) == 40
    assert found.seconds < 45  # the limit, and room for a machine that does something else
    assert found.is_found
    assert found.gap < 0.01
    assert is_allowed(large, found)
    assert breaches(large, found.grants) == []
