"""Where a scenario puts one file, with how much, and what that takes of each envelope."""

from typing import Any, NamedTuple

from grants.models import Application, Place, Scenario, ScenarioLine
from grants.queries import boards
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused


class Move(NamedTuple):
    """Where a person puts a file; an amount only where it is retained, that of the demand when it is not said."""

    place: Place | None
    amount: Money | None = None


def put(scenario: Scenario, file: Application, move: Move, *, by_hand: bool, parts: Any = None) -> bool:
    """Place one file; whether that changes anything."""
    line = next((each for each in scenario.lines if each.application_id == file.id), None)
    amount = (move.amount or file.recommended_amount or file.requested_amount) if move.place is Place.IN else None
    if move.place is Place.IN:
        check_amount(file, amount)
    before = Move(line.place, line.amount) if line else Move(None)
    if before == Move(move.place, amount) and parts is None:
        return False
    if move.place is None:
        scenario.lines.remove(line) if line else None
        return line is not None
    if line is None:
        line = ScenarioLine(application_id=file.id)
        scenario.lines.append(line)
    line.place, line.amount, line.is_by_hand = move.place, amount, by_hand
    line.parts = parts or split(file, amount)
    return True


def check_amount(file: Application, amount: Money | None) -> None:
    """Something, and no more than was asked for."""
    if not amount:
        raise Refused([sentence("Dites un montant pour %(name)s.", name=file.organisation.name)])
    if file.requested_amount and amount > file.requested_amount:
        asked = sentence(
            "%(name)s demande %(asked)s : %(amount)s serait plus.",
            name=file.organisation.name, asked=file.requested_amount, amount=amount,
        )  # fmt: skip
        raise Refused([asked])


def split(file: Application, amount: Money | None) -> dict[str, int] | None:
    """Envelope → cents, as a ruling would by itself in the name of the first funder."""
    credits = sorted(file.round.envelopes, key=lambda each: each.id)
    parts = boards.parts_of(file, amount, credits)
    return {str(key): part.cents for key, part in parts.items()} or None
