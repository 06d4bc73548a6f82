"""Cases worked by hand, and the report of each round that says little: figures or a named cause, never NaN."""

from dataclasses import fields, is_dataclass
from math import isfinite, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.analysis.calibration import FirstOnes, Leaning, Mark, Notice, report, weighted


def marks(**files):
    """marks(a="x60 y70") → two marks of file a."""
    return [
        Mark(file, each[0], None if each[1:] == "-" else float(each[1:]))
        for file, given in files.items()
        for each in given.split()
    ]


def by_key(lines, key):
    return {getattr(line, key): line for line in lines}


# Two files by two reviewers: means 65 and 56, reviewers 5.5 apart from 60.5; residuals are ±0.5, one mark to spare.
TWO = marks(a="x60 y70", b="x50 y62")
# Three by three, complete: severities 14/3, 0, −14/3; residual sum of squares 52/3 on 4 degrees of freedom.
THREE = marks(a="x60 y64 z68", b="x50 y57 z58", c="x41 y44 z53")
# Three by three, a cell missing in each line, exactly additive: qualities 64, 62, 50 and severities 6, 0, −6.
HOLES = marks(a="x58 y64", b="y62 z68", c="z56 x44")


def test_two_files_by_two_reviewers():
    found = report(TWO, is_shrunk=False)
    assert [(line.file, line.calibrated) for line in found.files] == [("a", 65), ("b", 56)]
    assert [(line.reviewer, line.severity) for line in found.severities] == [("x", 5.5), ("y", -5.5)]
    assert found.noise == pytest.approx(1)
    assert found.files[0].error == pytest.approx(1 / sqrt(2))
    severe = found.severities[0]
    assert severe.error == pytest.approx(0.5)
    assert (severe.interval.low, severe.interval.high) == pytest.approx((5.5 - 12.706205 / 2, 5.5 + 12.706205 / 2))
    assert severe.leaning is Leaning.AVERAGE, "one mark to spare proves nothing"


def test_three_files_by_three_reviewers():
    found = report(THREE, is_shrunk=False)
    assert [line.severity for line in found.severities] == pytest.approx([14 / 3, 0, -14 / 3])
    assert found.noise**2 == pytest.approx(52 / 3 / 4)
    assert found.perimeter.to_spare == 4
    assert found.severities[0].error == pytest.approx(sqrt(52 / 12 * 2 / 9))
    assert found.severities[0].interval.low == pytest.approx(14 / 3 - 2.776445 * sqrt(52 / 12 * 2 / 9))
    assert [line.leaning for line in found.severities] == [Leaning.SEVERE, Leaning.AVERAGE, Leaning.LENIENT]


def test_three_files_by_three_reviewers_shrunk():
    """Complete: REML is the analysis of variance, deviation² = (196/3 − 13/3) ÷ 3, kept share = 1 − 13/196."""
    found = report(THREE)
    assert found.noise**2 == pytest.approx(13 / 3)
    assert found.severity_deviation**2 == pytest.approx(61 / 3)
    assert found.severities[0].severity == pytest.approx(14 / 3 * (1 - 13 / 196))
    assert [line.calibrated for line in found.files] == pytest.approx([64, 55, 46])


@pytest.mark.parametrize("is_shrunk", [True, False])
def test_calibration_puts_right_what_severity_turned_over(is_shrunk):
    found = by_key(report(HOLES, is_shrunk=is_shrunk).files, "file")
    assert [found[file].calibrated for file in "abc"] == pytest.approx([64, 62, 50], abs=1e-6)
    assert [found[file].raw for file in "abc"] == [61, 65, 50]
    assert [(found[file].raw_rank, found[file].rank) for file in "abc"] == [(2, 1), (1, 2), (3, 3)]


def test_spread_of_a_file():
    line = report(THREE).files[0]
    assert (line.marks, line.lowest, line.highest, line.range, line.deviation) == (3, 60, 68, 8, 4)


def test_equal_scores_share_their_rank():
    found = report(marks(a="x50 y60", b="x50 y60", c="x40 y52", d="x70 y75"))
    assert sorted((line.rank, line.file) for line in found.files) == [(1, "d"), (2, "a"), (2, "b"), (4, "c")]


def test_a_reviewer_of_two_marks_is_corrected_less_than_one_of_many():
    many = {f"f{n}": f"x{60 + n} y{60 + n + 5 * (n % 3)} z{58 + n - 7 * (n % 2)}" for n in range(12)}
    few = {"f0": many["f0"] + " w50", "f1": many["f1"] + " w52"}
    shrunk, plain = (by_key(report(marks(**many | few), is_shrunk=each).severities, "reviewer") for each in (1, 0))
    kept = {key: shrunk[key].severity / plain[key].severity for key in "zw"}
    assert kept["w"] < 0.9 * kept["z"]
    assert plain["w"].error > plain["z"].error


def test_where_reviewers_are_alike_an_interval_is_left():
    """REML finds no severity at all: that is likely, not certain."""
    found = report(marks(a="x60 y70", b="x70 y60", c="x50 y53", d="x54 y51"))
    assert found.severity_deviation == 0
    assert all(line.severity == 0 and line.interval.low < -0.5 < 0.5 < line.interval.high for line in found.severities)


def test_abstentions_are_not_marks():
    found = report([*TWO, *marks(a="z-", c="x-")])
    assert by_key(found.files, "file")["c"].rank is None
    assert (found.perimeter.abstentions, found.perimeter.marks, found.perimeter.reviewers) == (2, 4, 2)
    assert found.severities == report(TWO).severities


def test_files_of_different_panels_are_not_compared():
    found = report([*TWO, *marks(c="u30 v36", d="u40 v48")])
    assert {(panel.files, panel.reviewers) for panel in found.panels} == {
        (("a", "b"), ("x", "y")),
        (("c", "d"), ("u", "v")),
    }
    assert Notice.SEVERAL_PANELS in found.notices
    assert found.can_compare("a", "b")
    assert not found.can_compare("a", "c")
    for panel in found.panels:
        severities = by_key(found.severities, "reviewer")
        assert sum(severities[each].severity for each in panel.reviewers) == pytest.approx(0, abs=1e-9)


def test_a_bridge_between_two_panels_is_told():
    found = report(marks(a="x60 y70", b="x50 y62", c="y50 u44 v50", d="u40 v48"))
    assert found.perimeter.panels == 1
    assert [line.reviewer for line in found.severities if line.is_bridge] == ["y"]


LITTLE = {
    "no marks": ([], {Notice.NO_MARK}),
    "only abstentions": (marks(a="x- y-"), {Notice.NO_MARK, Notice.UNMARKED_FILES}),
    "one mark": (
        marks(a="x60"),
        {Notice.ONE_FILE, Notice.ONE_REVIEWER, Notice.NO_SHARED_FILE, Notice.SAME_MARKS},
    ),
    "one reviewer": (marks(a="x60", b="x70"), {Notice.ONE_REVIEWER, Notice.NO_SHARED_FILE}),
    "one file": (marks(a="x60 y70 z75"), {Notice.ONE_FILE, Notice.NOTHING_TO_SPARE}),
    "one reader a file": (marks(a="x60", b="y70", c="y50"), {Notice.NO_SHARED_FILE, Notice.SEVERAL_PANELS}),
    "nothing to spare": (marks(a="x60 y70", b="x50"), {Notice.NOTHING_TO_SPARE}),
    "constant marks": (marks(a="x60 y60", b="x60 y60"), {Notice.SAME_MARKS, Notice.FULL_AGREEMENT}),
    "zeros": (marks(a="x0 y0", b="x0 y0"), {Notice.SAME_MARKS, Notice.FULL_AGREEMENT}),
    "full agreement": (marks(a="x60.1 y60.1", b="x70.7 y70.7"), {Notice.FULL_AGREEMENT}),
    "no severity": (marks(a="x60 y70", b="x70 y60"), {Notice.NO_SEVERITY}),
    "disconnected panels": (marks(a="x60 y70", b="x5 y6", c="u1 v2", d="u3 v9"), {Notice.SEVERAL_PANELS}),
    "exactly additive": (HOLES, set()),
}


def figures(thing):
    """Every number of a report, however deep."""
    if is_dataclass(thing):
        thing = [getattr(thing, field.name) for field in fields(thing)]
    if isinstance(thing, (list, tuple)):
        return [number for each in thing for number in figures(each)]
    return [thing] if isinstance(thing, (int, float)) else []


@pytest.mark.parametrize("is_shrunk", [True, False])
@pytest.mark.parametrize("case", LITTLE)
@pytest.mark.filterwarnings("error")
def test_a_round_that_says_little_is_told_so(case, is_shrunk):
    given, notices = LITTLE[case]
    found = report(given, cut=FirstOnes(1), is_shrunk=is_shrunk)
    assert all(isfinite(number) for number in figures(found))
    assert set(found.notices) - {Notice.SEVERAL_PANELS} == notices - {Notice.SEVERAL_PANELS} - (
        set() if is_shrunk else {Notice.NO_SEVERITY}
    )
    assert all(line.interval is None for line in found.files) == (found.perimeter.to_spare == 0)


PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 5))
ROUNDS = st.dictionaries(PAIRS, st.none() | st.integers(0, 20) | st.floats(0, 100, allow_subnormal=False), max_size=24)


@given(ROUNDS, st.integers(0, 7), st.booleans())
@settings(max_examples=150, deadline=None)
@pytest.mark.filterwarnings("error")
def test_any_round_has_its_report(rows, count, is_shrunk):
    found = report([Mark(*pair, score) for pair, score in rows.items()], cut=FirstOnes(count), is_shrunk=is_shrunk)
    assert all(isfinite(number) for number in figures(found))
    assert sum(each.is_kept for each in found.decisions) == min(count, found.perimeter.files)
    for line in found.files:
        assert (line.rank is None) == (line.calibrated is None) == (line.marks == 0)
        assert line.rank is None or line.best_rank <= line.rank <= line.worst_rank <= found.perimeter.files
        assert line.interval is None or line.calibrated in line.interval
    told = [line.severity for line in found.severities if line.severity is not None]
    assert sum(told) == pytest.approx(0, abs=1e-6)


def test_nothing_is_corrected_where_nothing_tells_severity_from_chance():
    found = report(marks(a="x60 y70", b="x50"))
    assert all(line.calibrated == line.raw for line in found.files)
    assert all(line.severity is None and line.leaning is Leaning.UNKNOWN for line in found.severities)


def test_a_reviewer_alone_with_their_files_has_no_severity():
    found = by_key(report([*TWO, *marks(c="w90")]).severities, "reviewer")
    assert found["w"].severity is None
    assert [(found[key].marks, found[key].shared) for key in "wx"] == [(1, 0), (2, 2)]
    assert found["x"].severity is not None


def test_unmarked_files_are_told():
    found = report(TWO, files=["a", "b", "c"])
    assert (found.perimeter.files, found.perimeter.unmarked) == (2, 1)
    assert Notice.UNMARKED_FILES in found.notices
    assert [line.file for line in found.files] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (marks(a="xnan"), "La note du dossier a par x n’est pas un nombre."),
        (marks(a="xinf"), "La note du dossier a par x n’est pas un nombre."),
        (marks(a="x60 x60"), "Le dossier a a deux notes de x : gardez la dernière."),
    ],
)
def test_what_is_no_mark_is_refused_with_a_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        report(given)


def test_marks_of_criteria_make_one_by_their_weights():
    weights = {"use": 30, "quality": 50, "budget": 20}
    assert weighted(1, 2, {"use": 16, "quality": 14, "budget": 13}, weights) == Mark(1, 2, 14.4)
    assert weighted(1, 2, {"use": 16, "quality": None, "budget": 11}, weights) == Mark(1, 2, 14)
    assert weighted(1, 2, {"use": None}, weights) == Mark(1, 2, None)
    with pytest.raises(ValueError, match="inconnus de la grille : follow_up"):
        weighted(1, 2, {"follow_up": 3}, weights)
    with pytest.raises(ValueError, match="au-dessus de zéro : use"):
        weighted(1, 2, {"use": 3}, {"use": 0})
