"""Files parked in every state around today, so that each role of the demonstration has something to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from grants.rehearsal.director import Director
from grants.rehearsal.fates import Fate, Step, turns
from grants.rehearsal.scenes import sealing, selecting
from grants.rehearsal.season import Season

T = turns


@dataclass(frozen=True)
class Edition:
    """One round of a call around today: how many days ago it closed, how far it goes, its files.

    `changes` are choices of the call made otherwise than in the file of 2020, told by `label`; `then` is played last.
    """

    call: str
    closed_days_ago: int
    until: Step
    fates: Sequence[Fate]
    label: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    then: Callable[[Director, Season], None] | None = None


LATE = [
    Fate("Un relais de lecture", "44", "28000.00", Step.PAID),
    Fate("Une maraude santé", "49", "26000.00", Step.REPORT_DRAFTED),
    Fate("Une ressourcerie", "44", "27000.00", Step.REPORTED),
    Fate("Un café des parents", "53", "25000.00", Step.REPORTED, turns=T("stay_revision")),
    Fate("Un atelier vélo", "44", "29000.00", Step.REPORT_APPROVED),
    Fate("Une école des devoirs", "72", "24000.00", Step.SETTLED),
    Fate("Un frigo solidaire", "44", "23500.00", Step.EVALUATION_PLANNED),
    Fate("Un bus numérique", "85", "26000.00", Step.EVALUATION_STARTED),
    Fate("Une pension de famille", "44", "28000.00", Step.EVALUATION_SUBMITTED),
    Fate("Un jardin nourricier", "49", "25500.00", Step.EVALUATION_APPROVED),
    Fate("Une conserverie", "53", "24500.00", Step.EVALUATED),
    Fate("Une friperie", "44", "24000.00", Step.EVALUATED, turns=T("recovery stay_recovery")),
    Fate("Un théâtre-forum", "72", "25000.00", Step.EVALUATED, turns=T("recovery stay_heard")),
    Fate("Une table ouverte", "85", "26000.00", Step.EVALUATED, turns=T("recovery stay_ordered")),
]
RUNNING = [
    Fate("Une halte pour les saisonniers", "44", "30000.00", Step.RULED),
    Fate("Une crèche à horaires décalés", "49", "26000.00", Step.DRAFTED),
    Fate("Un point d’accueil mobile", "44", "31000.00", Step.SENT, rank=1),
    Fate("Une épicerie d’étudiants", "72", "27000.00", Step.ACCEPTED),
    Fate("Un accueil pour les mères", "44", "24000.00", Step.SIGNED),
    Fate("Un lavoir social", "53", "25000.00", Step.NOTIFIED),
    Fate("Un garage associatif", "44", "28000.00", Step.REQUESTED),
    Fate("Une auberge solidaire", "49", "29000.00", Step.SERVICE_DONE),
    Fate("Un jardin d’insertion", "44", "26500.00", Step.ORDERED),
    Fate("Des colis pour l’hiver", "85", "24500.00", Step.PAID),
    Fate("Un colloque régional", "44", "9000.00", verdict="refuse", turns=T("stay_appeal")),
    Fate("Une mise à l’abri", "49", "20000.00", verdict="reserve"),
]
RULINGS = [
    Fate("Une équipe d’éducateurs de rue", "44", "22000.00", Step.ADVISED),
    Fate("Une bagagerie", "49", "18000.00", Step.ADVISED, verdict="reserve"),
    Fate("Une course solidaire", "85", "8000.00", Step.ADVISED, verdict="refuse"),
    Fate("Un dortoir de nuit", "72", "30000.00", Step.RULED),
    Fate("Un lieu d’écoute", "49", "15000.00", Step.ADVISED),
]
SIGNED = [
    Fate("Une boutique sans étiquettes", "44", "16000.00", Step.RULED),
    Fate("Une chorale de quartier", "49", "7000.00", Step.RULED, verdict="refuse"),
]
BLIND = [
    Fate("Un atelier de théâtre", "44", "15000.00", Step.REVIEWED, turns=T("assigned")),
    Fate("Un vestiaire solidaire", "49", "13000.00", Step.SCORED),
]
COMMITTEE = [
    Fate("Une cantine de quartier", "44", "21000.00", Step.ADVISED),
    Fate("Un habitat partagé", "49", "35000.00", Step.ADVISED, verdict="adjourn"),
    Fate("Une permanence en langue des signes", "44", "16000.00", Step.REFERRED),
    Fate("Une école de la deuxième chance", "53", "24000.00", Step.REFERRED),
]
REVIEW = [
    Fate("Un accueil de jour", "44", "19000.00", Step.FILED),
    Fate("Des vacances pour tous", "49", "12000.00", Step.FILED, turns=T("completion stay_to_complete"), rank=1),
    Fate("Un parrainage de proximité", "72", "17000.00", Step.CHECKED),
    Fate("Un voyage à Bruxelles", "44", "9000.00", Step.REVIEWED, verdict="ineligible"),
    Fate("Un bus santé", "44", "33000.00", Step.REVIEWED, turns=T("stay_opinion")),
    Fate("Une aide aux aidants", "44", "14000.00", Step.REVIEWED, turns=T("assigned")),
    Fate("Un lieu pour les jeunes", "53", "21000.00", Step.REVIEWED, turns=T("assigned stay_recusal")),
    Fate("Un écrivain public", "85", "11000.00", Step.SCORED),
    Fate("Une colocation solidaire", "44", "23000.00", Step.REFERRED),
]
OPEN = [
    Fate("Une épicerie solidaire itinérante", "44", "18000.00", Step.DRAFT, rank=1),
    Fate("Un atelier de couture", "49", "9500.00", Step.FILED),
]
INVISIBLE = [
    Fate("Le camion des possibles", "44", "160000.00", Step.FILED, turns=T("stay_letter")),
    Fate("Sortir de chez soi", "49", "120000.00", Step.FILED, turns=T("stay_invited")),
    Fate("Repérer ensemble", "52", "140000.00", Step.ADVISED),
]
RECOVERY = [
    Fate("Une plateforme logistique", "44", "110000.00", Step.ADVISED),
    Fate("Un entrepôt frigorifique", "49", "95000.00", Step.APPROVED),
]
JOINT = [
    Fate("Un cours de français au marché", "44", "24000.00", Step.RULED, turns=T("first_funder_only")),
    Fate("Lire et écrire à l’usine", "44", "18000.00", Step.ADVISED),
]
JOINT_RUNNING = [Fate("Parler avec ses enfants", "44", "21000.00", Step.REQUESTED)]
INTEREST = [Fate("Une halte pour les grands précaires", "44", None, Step.RULED, verdict="preselect")]
LABELS = [Fate("Un point conseil à Clairvent", "44", None, Step.EVALUATION_PLANNED, verdict="grant")]


def editions(today: date) -> list[Edition]:
    """In the order of their dates; the report of the oldest is late whatever the day."""
    old = (today - date(today.year - 3, 12, 1)).days
    return [
        Edition("credits_commissaire_2020", old, Step.CLOSED, LATE),
        Edition("credits_commissaire_2020", 107, Step.CLOSED, RUNNING),
        Edition("appel_conjoint_2020", 80, Step.CLOSED, JOINT_RUNNING),
        Edition("label_points_conseil_budget", 60, Step.CLOSED, LABELS),
        Edition("credits_commissaire_2020", 60, Step.RULED, RULINGS, then=selecting.try_out),
        Edition("publics_invisibles_2019", 66, Step.RULED, INVISIBLE),
        Edition("plan_relance_1", 78, Step.RULED, RECOVERY),
        Edition(
            "credits_commissaire_2020",
            56,
            Step.RULED,
            SIGNED,
            "lettres signées",
            {"letters_signed": True},
            sealing.sign_one,
        ),
        Edition("credits_commissaire_2020", 41, Step.ADVISED, COMMITTEE),
        Edition("appel_conjoint_2020", 31, Step.RULED, JOINT, then=selecting.try_out),
        Edition("credits_commissaire_2020", 33, Step.REFERRED, REVIEW),
        Edition("credits_commissaire_2020", 29, Step.REFERRED, BLIND, "lecture à l’aveugle", {"blind_review": True}),
        Edition("ami_grande_marginalite_2020", 24, Step.RULED, INTEREST),
        Edition("credits_commissaire_2020", -10, Step.FILED, OPEN),
        Edition(
            "publics_invisibles_2019", -10, Step.FILED, [Fate("Une lettre en cours", "44", "90000.00", Step.DRAFT)]
        ),
        Edition("plan_relance_1", -10, Step.FILED, [Fate("Un camion isotherme", "72", "80000.00", Step.DRAFT)]),
    ]
