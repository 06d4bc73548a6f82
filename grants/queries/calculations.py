"""What was asked of the solver on a scenario, and what the reader may be told of the files it speaks of."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions import selection_rules
from grants.definitions.selection_names import Known
from grants.models import Application, Calculation, CalculationKind, Envelope, Scenario, User
from grants.policies.applications import visible_to
from grants.values.money import Money


def last_proposal(scenario: Scenario, user: User) -> Calculation | None:
    """The proposal that this person asked for last."""
    mine = select(Calculation).filter_by(scenario_id=scenario.id, asked_by_id=user.id, kind=CalculationKind.PROPOSAL)
    return db.session.scalars(mine.order_by(Calculation.id.desc()).limit(1)).one_or_none()


def explanations(scenario: Scenario, user: User) -> Sequence[Calculation]:
    """The files that this person asked about, while they read them, the last first."""
    mine = select(Calculation).filter_by(scenario_id=scenario.id, asked_by_id=user.id, kind=CalculationKind.EXPLANATION)
    seen = mine.join(Calculation.file).where(visible_to(user))
    beside = joinedload(Calculation.file).joinedload(Application.organisation)
    return db.session.scalars(seen.options(beside).order_by(Calculation.id.desc()).limit(20)).all()


def files_of(round_id: int, user: User) -> dict[int, Application]:
    """The files of the round that this person sees, by id."""
    here = select(Application).where(Application.round_id == round_id, visible_to(user))
    return {each.id: each for each in db.session.scalars(here.options(joinedload(Application.organisation)))}


def known(scenario: Scenario, files: Iterable[Application]) -> Known:
    """The words for the solver's keys."""
    labels = db.session.execute(select(Envelope.id, Envelope.label).filter_by(round_id=scenario.round_id))
    amounts = {each.application_id: each.amount for each in scenario.lines if each.is_by_hand and each.amount}
    return Known(
        {each.id: f"« {each.organisation.name} »" for each in files},
        {row.id: row.label for row in labels},
        {each.key: each for each in selection_rules.read(scenario.rules)},
        {key: Money(amount.cents) for key, amount in amounts.items()},
    )
