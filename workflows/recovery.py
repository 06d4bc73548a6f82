"""Money that comes back (reversement): the organisation is heard before an order is issued."""

from workflows.engine import Action, Step, Workflow
from workflows.guards.duties import duty
from workflows.roles import ACCOUNTANT, FUNDERS, GRANT_MANAGER, Role, only
from workflows.states import RecoveryState as S

RECOVERY = Workflow(
    "recovery",
    version=1,
    steps={
        S.PROPOSED: Step(
            "Vos observations sont attendues",
            "Proposé",
            Role.APPLICANT,
            lambda r: r.hear_by_at,
            "association",
        ),
        S.HEARD: Step(
            "En examen",
            "Observations recueillies",
            Role.AUTHORITY,
            lambda r: r.hear_by_at,
        ),
        S.ORDERED: Step(
            "À reverser",
            "Titre émis",
            Role.ACCOUNTANT,
            lambda r: r.pay_by_at,
            "authority",
        ),
        S.RECOVERED: Step("Reversé", "Recouvré", lane="authority"),
        S.CANCELLED: Step("Abandonné", "Abandonné", lane="authority"),
    },
    initial=S.PROPOSED,
    final=[S.RECOVERED, S.CANCELLED],
    actions=[
        Action(
            "recovery.hear",
            [S.PROPOSED],
            S.HEARD,
            by=only(Role.APPLICANT, *GRANT_MANAGER),
        ),
        Action(
            "recovery.order",
            [S.HEARD],
            S.ORDERED,
            by=FUNDERS,
            given=[duty("recovery.order")],
        ),
        Action(
            "recovery.collect",
            [S.ORDERED],
            S.RECOVERED,
            by=ACCOUNTANT,
            given=[duty("recovery.collect")],
        ),
        Action(
            "recovery.cancel",
            [S.PROPOSED, S.HEARD, S.ORDERED],
            S.CANCELLED,
            by=FUNDERS,
        ),
    ],
)
