"""A new scenario: from the committee's opinions, from the ranking, from another one, or empty."""

from collections.abc import Sequence
from decimal import Decimal

from grants.database import db
from grants.definitions.selection_rules import RuleKind, SelectionRule
from grants.models import Place, Round, Scenario, ScenarioLine, User
from grants.queries import boards, envelopes
from grants.queries.boards import Row
from grants.queries.rankings import SET_ASIDE
from grants.services.command import Act, command
from grants.services.scenarios.editing import movable
from grants.services.scenarios.holding import changed, held, seen
from grants.services.scenarios.placing import Move, put
from workflows.errors import Invalid
from workflows.states import ApplicationState as S

MOST_ASKED = Decimal("0.6")  # of the demand: the least of who is funded in part, unless the scenario says otherwise
BASES = ("committee", "ranking", "empty")


@command
def begin(act: Act, round_id: int, *, version: int, name: str, basis: str = "committee") -> int:
    """A new scenario of this person, filled from the committee's opinions, from the ranking, or empty; its id.

    `version` is that of the round, which may have moved since: a scenario only tries.
    """
    round = act.lock(Round, round_id)
    act.do(round, "scenario.begin")
    scenario = new(act, round, name)
    for row, move in first_moves(act.actor, round, basis):
        put(scenario, row.application, move, by_hand=False)
    return scenario.id


def new(act: Act, round: Round, name: str) -> Scenario:
    usual = SelectionRule(key="r1", kind=RuleKind.LEAST, share=MOST_ASKED)
    scenario = Scenario(round=round, author_id=act.actor.id, name=name, created_at=act.at, changed_at=act.at)
    scenario.rules = [usual.kept()]
    db.session.add(scenario)
    db.session.flush()
    return scenario


def first_moves(user: User, round: Round, basis: str) -> list[tuple[Row, Move]]:
    """Where the files stand at first."""
    if basis not in BASES:
        raise Invalid
    rows = [each for each in boards.board_of(user, round).rows if not each.is_decided]
    if basis == "empty":
        return []
    if basis == "committee":
        return [(row, move) for row in rows if (move := opinion_of(row)) is not None]
    return by_rank(rows, round)


def opinion_of(row: Row) -> Move | None:
    """What the committee advised; nothing where all that it advised is decided by some of the funders."""
    file = row.application
    if file.state in (S.RECOMMENDED, S.APPROVED, S.PARTLY_RULED):
        amount = file.recommended_amount or file.requested_amount
        return Move(Place.IN, amount) if amount and (row.by_funder or not row.line.ruled) else None
    if file.state in (S.RESERVE_RECOMMENDED, S.RESERVE_LIST):
        return Move(Place.RESERVE)
    return Move(Place.OUT) if file.state == S.NOT_RECOMMENDED else None


def by_rank(rows: Sequence[Row], round: Round) -> list[tuple[Row, Move]]:
    """Served in rank order from what is left; who does not fit waits on the reserve list."""
    credits = envelopes.of_round(round.id)
    left, moves = {each.id: each.left for each in credits}, []
    for row in rows:
        amount = row.application.recommended_amount or row.application.requested_amount
        if row.application.state in SET_ASIDE or not amount:
            moves.append((row, Move(Place.OUT)))
            continue
        parts = boards.parts_of(row.application, amount, credits, row.line.ruled)
        fits = bool(parts) and all(part <= left[key] for key, part in parts.items())
        for key, part in parts.items() if fits else ():
            left[key] -= part
        moves.append((row, Move(Place.IN, amount) if fits else Move(Place.RESERVE)))
    return moves


@command
def copy(act: Act, scenario_id: int, *, version: int, name: str) -> int:
    """The same, of this person, without the files that they do not see; its id. `version` may have moved since."""
    model = held(act, scenario_id, "scenario.copy", version=None)
    made = new(act, model.round, name)
    files = movable(act.actor, model.round_id, {each.application_id for each in model.lines})
    for each in model.lines:
        if each.application_id in files:
            kept = {"place": each.place, "amount": each.amount, "is_by_hand": each.is_by_hand, "parts": each.parts}
            made.lines.append(ScenarioLine(application_id=each.application_id, **kept))
    made.rules = [each for each in model.rules if set(each.get("files", ())) <= set(seen(act.actor, model.round_id))]
    made.keeps_hand, made.gap, made.seconds = model.keeps_hand, model.gap, model.seconds
    changed(act, made, "scenario.copy")
    return made.id
