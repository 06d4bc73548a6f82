"""Reads of payments."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from grants.database import db
from grants.models import Agreement, Application, BankAccount, Payment, User
from grants.policies.agreements import agreements_visible_to
from grants.queries.letters.rulings import summed
from grants.values.money import Money
from workflows.roles import Role
from workflows.states import PaymentState as S

PAGE = 50
STATES = tuple(map(str, (S.PLANNED, S.REQUESTED, S.APPROVED, S.ORDERED, S.REJECTED, S.PAID, S.CANCELLED, S.RECOVERED)))
MINE = ((Role.ACCOUNTANT, S.ORDERED), (Role.INSTRUCTOR, S.REQUESTED), (Role.GRANT_MANAGER, S.APPROVED))


@dataclass(frozen=True)
class Share:
    """How many payments in one state, and how much."""

    count: int
    amount: Money


def first_state(user: User) -> str:
    """Where this person's own work is."""
    held = {each.role for each in user.appointments}
    return str(next((state for role, state in MINE if role in held), S.PLANNED))


def counts(user: User) -> dict[str, Share]:
    """State → how many and how much, among those this person may see."""
    here = select(Payment.state, func.count(), func.sum(Payment.amount))
    here = here.join(Payment.application).join(Payment.agreement)
    rows = db.session.execute(here.where(agreements_visible_to(user)).group_by(Payment.state))
    found = {state: Share(count, summed(amount)) for state, count, amount in rows}
    return {state: found.get(state, Share(0, Money(0))) for state in STATES}


def page(user: User, state: str, *, after: int | None = None, limit: int = PAGE) -> Sequence[Payment]:
    """In the order they were planned; `after` is the id where the last page ended."""
    here = select(Payment).join(Payment.application).join(Payment.agreement)
    here = here.where(agreements_visible_to(user), Payment.state == state)
    here = here.where(Payment.id > after) if after else here
    here = here.options(
        contains_eager(Payment.application).joinedload(Application.organisation),
        contains_eager(Payment.agreement).joinedload(Agreement.funder),
    )
    return db.session.scalars(here.order_by(Payment.id).limit(limit)).unique().all()


def account_changed(user: User, *, limit: int = PAGE) -> Sequence[Payment]:
    """Those ordered on an account that the organisation has changed since: the order may pay the old one."""
    since = select(BankAccount.id).where(
        BankAccount.organisation_id == Application.organisation_id, BankAccount.began_at > Payment.ordered_at
    )
    here = select(Payment).join(Payment.application).join(Payment.agreement)
    here = here.where(agreements_visible_to(user), Payment.state == S.ORDERED, since.exists())
    here = here.options(contains_eager(Payment.application).joinedload(Application.organisation))
    return db.session.scalars(here.order_by(Payment.id).limit(limit)).unique().all()
