"""What the laureate owes (compte rendu financier, bilan intermédiaire ou final)."""

from workflows.engine import Action, Step, Workflow
from workflows.guards.duties import duty
from workflows.guards.reports import is_complete
from workflows.roles import APPLICANT, INSTRUCTOR, Role
from workflows.states import ReportState as S

REPORT = Workflow(
    "report",
    version=1,
    steps={
        S.DUE: Step("À rendre", "Attendu", Role.APPLICANT, lambda r: r.due_at, "association"),
        S.DRAFTED: Step(
            "En cours de rédaction, pas encore remis",
            "En rédaction",
            Role.APPLICANT,
            lambda r: r.due_at,
            "association",
        ),
        S.SUBMITTED: Step("Remis", "À examiner", Role.INSTRUCTOR, lambda r: r.due_at),
        S.TO_REVISE: Step(
            "À reprendre",
            "À reprendre",
            Role.APPLICANT,
            lambda r: r.due_at,
            "association",
        ),
        S.APPROVED: Step("Approuvé", "Approuvé"),
        S.REJECTED: Step("Rejeté", "Rejeté"),
    },
    initial=S.DUE,
    final=[S.APPROVED, S.REJECTED],
    actions=[
        Action("report.draft", [S.DUE], S.DRAFTED, by=APPLICANT),
        Action(
            "report.submit",
            [S.DRAFTED, S.TO_REVISE],
            S.SUBMITTED,
            by=APPLICANT,
            given=[is_complete],
        ),
        Action("report.request_revision", [S.SUBMITTED], S.TO_REVISE, by=INSTRUCTOR),
        Action(
            "report.approve",
            [S.SUBMITTED],
            S.APPROVED,
            by=INSTRUCTOR,
            given=[duty("report.approve")],
        ),
        Action("report.reject", [S.SUBMITTED], S.REJECTED, by=INSTRUCTOR),
    ],
)
