from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.values.periods import Period, add_months, whole_months

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


def test_adds_months_and_stops_at_the_end_of_short_ones():
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 12, 31), 6) == date(2021, 6, 30)
    assert add_months(date(2020, 3, 31), -1) == date(2020, 2, 29)


@given(DAYS, st.integers(0, 300))
def test_counts_the_months_that_it_added(day, months):
    assert whole_months(day, add_months(day, months)) == months


def test_counts_months_begun():
    assert Period(date(2020, 1, 1), date(2020, 12, 31)).months == 12
    assert Period(date(2020, 1, 1), date(2021, 1, 1)).months == 13
    assert Period(date(2020, 1, 1), date(2020, 1, 1)).months == 1
    assert Period(date(2020, 10, 1), date(2021, 9, 30)).years == (2020, 2021)


def test_knows_what_is_left():
    year = Period(date(2021, 1, 1), date(2021, 12, 31))
    assert year.left_from(date(2021, 12, 31)) == Fraction(1, 365)
    assert year.left_from(date(2022, 1, 1)) == 0
    assert year.left_from(date(2020, 1, 1)) == 1
    assert date(2021, 6, 1) in year
    assert str(year) == "2021-01-01/2021-12-31"


def test_refuses_an_end_before_the_start():
    with pytest.raises(ValueError, match="précède"):
        Period(date(2021, 1, 2), date(2021, 1, 1))
