"""Calls with two approvals: the ranking is approved first, for an amount that then binds."""

from grants.services import envelopes
from grants.services.command import Act, command
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import ApplicationState


@command
def approve(act: Act, application_id: int, *, version: int) -> None:
    """Approve the ranking (première validation): the award to come must be of the recommended amount."""
    application = envelopes.hold(act, application_id, version=version)
    if application.state == ApplicationState.RECOMMENDED and application.recommended_amount is None:
        raise Refused(["Le comité n’a pas proposé de montant : « Changer le montant proposé » n’a pas encore eu lieu."])
    approved = application.recommended_amount
    act.move(application, "ruling.approve", amount_cents=approved and approved.cents)


@command
def send_back(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """Refuse the second approval: the ranking is to be approved again before anything is ruled."""
    application = envelopes.hold(act, application_id, version=version)
    act.move(application, "ruling.send_back", said={"reason": reason})


@command
def change_amount(act: Act, application_id: int, *, version: int, amount: Money, reason: str) -> None:
    """Propose another amount: the approval is void, and the file goes back to be approved again."""
    application = envelopes.hold(act, application_id, version=version)
    before = application.recommended_amount
    if amount == before:
        raise Refused([sentence("Le montant proposé est déjà de %(amount)s.", amount=amount)])
    if application.requested_amount is not None and amount > application.requested_amount:
        raise Refused(
            [
                sentence(
                    "Le montant proposé dépasse la demande, qui est de %(requested_amount)s.",
                    requested_amount=application.requested_amount,
                )
            ]
        )
    act.move(
        application, "ruling.change_amount", said={"reason": reason},
        amount_cents=amount.cents, amount_before_cents=before and before.cents,
    )  # fmt: skip
    application.recommended_amount = amount
