"""An opinion (avis) asked of a service or a co-funder, one question at a time."""

from workflows.engine import Action, Step, Workflow
from workflows.roles import INSTRUCTOR, SERVICE, Role
from workflows.states import OpinionState as S

OPINION = Workflow(
    "opinion",
    version=1,
    steps={
        S.ASKED: Step("Avis demandé", "Demandé", Role.SERVICE, lambda o: o.due_at),
        S.GIVEN: Step("Avis rendu", "Rendu"),
        S.DECLINED: Step("Avis décliné", "Décliné"),
        S.REVOKED: Step("Avis retiré", "Demande retirée"),
    },
    initial=S.ASKED,
    final=[S.GIVEN, S.DECLINED, S.REVOKED],
    actions=[
        Action("opinion.give", [S.ASKED], S.GIVEN, by=SERVICE),
        Action("opinion.decline", [S.ASKED], S.DECLINED, by=SERVICE),
        Action("opinion.revoke", [S.ASKED], S.REVOKED, by=INSTRUCTOR),
    ],
)
