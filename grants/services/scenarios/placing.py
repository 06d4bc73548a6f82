"""Where a scenario puts one file, with how much, and what that takes of each envelope."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from grants.models import Application, Place, Scenario, ScenarioLine
from grants.queries import boards, funders
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused


class Move(NamedTuple):
    """Where a person puts a file; an amount only where it is retained, that of the demand when it is not said.

    Where several funders share the call, `by_funder` says the part of each (funder id → amount): `amount` is their sum.
    """

    place: Place | None
    amount: Money | None = None
    by_funder: Mapping[int, Money] | None = None


def put(scenario: Scenario, file: Application, move: Move, *, by_hand: bool, parts: Any = None) -> bool:
    """Place one file; whether that changes anything."""
    line = next((each for each in scenario.lines if each.application_id == file.id), None)
    amount, found = given(file, move) if parts is None else (move.amount, parts)
    if move.place is Place.IN:
        check_amount(file, amount)
    if parts is None and same(line, file, move.place, amount, found):
        return False
    if move.place is None:
        scenario.lines.remove(line) if line else None
        return line is not None
    if line is None:
        line = ScenarioLine(application_id=file.id)
        scenario.lines.append(line)
    line.place, line.amount, line.parts, line.is_by_hand = move.place, amount, found, by_hand
    return True


def given(file: Application, move: Move) -> tuple[Money | None, dict[str, int] | None]:
    """The amount of a move, and envelope → cents, as rulings would by themselves."""
    if move.place is not Place.IN:
        return None, None
    credits = sorted(file.round.envelopes, key=lambda each: each.id)
    amounts = move.by_funder
    if amounts is None:
        wanted, ruled = move.amount or file.recommended_amount or file.requested_amount, funders.ruled_on(file)
        amounts = funders.shared(file, wanted, credits, ruled)
        if not amounts and not ruled:
            return wanted, None  # nothing here pays for it
    payers = {each.id for each in funders.still_to_rule(file, credits, funders.ruled_on(file))}
    amounts = {key: amount for key, amount in amounts.items() if key in payers}
    split = funders.split(file, amounts)
    return Money.total(amounts.values()), {str(key): part.cents for key, part in split.items()} or None


def same(line: ScenarioLine | None, file: Application, place: Place | None, amount: Money | None, parts: Any) -> bool:
    """Whether the file is there already, with as much of each funder, however its envelopes share that."""
    if line is None:
        return place is None
    paid = [funders.by_funder(boards.cents(each), file.round.envelopes) for each in (line.parts, parts)]
    return (line.place, line.amount, paid[0]) == (place, amount, paid[1])


def check_amount(file: Application, amount: Money | None) -> None:
    """Something, and no more than was asked for, with what other funders have awarded already."""
    if not amount:
        raise Refused([sentence("Dites un montant pour %(name)s.", name=file.organisation.name)])
    whole = amount + Money.total(funders.ruled_on(file).values())
    if file.requested_amount and whole > file.requested_amount:
        asked = sentence(
            "%(name)s demande %(asked)s : %(amount)s serait plus.",
            name=file.organisation.name, asked=file.requested_amount, amount=whole,
        )  # fmt: skip
        raise Refused([asked])
