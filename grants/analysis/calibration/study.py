"""The marks of a round with everything computed from them, before it is told."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grants.analysis.calibration.fitting import Fit, fit
from grants.analysis.calibration.marks import Floats, Places, Table
from grants.analysis.calibration.panels import number, panels
from grants.analysis.calibration.ranks import LeftOut, extremes, left_out, ranks


@dataclass(frozen=True)
class Study:
    """A table, the model fitted on it, and the same without each reviewer."""

    table: Table
    is_shrunk: bool

    @cached_property
    def fit(self) -> Fit:
        return fit(self.table, is_shrunk=self.is_shrunk)

    @cached_property
    def panels(self) -> tuple[Places, Places]:
        """Of each file, of each reviewer."""
        return panels(self.table.seen)

    @cached_property
    def others(self) -> list[LeftOut]:
        return list(left_out(self.table, self.fit.scores, is_shrunk=self.is_shrunk))

    @cached_property
    def ranks(self) -> dict[str, Places]:
        """Raw, calibrated, and the best and worst of the calibrated ones; shape (F,) each."""
        calibrated = ranks(self.fit.scores)
        best, worst = extremes(calibrated, self.others)
        return {"raw": ranks(self.raw), "calibrated": calibrated, "best": best, "worst": worst}

    @property
    def raw(self) -> Floats:
        """The mean of the marks of each file; NaN without one."""
        return self.fit.equations.means

    @cached_property
    def is_told(self) -> Floats:
        """R: 1 for the reviewers whose severity the marks tell, NaN for the others.

        Who shares no file with anybody is alone in a panel; and shrinkage needs a mark to spare.
        """
        of_reviewers = self.panels[1]
        sizes = np.bincount(of_reviewers, minlength=1)[of_reviewers] if len(of_reviewers) else np.zeros(0)
        can_tell = self.fit.degrees > 0 or not self.is_shrunk
        return np.where((sizes > 1) & can_tell, 1.0, np.nan)

    @property
    def panel_count(self) -> int:
        return number(self.panels[1])
