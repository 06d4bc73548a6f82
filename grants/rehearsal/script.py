"""The 2019–2023 script: which calls are played, and the fates of their files. Titles and amounts are invented."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.rehearsal.draw import Draw
from grants.rehearsal.fates import Fate, Step, turns
from grants.rehearsal.words import words

T = turns
INVISIBLE = [
    Fate("Aller vers les jeunes du bocage", "49", "180000.00", turns=T("co_carrier recusal")),
    Fate("Le bus des invisibles", "52", "360000.00"),
    Fate("Pieds d’immeuble, pieds à l’étrier", "44", "120000.00", Step.SETTLED),
    Fate("La caravane des possibles", "72", "150000.00", verdict="not_invited"),
    Fate("Des ponts vers l’emploi", "85", "140000.00", verdict="refuse"),
    Fate("Lettre jamais envoyée", "53", "90000.00", Step.DRAFT),
]
JOINT = [
    Fate("Apprendre le français en gardant ses enfants", "44", "24000.00"),
    Fate("Parler pour travailler", "44", "18000.00", Step.PAID),
    Fate("Un atelier de conversation", "44", "12000.00", verdict="refuse"),
]
CREDITS = [
    Fate("Une épicerie solidaire sur la route", "49", "18000.00", turns=T("revision rejected_payment")),
    Fate("Une halte pour les familles", "49", "32000.00", turns=T("amendment recovery")),
    Fate("Un garage solidaire", "53", "60000.00", turns=T("withdraw completion")),
    Fate("Un jardin pour deux quartiers", "53", "60000.00", turns=T("recusal")),
    Fate("Une cuisine commune", "53", "70000.00", verdict="reserve", turns=T("overspend promote")),
    Fate("Des droits au pied des tours", "44", "21000.00", verdict="refuse", turns=T("appeal_accepted opinion")),
    Fate("Des vélos pour tous", "44", "15000.00", verdict="refuse", turns=T("appeal_rejected")),
    Fate("Un réseau de parrainage", "52", "78000.00", cut="50000.00"),
    Fate("Un voyage d’étude", "72", "9000.00", verdict="ineligible"),
    Fate("Un colloque", "85", "8000.00", verdict="no_action"),
    Fate("Dossier laissé en brouillon", "85", "12000.00", Step.DRAFT),
    Fate("Des ordinateurs remis en état", "85", "26000.00", Step.PAID),
]
INTEREST = [
    Fate("Un lieu pour les grands exclus", "44", verdict="national"),
    Fate("Une équipe de rue", "49", verdict="regional"),
    Fate("Un accueil de nuit", "72", verdict="refuse"),
]
LABELS = [
    Fate("Un point conseil budget à Port-Imaginaire", "44", verdict="grant"),
    Fate("Un point conseil budget à Clairvent", "53", verdict="refuse"),
]
RECOVERY_1 = [
    Fate("Un camion pour les colis", "44", "120000.00", turns=T("amount_change")),
    Fate("Une plateforme de dons", "49", "90000.00", Step.PAID),
    Fate("Une légumerie solidaire", "72", "80000.00", verdict="reserve"),
    Fate("Une laverie mobile", "85", "70000.00", verdict="refuse"),
]
RECOVERY_2 = [Fate("Un dépôt de meubles", "53", "75000.00", Step.PAID)]
CARRIED = Fate("Dossier repris", "49", None, Step.PAID)


@dataclass(frozen=True)
class Chapter:
    """One call with its files; `extension` puts its deadline off by so many days."""

    call: str
    fates: Sequence[Fate]
    carried: Fate | None = None
    extension: int = 0


CHAPTERS = [
    Chapter("publics_invisibles_2019", INVISIBLE),
    Chapter("label_points_conseil_budget", LABELS),
    Chapter("appel_conjoint_2020", JOINT),
    Chapter("credits_commissaire_2020", CREDITS, extension=4),
    Chapter("ami_grande_marginalite_2020", INTEREST),
    Chapter("plan_relance_1", RECOVERY_1),
    Chapter("plan_relance_2", RECOVERY_2, carried=CARRIED),
]
PARTNERS = 2  # organisations that only carry the projects of others
LEAST = sum(len(chapter.fates) for chapter in CHAPTERS)


def chapters(draw: Draw, applications: int) -> list[Chapter]:
    """The script with as many files as asked: the others are ordinary files of the commissioner's credits."""
    more = [ordinary(draw, rank) for rank in range(max(applications - LEAST, 0))]
    return [
        Chapter(each.call, [*each.fates, *more], each.carried, each.extension)
        if each.call == "credits_commissaire_2020"
        else each
        for each in CHAPTERS
    ]


def ordinary(draw: Draw, rank: int) -> Fate:
    """A small project somewhere, awarded or not."""
    title = draw.one(words()["projects"], "ordinary", rank)
    department = draw.one(["44", "49", "52", "72", "85"], "where", rank)
    verdict = draw.one(["award", "award", "refuse"], "verdict", rank)
    return Fate(title, department, f"{500 * draw.between(7, 16, 'how much', rank)}.00", verdict=verdict)
