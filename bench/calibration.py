"""`python -m bench.calibration`: simulated panels, whose truth is known, before and after calibration."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grants.analysis.calibration import FirstOnes, Mark, Report, report

Floats = NDArray[np.float64]
SITUATIONS = {
    "reviewers set apart": {"severity": 6.0},
    "reviewers alike": {"severity": 0.0},
    "files by department": {"severity": 6.0, "groups": 3},
}


@dataclass(frozen=True)
class Panel:
    """Marks drawn from a truth: quality (F,) and severity (R,), in points out of 100."""

    marks: list[Mark]
    quality: Floats
    severity: Floats


def simulated(
    seed: int,
    files: int = 60,
    reviewers: int = 12,
    each: int = 3,
    severity: float = 6,
    noise: float = 6,
    groups: int = 1,
) -> Panel:
    """Files of quality N(60, 8²) each marked by `each` reviewers; standard deviations are in points out of 100.

    With groups, a reviewer marks the files of one group only, but for one mark in ten: panels joined by few bridges.
    """
    random = np.random.default_rng(seed)
    quality, severities = random.normal(60, 8, files), random.normal(0, severity, reviewers)
    marks = []
    for file in range(files):
        at_home = (np.arange(reviewers) % groups) == file % groups
        chances = np.where(at_home, 0.9 / at_home.sum(), 0.1 / max((~at_home).sum(), 1))
        for reviewer in random.choice(reviewers, each, replace=False, p=chances / chances.sum()).tolist():
            score = quality[file] - severities[reviewer] + random.normal(0, noise)
            marks.append(Mark(file, reviewer, float(score)))
    return Panel(marks, quality, severities)


def kendall(one: Floats, other: Floats) -> float:
    """Kendall's tau-a: pairs in the same order less pairs in the other, over all pairs."""
    signs = np.sign(np.subtract.outer(one, one)) * np.sign(np.subtract.outer(other, other))
    return float(signs.sum() / (len(one) * (len(one) - 1)))


def correlations(panel: Panel, found: Report) -> tuple[float, float]:
    """With the planted quality: of the raw scores, and of the calibrated ones."""
    lines = [line for line in found.files if line.raw is not None]
    truth = panel.quality[[int(line.file) for line in lines]]
    raw, calibrated = (np.array([getattr(line, name) for line in lines]) for name in ("raw", "calibrated"))
    return kendall(truth, raw), kendall(truth, calibrated)


def covered(panel: Panel, found: Report) -> tuple[float, float]:
    """Shares of the planted severities and qualities that their 95 % intervals hold, both against the panel's mean."""
    mean = panel.severity[[int(line.reviewer) for line in found.severities]].mean()
    severities = [
        panel.severity[int(line.reviewer)] - mean in line.interval for line in found.severities if line.interval
    ]
    qualities = [panel.quality[int(line.file)] - mean in line.interval for line in found.files if line.interval]
    return float(np.mean(severities)), float(np.mean(qualities))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def show(name: str, panels: list[Panel], is_shrunk: bool) -> None:
    found = [report(panel.marks, is_shrunk=is_shrunk) for panel in panels]
    pairs = list(zip(panels, found, strict=True))
    raw, calibrated = np.array([correlations(*pair) for pair in pairs]).T
    severities, qualities = np.array([covered(*pair) for pair in pairs]).mean(axis=0)
    model = "shrunk (REML)" if is_shrunk else "least squares"
    better, worse = (calibrated > raw).mean(), (calibrated < raw).mean()
    print(
        f"{name:20} {model:14} tau {raw.mean():.3f} -> {calibrated.mean():.3f} (up {better:.0%}, down {worse:.0%})",
        end="",
    )
    print(f"; 95% intervals hold {severities:.1%} of severities, {qualities:.1%} of files")


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.calibration", description=__doc__)
    options.add_argument("--panels", type=int, default=200)
    count = options.parse_args().panels
    print(f"{count} simulated panels of each kind: 60 files x 3 marks, 12 reviewers; Kendall's tau with the truth")
    for name, situation in SITUATIONS.items():
        panels = [simulated(seed, **situation) for seed in range(count)]  # type: ignore[arg-type]
        for is_shrunk in (True, False):
            show(name, panels, is_shrunk)
    large = simulated(0, files=400, reviewers=40).marks
    taken = min(timed(lambda: report(large, cut=FirstOnes(120))) for _ in range(3))
    print(f"400 files x 40 reviewers, 1200 marks, whole report with 40 leave-one-out fits: {taken:.2f} s")


if __name__ == "__main__":
    main()
