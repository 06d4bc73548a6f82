"""How much of what sets reviewers apart is severity and how much is chance: two variances, by restricted likelihood."""

from dataclasses import dataclass

import numpy as np

from grants.analysis.calibration.marks import Floats

GOLDEN = (5**0.5 - 1) / 2
POWERS = np.linspace(-9.0, 10.0, 191)  # of ten, between which the ratio is sought


@dataclass(frozen=True)
class Contrasts:
    """What the marks say once each file's mean is taken out, in the eigenbasis of the reviewers' equations.

    `strengths` (m,): eigenvalues, all above zero; `squares` (m,): squares of the m contrasts between reviewers, whose
    expectation is noise² + strength × deviation²; `residual`: sum of squares of the `degrees` others, noise² each.
    """

    strengths: Floats
    squares: Floats
    residual: float
    degrees: int

    @property
    def is_telling(self) -> bool:
        """Whether there are marks to spare, and readers of one file who differ."""
        return self.degrees > 0 and self.residual + float(self.squares.sum()) > 0

    def noise(self, ratio: Floats) -> Floats:
        """Variance of the noise that is likeliest for each ratio = deviation² ÷ noise²."""
        parts = self.squares / (1 + np.multiply.outer(ratio, self.strengths))
        noise: Floats = (self.residual + parts.sum(axis=-1)) / (self.degrees + len(self.strengths))
        return noise

    def likelihood(self, ratio: Floats) -> Floats:
        """The restricted log-likelihood of each ratio, the noise being at its best; up to a constant."""
        sizes = np.log1p(np.multiply.outer(ratio, self.strengths)).sum(axis=-1)
        likelihood: Floats = -(sizes + (self.degrees + len(self.strengths)) * np.log(self.noise(ratio))) / 2
        return likelihood


def best_ratio(contrasts: Contrasts) -> float:
    """Variance of the severities ÷ variance of the noise; 0 when the marks show no severity or leave none to spare.

    REML (Patterson and Thompson, Biometrika 58, 1971, 545–554), profiled to one unknown: a grid on its logarithm, then
    a golden section. Files are fixed effects, severities random ones.
    """
    if not contrasts.is_telling:
        return 0.0
    best = int(contrasts.likelihood(10**POWERS).argmax())
    ratio = 10 ** golden(contrasts, POWERS[max(best - 1, 0)], POWERS[min(best + 1, len(POWERS) - 1)])
    candidates = np.array([0.0, ratio])
    return float(candidates[contrasts.likelihood(candidates).argmax()])


@dataclass(frozen=True)
class Plausible:
    """K ratios with their probabilities, and the variance of the noise that goes with each; shape (K,)."""

    ratios: Floats
    chances: Floats
    noises: Floats

    @classmethod
    def of(cls, contrasts: Contrasts) -> "Plausible":
        """Ratios weighed by their restricted likelihood and a prior uniform on the share of shrinkage.

        Daniels, A prior for the variance in hierarchical models, Canadian Journal of Statistics 27, 1999, 567–578.
        """
        ratios: Floats = 10**POWERS
        reach = ratios * float(contrasts.strengths.mean())
        weights = contrasts.likelihood(ratios) + np.log(reach) - 2 * np.log1p(reach)
        chances = np.exp(weights - weights.max())
        return cls(ratios, chances / chances.sum(), contrasts.noise(ratios))


def golden(contrasts: Contrasts, low: float, high: float) -> float:
    """The power of ten between these two that is the likeliest."""
    for _ in range(50):
        inner = np.array([high - GOLDEN * (high - low), low + GOLDEN * (high - low)])
        left, right = contrasts.likelihood(10**inner)
        low, high = (low, inner[1]) if left > right else (inner[0], high)
    return float(low + high) / 2
