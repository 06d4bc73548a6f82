"""Parts of the kinds where nobody competes: a service records who does what, where, when and for how much."""

from enum import StrEnum

from workflows.engine import Action, Step
from workflows.roles import INSTRUCTOR, Role
from workflows.states import ApplicationState as S

RECORDING_STEPS: dict[StrEnum, Step] = {
    S.DRAFT: Step("En préparation", "À inscrire", Role.INSTRUCTOR),
    S.RECORDED: Step("Inscrit", "Inscrit"),
    S.WITHDRAWN: Step("Radié", "Radié"),
}
RECORDING = [
    Action("application.record", [S.DRAFT], S.RECORDED, by=INSTRUCTOR),
    Action("application.withdraw", [S.DRAFT, S.RECORDED], S.WITHDRAWN, by=INSTRUCTOR),
]
RECORDED_FINAL = [S.RECORDED, S.WITHDRAWN]
