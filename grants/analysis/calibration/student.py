"""Quantiles of Student's t for whole degrees of freedom."""

from functools import lru_cache
from math import cos, fsum, pi, sin, sqrt, tan
from statistics import NormalDist

MANY = 200


@lru_cache
def quantile(confidence: float, degrees: int) -> float:
    """The t such that |T| ≤ t with this probability; within 1e-8 of the exact value, ValueError under one degree.

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964): the finite series 26.7.3 and 26.7.4 solved by
    bisection, and from 200 degrees the expansion 26.7.5.
    """
    if degrees < 1:
        raise ValueError("Il faut au moins un degré de liberté.")
    if degrees >= MANY:
        return expansion(NormalDist().inv_cdf((1 + confidence) / 2), degrees)
    low, high = 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, degrees) < confidence else (low, middle)
    return sqrt(degrees) * tan(low)


def within(angle: float, degrees: int) -> float:
    """The probability that |T| ≤ t, where t = √degrees × tan(angle)."""
    if degrees == 1:
        return 2 * angle / pi
    odd = degrees % 2
    term = total = cos(angle) if odd else 1.0
    for step in range(2 + odd, degrees - 1, 2):
        term *= (step - 1) / step * cos(angle) ** 2
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def expansion(z: float, degrees: int) -> float:
    """The quantile from the one of the normal law, in powers of 1 ÷ degrees."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + fsum(term / degrees**power for power, term in enumerate(terms, start=1))
