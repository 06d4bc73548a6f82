"""Marks calibrated for the severity of who gave them, and how solid the ranking is: `report(marks)` says it all."""

from grants.analysis.calibration.cuts import Cut, FirstOnes, WithinCredits
from grants.analysis.calibration.fitting import Fit, fit
from grants.analysis.calibration.fragility import Cause, Decision
from grants.analysis.calibration.lines import FileLine, Interval, Leaning, Notice, PanelLine, Perimeter, SeverityLine
from grants.analysis.calibration.marks import Key, Mark, Table, gathered, weighted
from grants.analysis.calibration.report import Report, report

__all__ = [
    "Cause",
    "Cut",
    "Decision",
    "FileLine",
    "FirstOnes",
    "Fit",
    "Interval",
    "Key",
    "Leaning",
    "Mark",
    "Notice",
    "PanelLine",
    "Perimeter",
    "Report",
    "SeverityLine",
    "Table",
    "WithinCredits",
    "fit",
    "gathered",
    "report",
    "weighted",
]
