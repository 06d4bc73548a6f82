"""What the report says of the marks, line by line: figures and named causes, no sentence, None where unknown."""

from dataclasses import dataclass
from enum import StrEnum

from grants.analysis.calibration.marks import Key


class Notice(StrEnum):
    """What whoever reads the report must know of the whole."""

    NO_MARK = "no_mark"
    ONE_FILE = "one_file"
    ONE_REVIEWER = "one_reviewer"
    NO_SHARED_FILE = "no_shared_file"  # each file has one reader: severity can't be told from quality
    SEVERAL_PANELS = "several_panels"  # files of different panels can't be compared
    NOTHING_TO_SPARE = "nothing_to_spare"  # as many unknowns as marks: no interval, and no correction when shrunk
    SAME_MARKS = "same_marks"  # every mark is the same
    FULL_AGREEMENT = "full_agreement"  # readers of one file never differ: intervals are points
    NO_SEVERITY = "no_severity"  # differences between reviewers are no more than chance: nothing is corrected
    UNMARKED_FILES = "unmarked_files"


class Leaning(StrEnum):
    """How a reviewer marks beside their panel: SEVERE or LENIENT only when the interval leaves zero out."""

    SEVERE = "severe"
    AVERAGE = "average"
    LENIENT = "lenient"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Interval:
    """From low to high, at 95 %, in points of the grid; it may pass the ends of the scale."""

    low: float
    high: float

    def __contains__(self, number: float) -> bool:
        return self.low <= number <= self.high


@dataclass(frozen=True)
class Perimeter:
    """What the report covers: counts of files with and without marks, of reviewers who marked, of marks, of panels.

    `to_spare`: marks beyond the unknowns of the model (degrees of freedom).
    """

    files: int
    unmarked: int
    reviewers: int
    marks: int
    abstentions: int
    panels: int
    to_spare: int


@dataclass(frozen=True)
class FileLine:
    """One file: the spread of its marks, its raw and calibrated scores (points of the grid) and ranks.

    Ranks share the best of equals; `best_rank` and `worst_rank` are those found with everybody and without each
    reviewer in turn; `only_reader` is whose absence would leave the file without a mark.
    """

    file: Key
    panel: int | None
    marks: int
    raw: float | None
    lowest: float | None
    highest: float | None
    deviation: float | None  # standard deviation of the marks; None under two
    calibrated: float | None
    error: float | None
    interval: Interval | None
    raw_rank: int | None
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    only_reader: Key | None

    @property
    def range(self) -> float | None:
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest


@dataclass(frozen=True)
class SeverityLine:
    """One reviewer: points taken off beside the panel (below zero: given), with standard error and interval.

    `shared`: marks on files that others marked too; `is_bridge`: without them, a panel would fall into several.
    """

    reviewer: Key
    panel: int
    marks: int
    shared: int
    mean: float | None
    severity: float | None
    error: float | None
    interval: Interval | None
    leaning: Leaning
    is_bridge: bool


@dataclass(frozen=True)
class PanelLine:
    """Files and reviewers that marks link to one another, and that can be compared."""

    number: int
    files: tuple[Key, ...]
    reviewers: tuple[Key, ...]
