"""One instalment (avance, acompte, solde): service done, ordered, then paid by the public accountant."""

from workflows.engine import Action, Step, Workflow
from workflows.guards import payments as given
from workflows.guards.duties import duty
from workflows.roles import ACCOUNTANT, FUNDERS, GRANT_MANAGER, INSTRUCTOR, Role, only
from workflows.states import PaymentState as S

ASKING = only(Role.APPLICANT, Role.GRANT_MANAGER)

PAYMENT = Workflow(
    "payment",
    version=1,
    steps={
        S.PLANNED: Step("Prévu", "Prévu", Role.GRANT_MANAGER, lambda p: p.due_at),
        S.REQUESTED: Step("Demandé", "Service fait à constater", Role.INSTRUCTOR, lambda p: p.due_at),
        S.APPROVED: Step("En cours de paiement", "Service fait constaté", Role.GRANT_MANAGER, lambda p: p.due_at),
        S.ORDERED: Step("En cours de paiement", "Ordonnancé", Role.ACCOUNTANT, lambda p: p.due_at, "authority"),
        S.PAID: Step("Payé", "Payé", lane="authority"),
        S.REJECTED: Step("À corriger", "Rejeté par le comptable", Role.GRANT_MANAGER, lambda p: p.due_at, "authority"),
        S.CANCELLED: Step("Annulé", "Annulé"),
        S.RECOVERED: Step("Reversé", "Reversé", lane="authority"),
    },
    initial=S.PLANNED,
    final=[S.PAID, S.CANCELLED, S.RECOVERED],
    actions=[
        Action(
            "payment.request", [S.PLANNED, S.REJECTED], S.REQUESTED, by=ASKING, given=[given.agreement_is_notified]
        ),
        Action(
            "payment.approve", [S.REQUESTED], S.APPROVED,
            by=INSTRUCTOR, given=[given.awaited_report_is_approved, duty("payment.approve")],
        ),
        Action(
            "payment.order", [S.APPROVED], S.ORDERED,
            by=GRANT_MANAGER, given=[given.has_commitment, duty("payment.order")],
        ),
        Action("payment.pay", [S.ORDERED], S.PAID, by=ACCOUNTANT, given=[duty("payment.pay")]),
        Action("payment.reject", [S.ORDERED], S.REJECTED, by=ACCOUNTANT, given=[duty("payment.reject")]),
        Action(
            "payment.cancel", [S.PLANNED, S.REQUESTED, S.APPROVED, S.REJECTED], S.CANCELLED,
            by=only(*GRANT_MANAGER, *FUNDERS),  # the authority by an amendment, or a termination
        ),
        Action("payment.recover", [S.PAID], S.RECOVERED, by=ACCOUNTANT),
    ],
)  # fmt: skip
