"""The least-squares equations of the severities, once the files are taken out of them."""

from dataclasses import dataclass

import numpy as np

from grants.analysis.calibration.marks import Floats, Table
from grants.analysis.calibration.shrinkage import Contrasts

NOTHING = 1e-9  # relative: a smaller eigenvalue or sum of squares is a zero that rounding hides


@dataclass(frozen=True)
class Equations:
    """Of n marks, F files, R reviewers: who read what, the mean of each file, and the m contrasts between reviewers.

    `counts` and `means` (F,); `shares` (F, R): each reader's part of the file's mean; `strengths` (m,) and `axes`
    (R, m): eigenvalues above zero and eigenvectors; `pulls` (m,): the right-hand side along these axes.
    """

    counts: Floats
    means: Floats
    shares: Floats
    strengths: Floats
    axes: Floats
    pulls: Floats

    def severities(self, weights: Floats) -> Floats:
        """Severities (R,) for a weight on each axis; they sum to zero in each panel, whatever the weights."""
        solved: Floats = self.axes @ (weights * self.pulls)
        return solved

    def scores(self, severities: Floats) -> Floats:
        """Calibrated scores (F,): what each mark would be without the severity of its author, on average."""
        return self.means + self.shares @ severities


def equations(table: Table) -> Equations:
    """Normal equations of score = file − severity + noise, the files eliminated by the mean of each (within) transform.

    Their matrix is the Laplacian of the graph of reviewers who share files; its null vectors are one constant for
    each panel, so that leaving them out makes severities sum to zero there. Files without a mark have a NaN mean.
    """
    seen = table.seen
    counts = seen.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = table.by_file(table.scores) / counts
    shares = seen / np.maximum(counts, 1)[:, None]
    values, vectors = np.linalg.eigh(np.diag(seen.sum(axis=0)) - seen.T @ shares)
    firm = values > NOTHING * max(1.0, float(values.max(initial=0)))
    pulls = vectors[:, firm].T @ table.by_reviewer(means[table.file_of] - table.scores)
    return Equations(counts, means, shares, values[firm], vectors[:, firm], pulls)


def contrasts(table: Table, found: Equations) -> Contrasts:
    """What tells severity from chance; differences that only rounding makes count for none."""
    squares = found.pulls**2 / found.strengths
    fitted = found.scores(found.severities(1 / found.strengths))[table.file_of]
    left = table.scores - fitted + found.severities(1 / found.strengths)[table.reviewer_of]
    least = (NOTHING * float(np.abs(table.scores).max(initial=0))) ** 2 * len(table.scores)
    degrees = len(table.scores) - int((found.counts > 0).sum()) - len(squares)
    residual = float((left**2).sum())
    return Contrasts(
        found.strengths, np.where(squares > least, squares, 0.0), residual if residual > least else 0.0, degrees
    )
