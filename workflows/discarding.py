"""A draft that its people give up: kept for two weeks in case they change their mind, then erased."""

from enum import StrEnum

from workflows.engine import Action, Step
from workflows.guards import discarding as given
from workflows.roles import APPLICANT, Role, only
from workflows.states import ApplicationState as S

DISCARDING_STEPS: dict[StrEnum, Step] = {
    S.DISCARDED: Step(
        "Brouillon supprimé", "Brouillon supprimé", due=lambda a: a.discarded_at + given.KEPT, lane="association"
    ),
    S.ERASED: Step("Brouillon effacé", "Brouillon effacé", lane="association"),
}
DISCARDING = [
    Action("application.discard", [S.DRAFT], S.DISCARDED, by=APPLICANT, given=[given.is_own]),
    Action("application.take_back", [S.DISCARDED], S.DRAFT, by=APPLICANT, given=[given.is_still_kept]),
    Action("application.erase", [S.DISCARDED], S.ERASED, by=only(Role.CLOCK), given=[given.is_kept_no_more]),
]
DISCARDED_FINAL = [S.DISCARDED, S.ERASED]
