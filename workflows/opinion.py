"""An opinion (avis) asked of a service or a co-funder, one question at a time."""

from enum import StrEnum

from workflows.engine import Action, Step, Workflow
from workflows.guards.opinions import committee_is_to_come, is_in_time
from workflows.roles import INSTRUCTOR, SERVICE, Role
from workflows.states import OpinionState as S

STEPS: dict[StrEnum, Step] = {
    S.ASKED: Step("Avis demandé", "Demandé", Role.SERVICE, lambda o: o.due_at),
    S.GIVEN: Step("Avis rendu", "Rendu"),
    S.DECLINED: Step("Avis décliné", "Décliné"),
    S.REVOKED: Step("Avis retiré", "Demande retirée"),
}

OPINION_1 = Workflow(
    "opinion",
    version=1,
    steps=STEPS,
    initial=S.ASKED,
    final=[S.GIVEN, S.DECLINED, S.REVOKED],
    actions=[
        Action("opinion.give", [S.ASKED], S.GIVEN, by=SERVICE),
        Action("opinion.decline", [S.ASKED], S.DECLINED, by=SERVICE),
        Action("opinion.revoke", [S.ASKED], S.REVOKED, by=INSTRUCTOR),
    ],
)

OPINION = Workflow(
    "opinion",
    version=2,
    steps=STEPS,
    initial=S.ASKED,
    final=[S.GIVEN, S.DECLINED, S.REVOKED],
    actions=[
        Action("opinion.give", [S.ASKED], S.GIVEN, by=SERVICE, given=[committee_is_to_come]),
        Action("opinion.change", [S.GIVEN], S.GIVEN, by=SERVICE, given=[committee_is_to_come, is_in_time]),
        Action("opinion.decline", [S.ASKED], S.DECLINED, by=SERVICE),
        Action("opinion.renew", [S.ASKED], S.ASKED, by=INSTRUCTOR),
        Action("opinion.revoke", [S.ASKED], S.REVOKED, by=INSTRUCTOR),
    ],
)
