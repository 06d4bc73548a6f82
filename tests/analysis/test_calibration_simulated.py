"""On simulated panels the planted severities are found, and calibrated rankings are nearer the truth than raw ones."""

import numpy as np
import pytest

from bench.calibration import correlations, covered, kendall, simulated
from grants.analysis.calibration import FirstOnes, report


def figures(count, is_shrunk, **situation):
    """Means over panels: Kendall's tau raw and calibrated, shares of severities and of files that intervals hold."""
    panels = [simulated(seed, **situation) for seed in range(count)]
    found = [report(panel.marks, is_shrunk=is_shrunk) for panel in panels]
    return np.mean([correlations(*pair) + covered(*pair) for pair in zip(panels, found, strict=True)], axis=0)


@pytest.mark.parametrize("is_shrunk", [True, False])
def test_calibrated_rankings_are_nearer_the_truth_and_intervals_hold_it(is_shrunk):
    raw, calibrated, severities, files = figures(40, is_shrunk, files=40, reviewers=8)
    assert calibrated > raw + 0.03
    assert 0.9 < severities < 1  # 320 of them; the long run is closer
    assert 0.93 < files < 0.97


def test_shrinkage_does_no_harm_where_reviewers_are_alike():
    raw, calibrated, *_ = figures(40, True, files=40, reviewers=8, severity=0)
    _, unshrunk, *_ = figures(40, False, files=40, reviewers=8, severity=0)
    assert calibrated > raw - 0.005
    assert calibrated > unshrunk


def test_planted_severities_are_found():
    panel = simulated(5, files=200, reviewers=8)
    found = {line.reviewer: line.severity for line in report(panel.marks).severities}
    planted = panel.severity - panel.severity.mean()
    np.testing.assert_allclose([found[reviewer] for reviewer in range(8)], planted, atol=2.5)


def test_the_planted_files_near_the_line_are_those_told_fragile():
    """Far from the line nothing is fragile; what leaves the true selection is nearly always told."""
    missed = wrong = 0
    for seed in range(10):
        panel = simulated(seed)
        truly = set(np.argsort(-panel.quality)[:20].tolist())
        for each in report(panel.marks, cut=FirstOnes(20)).decisions:
            wrong += each.is_kept != (each.file in truly)
            missed += each.is_kept != (each.file in truly) and not each.is_fragile
    assert wrong > 10
    assert missed < 0.15 * wrong


def test_kendall_counts_pairs():
    one, other = np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])
    assert (kendall(one, one), kendall(one, -one), kendall(one, other)) == (1, -1, pytest.approx(1 / 3))


@pytest.mark.slow
@pytest.mark.parametrize("is_shrunk", [True, False])
@pytest.mark.parametrize(
    "situation",
    [
        {},
        {"groups": 3},
        {"files": 8, "reviewers": 3, "each": 2},
        {"files": 10, "reviewers": 4, "each": 3, "severity": 2},
        {"files": 30, "reviewers": 6, "each": 2, "severity": 2},
    ],
    ids=str,
)
def test_intervals_hold_the_truth_at_the_rate_they_say(situation, is_shrunk):
    raw, calibrated, severities, files = figures(400, is_shrunk, **situation)
    assert 0.93 < severities < (1 if is_shrunk else 0.97)
    assert 0.93 < files < 0.97
    assert calibrated > raw - 0.02
