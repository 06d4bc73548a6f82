"""What is asked of the solver on a scenario, and its proposal taken over: still, nothing is decided."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from grants.database import db
from grants.models import Calculation, CalculationKind, Place, Scenario
from grants.services.command import Act, command
from grants.services.scenarios.editing import movable
from grants.services.scenarios.holding import changed, held, seen
from grants.services.scenarios.placing import Move, put
from grants.values.money import Money
from workflows.errors import Invalid, Refused


@command
def propose(act: Act, scenario_id: int, *, version: int, keeps_hand: bool, gap: Decimal, seconds: int) -> int:
    """Ask the solver for the best selection under the rules of the scenario; the calculation's id."""
    scenario = held(act, scenario_id, "scenario.propose", version=version)
    scenario.keeps_hand, scenario.gap, scenario.seconds = keeps_hand, gap, seconds
    return asked(act, scenario, "scenario.propose", CalculationKind.PROPOSAL)


@command
def explain(act: Act, scenario_id: int, *, version: int, file_id: int) -> int:
    """Ask the solver why it would retain this file or not; the calculation's id."""
    scenario = held(act, scenario_id, "scenario.explain", version=None)
    if file_id not in seen(act.actor, scenario.round_id):
        raise Invalid
    return asked(act, scenario, "scenario.explain", CalculationKind.EXPLANATION, file_id)


def asked(act: Act, scenario: Scenario, name: str, kind: CalculationKind, file_id: int | None = None) -> int:
    """A calculation that waits for a worker, in the place of the same one asked before."""
    for each in list(scenario.calculations):
        if (each.kind, each.file_id, each.asked_by_id) == (kind, file_id, act.actor.id):
            scenario.calculations.remove(each)
    made = Calculation(kind=kind, file_id=file_id, asked_by_id=act.actor.id, asked_at=act.at)
    scenario.calculations.append(made)
    db.session.flush()
    act.do(scenario, name, calculation=made.id)
    return made.id


@command
def adopt(act: Act, scenario_id: int, *, version: int, calculation_id: int) -> None:
    """Put the files where the proposal puts them: retained with their amounts, or on the reserve list."""
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    found = next((each for each in scenario.calculations if each.id == calculation_id), None)
    if found is None or found.asked_by_id != act.actor.id or not (found.result or {}).get("is_found"):
        raise Refused(["Cette proposition n’est plus là : demandez-la de nouveau."])
    given = parts_by_file(found.result or {})
    files = movable(act.actor, scenario.round_id, set((found.result or {})["candidates"]))
    by_hand = {each.application_id for each in scenario.lines if each.is_by_hand} if scenario.keeps_hand else set()
    for key, file in files.items():
        parts = given.get(key)
        if key not in by_hand:
            move = Move(Place.IN, Money(sum(parts.values()))) if parts else Move(Place.RESERVE)
            put(scenario, file, move, by_hand=False, parts=parts)
    changed(act, scenario, "scenario.edit", calculation=calculation_id)


def parts_by_file(result: Mapping[str, Any]) -> dict[int, dict[str, int]]:
    """File → envelope → cents."""
    found: dict[int, dict[str, int]] = {}
    for file_id, envelope_id, cents in result["grants"]:
        found.setdefault(file_id, {})[str(envelope_id)] = cents
    return found
