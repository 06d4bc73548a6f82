"""Dates of the play that a person would find odd."""

from datetime import datetime, timedelta

import pytest

from grants.definitions.files import load
from grants.rehearsal import editions
from grants.rehearsal.scenes.committee import at_two
from grants.values.clock import PARIS


@pytest.mark.parametrize("hours", range(0, 24 * 9, 7))
def test_a_committee_sits_on_a_working_day_at_two(hours):
    moment = datetime(2026, 3, 25, tzinfo=PARIS) + timedelta(hours=hours)  # across a change of hour and a week-end
    held = at_two(moment)
    assert (held.hour, held.minute) == (14, 0)
    assert held.weekday() < 5
    assert abs(held - moment) < timedelta(days=3)


@pytest.mark.parametrize(("days", "said"), [(0, "septembre"), (31, "octobre"), (-31, "août"), (366, "septembre")])
def test_a_month_said_in_words_moves_with_the_dates(days, said):
    moved = editions.later("Une réponse en septembre. Fin en 2020.", timedelta(days=days), days // 366)
    assert f"réponse en {said}." in moved


def test_an_edition_answers_in_the_month_of_its_decisions():
    call = load("content/calls/credits_commissaire_2020.yaml")
    first = call.rounds[0]
    for shift in (40, 200, 333):
        there = editions.edition(call, first.closes_at.date() + timedelta(days=shift))
        told = editions.MONTH.search(there.summary)
        assert told
        months = {
            editions.MONTHS[each.month - 1] for each in (there.rounds[0].decisions_on, there.rounds[0].announced_at)
        }
        near = {editions.MONTHS[(editions.MONTHS.index(month) + step) % 12] for month in months for step in (-1, 0, 1)}
        assert told[1] in near
