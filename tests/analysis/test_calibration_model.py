"""The model against statsmodels and scipy on random panels, and what it must not depend on."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import GLS, OLS
from statsmodels.regression.mixed_linear_model import MixedLM

from bench.calibration import simulated
from grants.analysis.calibration import Mark, fit, gathered, report
from grants.analysis.calibration.panels import number, panels
from grants.analysis.calibration.shrinkage import Contrasts, Plausible, best_ratio
from grants.analysis.calibration.student import quantile

SMALL = {"files": 12, "reviewers": 5, "each": 3}


def holes(seed, **said):
    """A panel of which one mark in eight is missing."""
    panel = simulated(seed, **SMALL | said)
    kept = np.random.default_rng(seed).random(len(panel.marks)) > 1 / 8
    return [mark for mark, is_kept in zip(panel.marks, kept, strict=True) if is_kept]


def dummies(places, count):
    return np.eye(count)[places]


@pytest.mark.parametrize("seed", range(6))
def test_least_squares_are_those_of_statsmodels(seed):
    table = gathered(holes(seed))
    ours, reviewers = fit(table, is_shrunk=False), len(table.reviewers)
    sum_to_zero = np.vstack([np.eye(reviewers - 1), -np.ones(reviewers - 1)])
    files = dummies(table.file_of, len(table.files))
    theirs = OLS(table.scores, np.hstack([files, -dummies(table.reviewer_of, reviewers) @ sum_to_zero])).fit()
    assert ours.degrees == theirs.df_resid
    assert ours.noise**2 == pytest.approx(theirs.scale)
    np.testing.assert_allclose(ours.scores, theirs.params[: len(table.files)])
    np.testing.assert_allclose(ours.score_errors(), theirs.bse[: len(table.files)])
    np.testing.assert_allclose(ours.severities[:-1], theirs.params[len(table.files) :])
    np.testing.assert_allclose(ours.severity_errors()[:-1], theirs.bse[len(table.files) :])


@pytest.mark.parametrize("seed", range(6))
def test_intervals_are_those_of_statsmodels(seed):
    marks = holes(seed)
    table = gathered(marks)
    files = dummies(table.file_of, len(table.files))
    contrasts = np.vstack([np.eye(4), -np.ones(4)])
    theirs = OLS(table.scores, np.hstack([files, -dummies(table.reviewer_of, 5) @ contrasts])).fit().conf_int()
    lines = {line.file: line.interval for line in report(marks, is_shrunk=False).files}
    ours = [(lines[file].low, lines[file].high) for file in table.files]
    np.testing.assert_allclose(ours, theirs[: len(table.files)])


@pytest.mark.parametrize("seed", range(6))
def test_shrunk_severities_are_those_of_a_mixed_model(seed):
    table = gathered(holes(seed, severity=9))
    ours, files = fit(table), dummies(table.file_of, len(table.files))
    theirs = MixedLM(table.scores, files, groups=table.reviewer_of).fit(reml=True, gtol=1e-8)
    assert ours.noise**2 == pytest.approx(theirs.scale, rel=1e-3)
    assert ours.deviation**2 == pytest.approx(float(theirs.cov_re[0, 0]), rel=1e-3)
    np.testing.assert_allclose(ours.scores, theirs.fe_params, atol=2e-3)
    drawn = [-float(theirs.random_effects[place].iloc[0]) for place in range(len(table.reviewers))]
    np.testing.assert_allclose(ours.severities, drawn, atol=2e-3)


@pytest.mark.parametrize("seed", range(3))
def test_the_error_of_a_difference_is_that_of_generalised_least_squares_at_the_same_variances(seed):
    table = gathered(holes(seed, severity=9))
    ours, files = replace(fit(table), plausible=None), dummies(table.file_of, len(table.files))
    readers = dummies(table.reviewer_of, len(table.reviewers))
    sigma = ours.noise**2 * np.eye(len(files)) + ours.deviation**2 * readers @ readers.T
    theirs = GLS(table.scores, files, sigma=sigma).fit()
    gaps = np.eye(len(table.files))[:-1] - np.eye(len(table.files))[1:]
    own = (gaps**2 / ours.equations.counts).sum(axis=1) * ours.noise**2
    variances = own + ours.variances(gaps @ ours.equations.shares @ ours.equations.axes)
    np.testing.assert_allclose(ours.scores, theirs.params)
    np.testing.assert_allclose(variances, np.diag(gaps @ theirs.normalized_cov_params @ gaps.T))


def test_quantiles_of_student_are_those_of_scipy():
    for degrees in [*range(1, 40), 99, 100, 199, 200, 201, 761, 5000, 10**6]:
        for confidence in (0.5, 0.8, 0.95, 0.99):
            assert quantile(confidence, degrees) == pytest.approx(stats.t.ppf((1 + confidence) / 2, degrees), rel=1e-8)
    with pytest.raises(ValueError, match="un degré"):
        quantile(0.95, 0)


def test_the_likeliest_ratio_is_the_highest_point_of_a_fine_search():
    random = np.random.default_rng(1)
    for _ in range(50):
        strengths = random.uniform(0.5, 20, 4)
        squares = random.chisquare(1, 4) * (1 + random.choice([0, 0.3, 5]) * strengths)
        contrasts = Contrasts(strengths, squares, float(random.chisquare(7)), 7)
        ratio = best_ratio(contrasts)
        finest = contrasts.likelihood(np.concatenate([[0], np.logspace(-9, 10, 20_001)])).max()
        assert contrasts.likelihood(np.array([ratio]))[0] >= finest - 1e-9


@pytest.mark.parametrize("count", [1, 2, 6])
def test_plausible_ratios_are_an_average_over_shares_of_shrinkage_drawn_evenly(count):
    random = np.random.default_rng(count)
    strengths = random.uniform(2, 20, count)
    contrasts = Contrasts(strengths, random.chisquare(1, count) * (1 + 0.3 * strengths), float(random.chisquare(7)), 7)
    shares = (np.arange(200_000) + 0.5) / 200_000
    ratios = (1 - shares) / shares / strengths.mean()
    chances = np.exp(contrasts.likelihood(ratios))
    found = Plausible.of(contrasts)
    for ours, theirs in (
        (found.noises, contrasts.noise(ratios)),
        (kept(strengths, found.ratios), kept(strengths, ratios)),
    ):
        assert ours @ found.chances == pytest.approx(theirs @ chances / chances.sum(), rel=1e-3)


def kept(strengths, ratios):
    return 1 / (1 + ratios * strengths[0])


@pytest.mark.parametrize("seed", range(5))
def test_a_constant_added_to_one_reviewer_changes_no_calibrated_rank(seed):
    marks = holes(seed)
    harder = [replace(mark, score=mark.score - 25 * (mark.reviewer == 2)) for mark in marks]
    before, after = (report(each, is_shrunk=False) for each in (marks, harder))
    assert [(line.file, line.rank) for line in before.files] == [(line.file, line.rank) for line in after.files]
    assert [line.raw_rank for line in before.files] != [line.raw_rank for line in after.files]
    gaps = [
        {line.reviewer: line.severity for line in found.severities}[2]
        - {line.reviewer: line.severity for line in found.severities}[1]
        for found in (before, after)
    ]
    assert gaps[1] - gaps[0] == pytest.approx(25)


@pytest.mark.parametrize("is_shrunk", [True, False])
def test_names_and_the_order_of_rows_do_not_matter(is_shrunk):
    marks = holes(3)
    renamed = [Mark(100 - mark.file, 50 - mark.reviewer, mark.score) for mark in reversed(marks)]
    before, after = (report(each, is_shrunk=is_shrunk) for each in (marks, renamed))
    for one, other in zip(before.files, after.files, strict=True):
        assert other.file == 100 - one.file
        assert other.calibrated == pytest.approx(one.calibrated)
        assert other.error == pytest.approx(one.error)
        assert (other.rank, other.best_rank, other.worst_rank) == (one.rank, one.best_rank, one.worst_rank)
    assert [50 - line.reviewer for line in after.severities] == [line.reviewer for line in before.severities]
    assert report(reversed(marks), is_shrunk=is_shrunk) == before


@pytest.mark.parametrize("is_shrunk", [True, False])
def test_marks_out_of_20_say_the_same_as_out_of_100(is_shrunk):
    marks = holes(4)
    small = [replace(mark, score=mark.score / 5) for mark in marks]
    for one, other in zip(*(report(each, is_shrunk=is_shrunk).files for each in (marks, small)), strict=True):
        assert (one.file, one.rank) == (other.file, other.rank)
        assert (other.calibrated * 5, other.error * 5) == pytest.approx((one.calibrated, one.error), rel=1e-5)


def test_panels_are_as_many_as_the_null_directions_of_the_equations():
    random = np.random.default_rng(7)
    for _ in range(40):
        keys = {(int(random.integers(8)), int(random.integers(7))) for _ in range(int(random.integers(1, 14)))}
        table = gathered(Mark(file, reviewer, float(random.integers(100))) for file, reviewer in keys)
        found = fit(table)
        assert number(panels(table.seen)[1]) == len(table.reviewers) - len(found.weights)
        assert found.degrees == len(keys) - len(table.files) - len(found.weights)
