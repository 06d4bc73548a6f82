"""Ranks without each reviewer in turn, where the line falls, and which decisions hold by little."""

import numpy as np
import pytest

from grants.analysis.calibration import Cause, FirstOnes, Mark, WithinCredits, gathered, report
from grants.analysis.calibration.ranks import ranks
from grants.values.money import Money
from tests.analysis.test_calibration import HOLES, by_key, marks

# Everybody agrees, but z alone puts c above b.
SWAYED = marks(a="x80 y80 z80", b="x60 y60 z50", c="x57 y57 z80", d="x20 y20 z20")


def euros(**amounts):
    return {file: {"44": Money.of(amount)} for file, amount in amounts.items()}


def test_ranks_without_each_reviewer_are_those_of_a_report_without_their_marks():
    full = report(SWAYED, is_shrunk=False)
    alone = [
        report([mark for mark in SWAYED if mark.reviewer != reviewer], is_shrunk=False) for reviewer in ("x", "y", "z")
    ]
    for line in full.files:
        every = [by_key(each.files, "file")[line.file].rank for each in (full, *alone)]
        assert (line.best_rank, line.worst_rank) == (min(every), max(every))
    assert [(line.best_rank, line.worst_rank) for line in full.files] == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_a_file_that_loses_its_only_mark_moves_nobody():
    found = report([*SWAYED, *marks(e="x70")], is_shrunk=False)
    lines = by_key(found.files, "file")
    assert lines["e"].only_reader == "x"
    assert lines["a"].only_reader is None
    assert lines["e"].rank == 2
    assert (lines["e"].best_rank, lines["e"].worst_rank) == (2, 2)
    assert (lines["d"].best_rank, lines["d"].worst_rank) == (5, 5), "a file without a mark is no rank gained"


def test_a_decision_that_one_reviewer_makes_is_fragile():
    found = report(SWAYED, cut=FirstOnes(2), is_shrunk=False)
    sides = by_key(found.decisions, "file")
    assert [(each.file, each.is_kept) for each in found.decisions] == [
        ("a", True),
        ("c", True),
        ("b", False),
        ("d", False),
    ]
    assert sides["c"].without == sides["b"].without == ("z",)
    assert Cause.REVIEWER in sides["c"].causes
    assert sides["a"].without == sides["d"].without == ()


def test_the_line_is_half_way_and_who_holds_it_within_the_interval_is_fragile():
    solid = marks(a="x80 y81 z79", b="x60 y61 z59", c="x58 y60 z59", d="x20 y20 z21")
    found = report(solid, cut=FirstOnes(2))
    scores = by_key(found.files, "file")
    assert found.line == pytest.approx((scores["b"].calibrated + scores["c"].calibrated) / 2)
    assert [each.file for each in found.decisions if Cause.INTERVAL in each.causes] == ["b", "c"]
    assert {each.file for each in found.fragile} == {"b", "c"}


def test_equals_on_both_sides_are_told():
    tied = marks(a="x80 y80", b="x60 y60", c="x60 y60", d="x20 y20")
    found = by_key(report(tied, cut=FirstOnes(2)).decisions, "file")
    assert [file for file in "abcd" if Cause.TIE in found[file].causes] == ["b", "c"]
    assert not any(each.is_fragile for each in report(tied, cut=FirstOnes(3)).decisions)


def test_what_calibration_alone_decides_is_told():
    found = by_key(report(HOLES, cut=FirstOnes(1), is_shrunk=False).decisions, "file")
    assert found["a"].is_kept
    assert Cause.RAW in found["a"].causes
    assert Cause.RAW in found["b"].causes
    assert Cause.RAW not in found["c"].causes


@pytest.mark.parametrize(("count", "kept"), [(-1, ""), (0, ""), (4, "abcd"), (9, "abcd")])
def test_without_a_line_nothing_is_near_it(count, kept):
    found = report(SWAYED, cut=FirstOnes(count))
    assert {each.file for each in found.decisions if each.is_kept} == set(kept)
    assert found.line is None
    assert found.fragile == ()


def test_credits_serve_in_order_and_pass_over_what_does_not_fit():
    cut = WithinCredits(euros(a="60.00", b="50.00", c="40.00", d="0.01"), {"44": Money.of("100.00")})
    assert cut("abcd") == {"a", "c"}
    assert cut("bacd") == {"b", "c", "d"}
    assert cut("zabc") == {"a", "c"}, "without an amount, nothing is served"


def test_a_file_is_served_by_all_its_envelopes_or_by_none():
    amounts = {"a": {"44": Money.of("10.00"), "49": Money.of("10.00")}, "b": {"49": Money.of("5.00")}}
    cut = WithinCredits(amounts, {"44": Money.of("100.00"), "49": Money.of("9.99")})
    assert cut("ab") == {"b"}
    assert WithinCredits(amounts, {"44": Money.of("100.00")})("ab") == set()


def test_the_line_of_the_money_is_where_it_first_ends():
    """60 + 40 euros of 100: c is served, then b is not, whose place it would be without z; d takes the last cent."""
    cut = WithinCredits(euros(a="60.00", b="39.99", c="39.99", d="0.01"), {"44": Money.of("100.00")})
    found = report(SWAYED, cut=cut, is_shrunk=False)
    scores, sides = by_key(found.files, "file"), by_key(found.decisions, "file")
    assert {each.file for each in found.decisions if each.is_kept} == {"a", "c", "d"}
    assert found.line == pytest.approx((scores["c"].calibrated + scores["b"].calibrated) / 2)
    assert sides["c"].without == sides["b"].without == ("z",)
    assert sides["d"].without == ()


def test_the_order_of_equals_is_that_of_their_names():
    same = [Mark(file, reviewer, 50) for file in (3, 20, 1) for reviewer in "xy"]
    assert gathered(same).files == (1, 3, 20)
    assert [each.file for each in report(same, cut=FirstOnes(1)).decisions] == [1, 3, 20]
    assert [line.rank for line in report(same).files] == [1, 1, 1]
    assert ranks(np.array([1, np.nan, 2, 1 + 1e-9])).tolist() == [2, 0, 1, 2]
