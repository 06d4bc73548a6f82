"""Who can be compared with whom: reviewers linked, from one to the next, by files they both marked."""

import numpy as np

from grants.analysis.calibration.marks import Floats, Places

APART = -1  # a file or a reviewer without a mark belongs to no panel


def panels(seen: Floats) -> tuple[Places, Places]:
    """The panel of each file (F,) and of each reviewer (R,), numbered from 0, APART without a mark; `seen` is F × R.

    Panels are the connected components of the graph whose edges are the marks: only inside one can the severity of
    a reviewer be told from the quality of the files they were given.
    """
    labels = linked(seen.T @ seen > 0)
    present = seen.any(axis=0)
    first = np.unique(labels[present])
    of_reviewers = np.where(present, np.searchsorted(first, labels), APART)
    if not seen.size:
        return np.full(len(seen), APART), of_reviewers
    return np.where(seen.any(axis=1), of_reviewers[seen.argmax(axis=1)], APART), of_reviewers


def linked(share: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Places:
    """For each reviewer the lowest place of those who can be reached; `share` is R × R, who has a file in common."""
    labels = np.arange(len(share))
    while len(share):
        spread = np.minimum(labels, np.where(share, labels, len(share)).min(axis=1))
        if (spread == labels).all():
            break
        labels = spread
    return labels


def number(of_reviewers: Places) -> int:
    """How many panels there are."""
    return len(set(of_reviewers.tolist()) - {APART})
