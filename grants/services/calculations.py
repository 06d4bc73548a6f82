"""What the workers write of a calculation: that they took it, how far it is, what it found."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Calculation
from grants.services.command import Act, command

SILENCE = timedelta(seconds=150)  # without a sign of life after which its worker is believed dead


def is_alive(calculation: Calculation, at: datetime) -> bool:
    """Whether a worker is at it."""
    return calculation.told_at is not None and calculation.finished_at is None and at - calculation.told_at < SILENCE


def found(calculation_id: int) -> Calculation | None:
    """The row, held; none when it was asked again meanwhile, or its scenario deleted."""
    here = select(Calculation).filter_by(id=calculation_id).with_for_update(of=Calculation)
    return db.session.scalars(here.execution_options(populate_existing=True)).one_or_none()


@command
def take(act: Act, calculation_id: int) -> bool:
    """Begin it, unless it is done, given up, or another worker is at it."""
    calculation = found(calculation_id)
    if calculation is None or calculation.finished_at or is_alive(calculation, act.at):
        return False
    calculation.started_at = calculation.told_at = act.at
    calculation.done = calculation.total = 0
    calculation.scenario_version = calculation.scenario.version
    return True


@command
def tell(act: Act, calculation_id: int, *, done: int, total: int, doing: str) -> bool:
    """How far it is; False when nobody waits for it any more."""
    calculation = found(calculation_id)
    if calculation is None:
        return False
    calculation.done, calculation.total, calculation.doing, calculation.told_at = done, total, doing, act.at
    return True


@command
def finish(act: Act, calculation_id: int, *, result: dict[str, Any]) -> None:
    calculation = found(calculation_id)
    if calculation is not None:
        calculation.result, calculation.finished_at = result, act.at
