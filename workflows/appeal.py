"""Recours gracieux: the author of the ruling is asked to look again."""

from workflows.engine import Action, Step, Workflow
from workflows.guards.duties import duty
from workflows.roles import AUTHORITY, Role
from workflows.states import AppealState as S

APPEAL = Workflow(
    "appeal",
    version=1,
    steps={
        S.FILED: Step(
            "Recours formé",
            "À examiner",
            Role.AUTHORITY,
            lambda a: a.answer_by_at,
            "authority",
        ),
        S.ACCEPTED: Step("Recours accepté", "Accepté", lane="authority"),
        S.REJECTED: Step("Recours rejeté", "Rejeté", lane="authority"),
    },
    initial=S.FILED,
    final=[S.ACCEPTED, S.REJECTED],
    actions=[
        Action(
            "appeal.accept",
            [S.FILED],
            S.ACCEPTED,
            by=AUTHORITY,
            given=[duty("appeal.accept")],
        ),
        Action(
            "appeal.reject",
            [S.FILED],
            S.REJECTED,
            by=AUTHORITY,
            given=[duty("appeal.reject")],
        ),
    ],
)
