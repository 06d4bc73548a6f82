"""The funder's judgement of the result, approved by the commissioner."""

from workflows.engine import Action, Step, Workflow
from workflows.guards.duties import duty
from workflows.roles import COMMISSIONER, INSTRUCTOR, Role, only
from workflows.states import EvaluationState as S

EVALUATION = Workflow(
    "evaluation",
    version=1,
    steps={
        S.PLANNED: Step("Prévue", "Prévue", Role.INSTRUCTOR, lambda e: e.due_at),
        S.IN_PROGRESS: Step("En cours", "En cours", Role.INSTRUCTOR, lambda e: e.due_at),
        S.SUBMITTED: Step(
            "En cours",
            "À approuver",
            Role.COMMISSIONER,
            lambda e: e.due_at,
            "authority",
        ),
        S.APPROVED: Step(
            "Approuvée",
            "Approuvée, à publier",
            Role.COMMUNICATION,
            lambda e: e.due_at,
            "authority",
        ),
        S.PUBLISHED: Step("Publiée", "Publiée", lane="authority"),
    },
    initial=S.PLANNED,
    final=[S.PUBLISHED],
    actions=[
        Action("evaluation.start", [S.PLANNED], S.IN_PROGRESS, by=INSTRUCTOR),
        Action("evaluation.submit", [S.IN_PROGRESS], S.SUBMITTED, by=INSTRUCTOR),
        Action("evaluation.request_revision", [S.SUBMITTED], S.IN_PROGRESS, by=COMMISSIONER),
        Action(
            "evaluation.approve",
            [S.SUBMITTED],
            S.APPROVED,
            by=COMMISSIONER,
            given=[duty("evaluation.approve")],
        ),
        Action(
            "evaluation.publish",
            [S.APPROVED],
            S.PUBLISHED,
            by=only(Role.COMMUNICATION, Role.COMMISSIONER),
        ),
    ],
)
