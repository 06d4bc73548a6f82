"""The legal act that funds (arrêté or convention), amended by avenants."""

from workflows.engine import Action, Step, Workflow
from workflows.guards import agreements as given
from workflows.roles import FUNDERS, GRANT_MANAGER, Role
from workflows.states import AgreementState as S

RUNNING = [S.NOTIFIED, S.AMENDED]

AGREEMENT = Workflow(
    "agreement",
    version=1,
    steps={
        S.DRAFTED: Step("En préparation", "Rédigé", Role.GRANT_MANAGER, lambda a: a.send_by_at),
        S.SENT: Step("À signer", "Envoyé", Role.REPRESENTATIVE, lambda a: a.sign_by_at, "association"),
        S.SIGNED: Step("Signé", "Signé, à notifier", Role.GRANT_MANAGER, lambda a: a.sign_by_at, "authority"),
        S.NOTIFIED: Step("Notifié", "Notifié"),
        S.AMENDED: Step("Modifié par avenant", "Modifié par avenant", lane="authority"),
        S.TERMINATED: Step("Résilié", "Résilié", lane="authority"),
        S.CLOSED: Step("Soldé", "Soldé"),
    },
    initial=S.DRAFTED,
    final=[S.TERMINATED, S.CLOSED],
    actions=[
        Action("agreement.send", [S.DRAFTED], S.SENT, by=GRANT_MANAGER, given=[given.ruling_is_published]),
        Action("agreement.sign", [S.SENT], S.SIGNED, by=FUNDERS, given=[given.organisation_has_signed]),
        Action("agreement.notify", [S.SIGNED], S.NOTIFIED, by=GRANT_MANAGER),
        Action("agreement.amend", RUNNING, S.AMENDED, by=FUNDERS),
        Action("agreement.terminate", [S.DRAFTED, S.SENT, S.SIGNED, *RUNNING], S.TERMINATED, by=FUNDERS),
        Action(
            "agreement.close", RUNNING, S.CLOSED,
            by=GRANT_MANAGER, given=[given.ledger_is_settled, given.reports_are_settled],
        ),
    ],
)  # fmt: skip
