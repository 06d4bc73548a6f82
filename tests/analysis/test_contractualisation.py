"""The table computed again from its amounts equals data/contractualisation.json, and its slips are told as slips."""

from datetime import date
from decimal import Decimal

import pytest

from grants.analysis.contractualisation import Line, Table, lines_of, programme_slip
from grants.analysis.figures import WHOLE, Change, DifferentPerimeters, Figure, rounded
from grants.definitions import programme_2020

SOURCE = programme_2020.contractualisation()
TABLE = Table(lines_of(SOURCE["rows"], (2019, 2020)), (2019, 2020), date(2020, 9, 18), "le FAPI")
CREDITS = SOURCE["programme_credits"]


def credits(year):
    return Figure("Crédits", Decimal(CREDITS[f"amount_{year}_eur"]), frozenset(CREDITS[f"perimeter_{year}_fr"]), None)


@pytest.mark.parametrize(
    ("line", "row"), list(zip(TABLE.lines, SOURCE["rows"], strict=True)), ids=lambda each: str(each)[:8]
)
def test_each_line_is_found_again(line, row):
    change = TABLE.change(line)
    assert change.difference == row["difference_eur"]
    assert change.percent == Decimal(str(row["evolution_recomputed_pct"]))
    assert rounded(change.percent, WHOLE) == row["evolution_rounded_pct"]


def test_totals_are_found_again():
    totals, all_lines, departments = SOURCE["totals"], TABLE.total(), TABLE.departments
    assert (all_lines.before.value, all_lines.after.value) == (4_348_420, 5_892_988)
    assert all_lines.percent == Decimal(str(totals["evolution_recomputed_pct"])) == Decimal("35.52")
    assert (departments.before.value, departments.after.value) == (3_348_420, 5_468_493)
    assert departments.percent == Decimal("63.32")


def test_the_table_is_compared_only_because_it_says_that_fapi_is_new_in_2020():
    assert Table(TABLE.lines, TABLE.years, TABLE.as_of).total().is_like_for_like
    assert not TABLE.total().is_like_for_like
    assert TABLE.total().label == "2020 avec le FAPI"
    with pytest.raises(DifferentPerimeters):
        Change(TABLE.total().before, TABLE.total().after)


def test_the_two_truncated_lines_are_slips_and_the_four_others_are_not():
    assert [(slip.printed, slip.computed, slip.source_line) for slip in TABLE.slips()] == [
        ("98\u00a0%", "98,86\u00a0%", 397),
        ("51\u00a0%", "51,80\u00a0%", 399),
    ]
    assert all("tronquée" in slip.why for slip in TABLE.slips())
    assert "99\u00a0%" in TABLE.slips()[0].why
    assert "52\u00a0%" in TABLE.slips()[1].why


def test_the_printed_rise_of_89_percent_is_a_slip():
    training = Figure("la formation", Decimal(180_000), frozenset(CREDITS["perimeter_2020_fr"][3:]), None)
    change = Change(credits(2019), credits(2020), "2020 compte aussi la formation")
    slip = programme_slip(change, 89, training, 40)
    assert (slip.printed, slip.computed) == ("+89\u00a0%", "+72,93\u00a0%")
    assert "+69,07\u00a0%" in slip.why
    assert "lignes différentes" in slip.why


def test_these_credits_may_not_be_compared_in_silence():
    with pytest.raises(DifferentPerimeters, match="petite enfance"):
        Change(credits(2019), credits(2020))


def test_a_right_printed_rise_is_no_slip():
    training = Figure("la formation", Decimal(180_000), frozenset(CREDITS["perimeter_2020_fr"][3:]), None)
    assert programme_slip(Change(credits(2019), credits(2020), "dit"), 73, training) is None


def test_a_wrong_figure_that_is_not_a_cut_is_not_called_one():
    table = Table((Line("44", "44", Decimal(100), Decimal(150), 60),), (2019, 2020), date(2020, 9, 18))
    assert "tronquée" not in table.slips()[0].why
