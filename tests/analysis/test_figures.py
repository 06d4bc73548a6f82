"""A figure says what it covers; a change across different perimeters must say so."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.analysis.figures import WHOLE, Change, DifferentPerimeters, Figure, percent, rounded

DAY = date(2020, 9, 18)


def figure(value, *lines, as_of=DAY, unit="EUR"):
    return Figure(" + ".join(lines), Decimal(value), frozenset(lines), as_of, unit)


def test_a_change_across_different_perimeters_is_refused():
    with pytest.raises(DifferentPerimeters, match="formation"):
        Change(figure(100, "crédits"), figure(180, "crédits", "formation"))


def test_a_labelled_change_passes_and_knows_that_it_is_not_like_for_like():
    change = Change(figure(100, "crédits"), figure(180, "crédits", "formation"), "avec la formation en plus")
    assert change.percent == 80
    assert not change.is_like_for_like


def test_an_empty_label_labels_nothing():
    with pytest.raises(DifferentPerimeters):
        Change(figure(100, "a"), figure(180, "b"), "")


def test_taking_out_what_was_added_makes_them_comparable():
    after = figure(180, "crédits", "formation").without(figure(30, "formation"))
    assert Change(figure(100, "crédits"), after).percent == 50


def test_one_takes_out_only_what_was_in():
    with pytest.raises(ValueError, match="pas une partie"):
        figure(180, "crédits").without(figure(30, "formation"))


def test_a_total_never_counts_a_line_twice_nor_mixes_dates_and_units():
    lines = [figure(1, "a"), figure(2, "b")]
    assert Figure.total("ensemble", lines) == Figure("ensemble", Decimal(3), frozenset("ab"), DAY)
    for wrong in (figure(3, "a"), figure(3, "c", as_of=date(2020, 12, 31)), figure(3, "c", unit="places")):
        with pytest.raises(ValueError, match="ensemble"):
            Figure.total("ensemble", [*lines, wrong])


def test_units_are_not_compared():
    with pytest.raises(ValueError, match="ne se comparent pas"):
        Change(figure(1, "a"), figure(2, "a", unit="places"), "quand même")


def test_there_is_no_percentage_from_nothing():
    assert Change(figure(0, "a"), figure(5, "a")).percent is None
    assert percent(Decimal(1), Decimal(0)) is None


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_rounding_is_half_up_and_symmetric(number):
    assert rounded(-number) == -rounded(number)
    assert abs(rounded(number) - number) <= Decimal("0.005")


def test_halves_go_away_from_zero():
    assert [rounded(Decimal(text), WHOLE) for text in ("0.5", "1.5", "2.5", "-57.5")] == [1, 2, 3, -58]
