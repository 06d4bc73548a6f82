"""The robustness report in words and drawings: lines of tables, with each interval placed on its scale."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from grants.analysis.calibration import Cause, Decision, FileLine, Interval, Leaning, Notice, Report, SeverityLine

NOTICES = {
    Notice.NO_MARK: later("Aucune note n’est donnée."),
    Notice.ONE_FILE: later("Un seul dossier est noté : rien ne peut être comparé."),
    Notice.ONE_REVIEWER: later("Une seule personne a noté : sa sévérité ne peut pas être distinguée des dossiers."),
    Notice.NO_SHARED_FILE: later(
        "Aucun dossier n’a deux notes : la sévérité de qui note ne peut pas être distinguée de la qualité des dossiers."
    ),
    Notice.SEVERAL_PANELS: later(
        "Les notes forment plusieurs groupes qu’aucun dossier commun ne relie : les dossiers de deux groupes ne se "
        "comparent pas sûrement."
    ),
    Notice.NOTHING_TO_SPARE: later(
        "Il y a trop peu de notes pour estimer le hasard : aucune correction n’est faite, aucun intervalle n’est donné."
    ),
    Notice.SAME_MARKS: later("Toutes les notes sont égales : le classement ne dit rien."),
    Notice.FULL_AGREEMENT: later("Les personnes qui ont lu un même dossier lui ont toutes donné la même note."),
    Notice.NO_SEVERITY: later(
        "Les écarts entre personnes ne dépassent pas le hasard : rien n’est corrigé, le classement calibré est le "
        "classement brut."
    ),
    Notice.UNMARKED_FILES: later("Des dossiers n’ont aucune note : ils ne sont pas classés."),
}
LEANINGS = {
    Leaning.SEVERE: later("note plus sévèrement que son groupe"),
    Leaning.AVERAGE: later("dans la moyenne : l’écart peut être dû au hasard"),
    Leaning.LENIENT: later("note plus généreusement que son groupe"),
    Leaning.UNKNOWN: later("les notes ne permettent pas de le dire"),
}
TICKS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 20)  # points between two vertical lines


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest figure that a column draws; `tick`: points between two of its lines."""

    low: float
    high: float

    @classmethod
    def of(cls, figures: Iterable[float | None], *, centre: float | None = None) -> "Scale":
        """The scale that holds all these figures, the same on both sides of a centre when there is one."""
        known = [each for each in figures if each is not None] or [0.0]
        if centre is not None:
            reach = max(abs(each - centre) for each in known) or 1
            return cls(centre - reach, centre + reach)
        return cls(min(known), max(known)) if max(known) > min(known) else cls(known[0] - 0.5, known[0] + 0.5)

    def place(self, figure: float | None) -> float | None:
        """From 0 to 100."""
        return None if figure is None else 100 * (figure - self.low) / (self.high - self.low)

    @property
    def tick(self) -> float:
        return next((each for each in TICKS if (self.high - self.low) / each <= 12), 50)

    @property
    def ticks(self) -> list[float]:
        first, last = int(self.low // self.tick) + 1, int(self.high // self.tick)
        return [100 * (rank * self.tick - self.low) / (self.high - self.low) for rank in range(first, last + 1)]


def ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def severities(found: Report, names: Mapping[Any, str]) -> dict[str, Any]:
    """Each reviewer's row, and the scale on which their intervals are drawn, around zero."""
    scale = Scale.of([end for each in found.severities for end in (*ends(each.interval), each.severity)], centre=0)
    return {"scale": scale, "rows": [severity(each, names, scale) for each in found.severities]}


def severity(line: SeverityLine, names: Mapping[Any, str], scale: Scale) -> dict[str, Any]:
    low, high = ends(line.interval)
    return {
        "line": line, "name": names[line.reviewer], "says": LEANINGS[line.leaning],
        "is_apart": line.leaning in (Leaning.SEVERE, Leaning.LENIENT),
        "drawn": {"low": scale.place(low), "high": scale.place(high), "at": scale.place(line.severity)},
    }  # fmt: skip


def ranking(found: Report, files: Mapping[Any, Any], names: Mapping[Any, str]) -> dict[str, Any]:
    """Each file's row, the calibrated score first, and the scale of the scores."""
    decided = {each.file: each for each in found.decisions}
    figures = [end for each in found.files for end in (*ends(each.interval), each.calibrated, each.raw)]
    scale = Scale.of([*figures, found.line])
    rows = [ranked(each, files[each.file], decided.get(each.file), names, scale) for each in found.files]
    return {"scale": scale, "rows": rows, "line": scale.place(found.line)}


def ranked(
    line: FileLine, file: Any, decision: Decision | None, names: Mapping[Any, str], scale: Scale
) -> dict[str, Any]:
    low, high = ends(line.interval)
    return {
        "line": line, "file": file, "decision": decision, "moved": moved(line),
        "causes": causes(decision, names) if decision else [],
        "only_reader": names.get(line.only_reader) if line.only_reader is not None else None,
        "drawn": {"low": scale.place(low), "high": scale.place(high), "at": scale.place(line.calibrated),
                  "raw": scale.place(line.raw)},
    }  # fmt: skip


def moved(line: FileLine) -> int:
    """Places gained by calibration; below zero when some are lost."""
    return (line.raw_rank or 0) - (line.rank or 0)


def causes(decision: Decision, names: Mapping[Any, str]) -> list[str]:
    """Why a decision holds by little, a sentence a cause."""
    said = {
        Cause.REVIEWER: _("elle change si l’on retire la lecture de %(names)s",
                          names=listed([names[each] for each in decision.without])),
        Cause.INTERVAL: _("la ligne passe dans l’intervalle de sa note calibrée"),
        Cause.TIE: _("un dossier de même note est de l’autre côté de la ligne"),
        Cause.RAW: _("la moyenne brute la placerait de l’autre côté de la ligne"),
    }  # fmt: skip
    return [said[each] for each in decision.causes]


def listed(names: Sequence[str]) -> str:
    return str(_(" ou de ")).join(names)


def doubts(found: Report) -> list[str]:
    """What whoever reads the report must know before its figures."""
    return [str(NOTICES[each]) for each in found.notices]
