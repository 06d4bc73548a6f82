"""The lines of the report, one function a table."""

from collections.abc import Iterator

import numpy as np

from grants.analysis.calibration.lines import FileLine, Interval, PanelLine, SeverityLine
from grants.analysis.calibration.marks import Key
from grants.analysis.calibration.ranks import UNRANKED, order
from grants.analysis.calibration.showing import intervals, leaning, rank_shown, shown
from grants.analysis.calibration.study import Study


def file_lines(study: Study) -> Iterator[FileLine]:
    """The best calibrated score first, then the files without a mark."""
    placed = order(study.fit.scores)
    errors = study.fit.score_errors()
    within = intervals(study.fit.scores, errors, study.fit.degrees)
    readers = only_readers(study)
    for place in placed + np.flatnonzero(study.ranks["calibrated"] == UNRANKED).tolist():
        yield file_line(study, place, errors[place], within[place], readers.get(place))


def file_line(study: Study, place: int, error: float, within: Interval | None, reader: Key | None) -> FileLine:
    given = study.table.scores[study.table.file_of == place]
    rank = {name: rank_shown(found[place]) for name, found in study.ranks.items()}
    return FileLine(
        file=study.table.files[place],
        panel=int(study.panels[0][place]) + 1 or None,
        marks=len(given),
        raw=shown(study.raw[place]),
        lowest=shown(given.min(initial=np.inf)),
        highest=shown(given.max(initial=-np.inf)),
        deviation=shown(given.std(ddof=1)) if len(given) > 1 else None,
        calibrated=shown(study.fit.scores[place]),
        error=shown(error),
        interval=within,
        raw_rank=rank["raw"],
        rank=rank["calibrated"],
        best_rank=rank["best"],
        worst_rank=rank["worst"],
        only_reader=reader,
    )


def only_readers(study: Study) -> dict[int, Key]:
    """File → its reader, for those that have one only."""
    return {place: study.table.reviewers[each.reviewer] for each in study.others for place in each.lost}


def severity_lines(study: Study) -> Iterator[SeverityLine]:
    """The most severe first, then those whose severity the marks do not tell."""
    severities = study.fit.severities * study.is_told
    errors = study.fit.severity_errors() * study.is_told
    within = intervals(severities, errors, study.fit.degrees)
    for place in np.argsort(-severities, kind="stable").tolist():  # NaN goes last
        yield severity_line(study, place, severities[place], errors[place], within[place])


def severity_line(study: Study, place: int, severity: float, error: float, within: Interval | None) -> SeverityLine:
    theirs = study.table.reviewer_of == place
    counts = study.fit.equations.counts[study.table.file_of[theirs]]
    return SeverityLine(
        reviewer=study.table.reviewers[place],
        panel=int(study.panels[1][place]) + 1,
        marks=int(theirs.sum()),
        shared=int((counts > 1).sum()),
        mean=shown(study.table.scores[theirs].mean()),
        severity=shown(severity),
        error=shown(error),
        interval=within,
        leaning=leaning(within),
        is_bridge=study.others[place].splits,
    )


def panel_lines(study: Study) -> Iterator[PanelLine]:
    of_files, of_reviewers = study.panels
    for panel in range(study.panel_count):
        files = tuple(study.table.files[place] for place in np.flatnonzero(of_files == panel))
        reviewers = tuple(study.table.reviewers[place] for place in np.flatnonzero(of_reviewers == panel))
        yield PanelLine(panel + 1, files, reviewers)
