"""How robust the scores of a round are: spread, severities, calibrated ranking, fragile decisions, in one report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grants.analysis.calibration.cuts import Cut
from grants.analysis.calibration.describing import file_lines, panel_lines, severity_lines
from grants.analysis.calibration.fragility import Decision, Ranking, decisions
from grants.analysis.calibration.lines import FileLine, Notice, PanelLine, Perimeter, SeverityLine
from grants.analysis.calibration.marks import Key, Mark, gathered
from grants.analysis.calibration.showing import intervals, shown
from grants.analysis.calibration.study import Study


@dataclass(frozen=True)
class Report:
    """All that the marks say, in points of the grid.

    `noise`: standard deviation of a mark around the model; `severity_deviation`: that of severities, None unshrunk;
    `line`: the score where the cut falls. Without a cut there are no decisions.
    """

    perimeter: Perimeter
    is_shrunk: bool
    noise: float | None
    severity_deviation: float | None
    files: tuple[FileLine, ...]
    severities: tuple[SeverityLine, ...]
    panels: tuple[PanelLine, ...]
    line: float | None
    decisions: tuple[Decision, ...]
    notices: tuple[Notice, ...]

    @property
    def fragile(self) -> tuple[Decision, ...]:
        return tuple(each for each in self.decisions if each.is_fragile)

    def can_compare(self, *files: Key) -> bool:
        """Whether marks link all these files to one another."""
        wanted = set(files)
        return any(wanted <= set(panel.files) for panel in self.panels)


def report(
    marks: Iterable[Mark], *, files: Iterable[Key] = (), cut: Cut | None = None, is_shrunk: bool = True
) -> Report:
    """The robustness report of a round; `files` names those to rank, so that the unmarked are told.

    The model and its sources are those of `fitting.fit`. ValueError, with its sentence, for a mark that is no number
    or given twice.
    """
    marks = list(marks)
    study = Study(gathered(marks, files), is_shrunk)
    line, decided = decisions(ranking(study), cut) if cut else (None, ())
    return Report(
        perimeter=perimeter(study, sum(mark.score is None for mark in marks)),
        is_shrunk=is_shrunk,
        noise=shown(study.fit.noise),
        severity_deviation=shown(study.fit.deviation),
        files=tuple(file_lines(study)),
        severities=tuple(severity_lines(study)),
        panels=tuple(panel_lines(study)),
        line=line,
        decisions=decided,
        notices=tuple(notices(study)),
    )


def ranking(study: Study) -> Ranking:
    within = intervals(study.fit.scores, study.fit.score_errors(), study.fit.degrees)
    return Ranking(study.table, study.fit.scores, study.raw, within, study.others)


def perimeter(study: Study, abstentions: int) -> Perimeter:
    marked = int((study.fit.equations.counts > 0).sum())
    return Perimeter(
        files=marked,
        unmarked=len(study.table.files) - marked,
        reviewers=len(study.table.reviewers),
        marks=len(study.table.scores),
        abstentions=abstentions,
        panels=study.panel_count,
        to_spare=study.fit.degrees,
    )


def notices(study: Study) -> Iterator[Notice]:
    """The named causes that bear on the whole report."""
    counts, scores = study.fit.equations.counts, study.table.scores
    is_shared, is_spare = bool((counts > 1).any()), study.fit.degrees > 0
    is_agreed = is_spare and study.fit.noise == 0 and not study.fit.severities.any()
    said = {
        Notice.NO_MARK: not len(scores),
        Notice.ONE_FILE: int((counts > 0).sum()) == 1,
        Notice.ONE_REVIEWER: len(study.table.reviewers) == 1,
        Notice.NO_SHARED_FILE: len(scores) > 0 and not is_shared,
        Notice.SEVERAL_PANELS: study.panel_count > 1,
        Notice.NOTHING_TO_SPARE: is_shared and not is_spare,
        Notice.SAME_MARKS: len(set(scores.tolist())) == 1,
        Notice.FULL_AGREEMENT: is_agreed,
        Notice.NO_SEVERITY: is_spare and not is_agreed and study.fit.deviation == 0,
        Notice.UNMARKED_FILES: bool((counts == 0).any()),
    }
    return (notice for notice, is_so in said.items() if is_so)
