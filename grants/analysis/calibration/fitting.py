"""The additive model of marks: score = file − severity of the reviewer + noise, with or without shrinkage."""

from dataclasses import dataclass
from math import inf, nan, sqrt

import numpy as np

from grants.analysis.calibration.equations import Equations, contrasts, equations
from grants.analysis.calibration.marks import Floats, Table
from grants.analysis.calibration.shrinkage import Contrasts, Plausible, best_ratio


@dataclass(frozen=True)
class Fit:
    """Estimates in points of the grid, NaN where the marks say nothing; places are those of the table.

    `severities` (R,): above zero for who marks lower than their panel; `scores` (F,): calibrated; `noise`: standard
    deviation of a mark around the model; `deviation`: that of severities, NaN without shrinkage; `degrees`: marks to
    spare. `weights` (m,): what is kept of each axis.
    """

    equations: Equations
    weights: Floats
    severities: Floats
    scores: Floats
    noise: float
    deviation: float
    degrees: int
    plausible: Plausible | None

    def severity_errors(self) -> Floats:
        """Standard errors of severities (R,), against the mean of their panel."""
        return np.sqrt(self.variances(self.equations.axes))

    def score_errors(self) -> Floats:
        """Standard errors of calibrated scores (F,), for an average reviewer of their panel."""
        with np.errstate(divide="ignore"):
            own = self.noise**2 / self.equations.counts
        return np.sqrt(own + self.variances(self.equations.shares @ self.equations.axes))

    def variances(self, sides: Floats) -> Floats:
        """Of sums of severities, given by their coordinates (any, m) on the axes; NaN without a mark to spare.

        When shrunk, averaged over the plausible ratios, with how far each would move the estimate: the estimated
        ratio alone would leave no interval where it is zero.
        """
        if self.plausible is None:
            return np.asarray(self.noise**2 * (sides**2 @ self.weights))
        kept = kept_of(self.equations.strengths, self.plausible.ratios)
        moves = sides @ ((kept - self.weights[:, None]) * self.equations.pulls[:, None])
        return np.asarray((sides**2 @ kept * self.plausible.noises + moves**2) @ self.plausible.chances)


def kept_of(strengths: Floats, ratios: Floats) -> Floats:
    """The weight of each axis for each ratio; shape (m, K)."""
    return np.asarray(ratios / (1 + np.multiply.outer(strengths, ratios)))


def fit(table: Table, *, is_shrunk: bool = True) -> Fit:
    """The model fitted on marks; severities sum to zero in each panel.

    Unshrunk: ordinary least squares. Shrunk: best linear unbiased prediction of severities taken as random
    (Henderson, Biometrics 31, 1975, 423–447), their variance by REML, files staying fixed: a reviewer of two marks
    is corrected less than one of twenty. Without a mark to spare, shrinkage keeps the raw means: nothing tells
    severity from chance.
    """
    found = equations(table)
    shown = contrasts(table, found)
    ratio = best_ratio(shown) if is_shrunk else inf
    weights = 1 / found.strengths if ratio == inf else kept_of(found.strengths, np.array([ratio]))[:, 0]
    severities = found.severities(weights)
    noise, deviation = deviations(shown, ratio)
    plausible = Plausible.of(shown) if is_shrunk and shown.is_telling else None
    return Fit(found, weights, severities, found.scores(severities), noise, deviation, shown.degrees, plausible)


def deviations(shown: Contrasts, ratio: float) -> tuple[float, float]:
    """Standard deviations of the noise and of the severities; NaN where unknown."""
    if not shown.degrees:
        return nan, nan
    if ratio == inf:
        return sqrt(shown.residual / shown.degrees), nan
    noise = sqrt(float(shown.noise(np.array(ratio))))
    return noise, noise * sqrt(ratio)
