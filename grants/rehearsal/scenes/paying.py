"""Instalments: asked for, service done, ordered, paid by the accountant; one comes back rejected, one is recovered."""

from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Payment, Recovery
from grants.queries.attempts import attempt
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.season import Life
from grants.services import payments, recoveries
from grants.values.money import Money
from workflows.states import PaymentState


def pay_what_may_be(play: Director, life: Life) -> None:
    """Every planned instalment whose report, if it awaits one, is approved."""
    for agreement_id, suffix in life.agreements.items():
        for payment_id in payable(play, life, agreement_id):
            pay(play, life, payment_id, suffix)


def payable(play: Director, life: Life, agreement_id: int) -> list[int]:
    here = select(Payment).filter_by(agreement_id=agreement_id, state=PaymentState.PLANNED).order_by(Payment.rank)
    return [each.id for each in db.session.scalars(here).all() if not awaits(play, life, each)]


def awaits(play: Director, life: Life, payment: Payment) -> bool:
    """Whether a report must come first."""
    actor = db.session.get_one(Application, life.application_id).starter
    assert actor is not None
    return bool(attempt(actor, payment, at=play.at).facts.get("awaited_report"))


def pay(play: Director, life: Life, payment_id: int, suffix: str) -> None:
    """As far as the fate goes."""
    manager, accountant = f"grant_manager{suffix}", f"accountant{suffix}"
    if life.fate.reaches(Step.REQUESTED):
        play.do(life.editor, payments.request, Payment, payment_id)
    if life.fate.reaches(Step.SERVICE_DONE):
        play.do(play.at_file(life.application_id), payments.approve, Payment, payment_id)
    if life.fate.reaches(Step.ORDERED):
        order(play, payment_id, manager)
    if life.fate.reaches(Step.PAID):
        if life.fate.has("rejected_payment") and "versement rejeté" not in play.turns:
            send_back(play, life, payment_id, manager, accountant)
        play.move_to(play.at + timedelta(days=3))
        play.do(accountant, payments.pay, Payment, payment_id, paid_on=play.today, reference=f"VIR{payment_id:06}")


def order(play: Director, payment_id: int, manager: str) -> None:
    play.do(manager, payments.order, Payment, payment_id, reference=f"DP{payment_id:06}")


def send_back(play: Director, life: Life, payment_id: int, manager: str, accountant: str) -> None:
    """The accountant rejects it: asked for, seen and ordered again."""
    play.turns["versement rejeté"] += 1
    play.do(accountant, payments.reject, Payment, payment_id, reason="Le compte bancaire est clos.")
    play.do(life.editor, payments.request, Payment, payment_id)
    play.do(play.at_file(life.application_id), payments.approve, Payment, payment_id)
    order(play, payment_id, manager)


def recover(play: Director, life: Life) -> None:
    """Part of the first payment comes back, after the organisation was heard."""
    play.turns["reversement"] += 1
    paid = select(Payment.id).filter_by(application_id=life.application_id, state=PaymentState.PAID)
    payment_id = db.session.scalars(paid.order_by(Payment.id).limit(1)).one()
    asked = {"payment_id": payment_id, "amount": Money.of(1_200), "hear_by": play.today + timedelta(days=20)}
    reason = "Une part de l’aide n’a pas été dépensée."
    recovery_id = play.do("grant_manager", recoveries.propose, Application, life.application_id, reason=reason, **asked)
    if life.fate.has("stay_recovery"):
        return
    play.do(life.editor, recoveries.hear, Recovery, recovery_id, observations="Nous reverserons cette somme.")
    if life.fate.has("stay_heard"):
        return
    play.do("commissioner", recoveries.order, Recovery, recovery_id, reference=f"TP{recovery_id:06}")
    if life.fate.has("stay_ordered"):
        return
    play.move_to(play.at + timedelta(days=25))
    play.do("accountant", recoveries.collect, Recovery, recovery_id, collected_on=play.today)
