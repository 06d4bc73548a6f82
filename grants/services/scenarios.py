"""What-if selections: begun, changed, copied, shared, forgotten; none of these acts decides anything of a file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from grants.database import db
from grants.definitions import selection_rules
from grants.definitions.selection_rules import RuleKind, SelectionRule
from grants.models import (
    Application,
    Calculation,
    CalculationKind,
    Place,
    Round,
    Scenario,
    ScenarioLine,
    User,
)
from grants.policies.applications import visible_to
from grants.policies.permits import PERMITS
from grants.queries import attempts, boards, envelopes
from grants.queries.boards import Row
from grants.queries.rankings import IN_PLAY, SET_ASIDE
from grants.services.command import Act, command
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Invalid, Refused
from workflows.states import ApplicationState as S

MOST_ASKED = Decimal(
    "0.6"
)  # of the demand: what a file funded in part has at least, unless its scenario says otherwise
BASES = ("committee", "ranking", "empty")


class Move(NamedTuple):
    """Where a person puts a file; an amount only where it is retained, that of the demand when it is not said."""

    place: Place | None
    amount: Money | None = None


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
        return [(row, move) for row in rows if (move := opinion_of(row.application)) is not None]
    return by_rank(rows, round)


def opinion_of(file: Application) -> Move | None:
    """What the committee advised."""
    if file.state in (S.RECOMMENDED, S.APPROVED, S.PARTLY_RULED):
        amount = file.recommended_amount or file.requested_amount
        return Move(Place.IN, amount) if amount else None
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
        parts = boards.parts_of(row.application, amount, credits)
        fits = bool(parts) and all(part <= left[key] for key, part in parts.items())
        for key, part in parts.items() if fits else ():
            left[key] -= part
        moves.append((row, Move(Place.IN, amount) if fits else Move(Place.RESERVE)))
    return moves


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


def held(act: Act, scenario_id: int, name: str, *, version: int | None) -> Scenario:
    """The scenario, locked after its round, for whoever may do this act on it."""
    scenario = act.hold(Scenario, scenario_id, version=version)
    PERMITS[name].demand(attempts.attempt(act.actor, scenario, at=act.at))
    return scenario


def changed(act: Act, scenario: Scenario, name: str, **data: Any) -> None:
    """Raise the version, and write it in the round's journal, without names nor amounts."""
    scenario.changed_at = act.at
    flag_modified(scenario, "changed_at")
    act.record(scenario.round, name, scenario=scenario.id, **data)


@command
def edit(act: Act, scenario_id: int, *, version: int, moves: Mapping[int, Move]) -> int:
    """Put files where a person says, by id; how many moved. Only those that the person sees and nobody has decided."""
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    files = movable(act.actor, scenario.round_id, set(moves))
    if set(files) != set(moves):
        raise Refused(["Un de ces dossiers vient d’être décidé, ou n’est plus le vôtre : rien n’a été changé."])
    moved = sum(put(scenario, files[key], move, by_hand=True) for key, move in moves.items())
    if moved:
        changed(act, scenario, "scenario.edit", moved=moved)
    return moved


def movable(user: User, round_id: int, ids: set[int]) -> dict[int, Application]:
    """The files of the round, among these, that a scenario of this person may move."""
    here = select(Application).where(Application.round_id == round_id, Application.id.in_(ids), visible_to(user))
    here = here.where(Application.state.in_(set(IN_PLAY) - set(boards.OVER)))
    beside = (Application.organisation, Application.definition, Application.round)
    return {each.id: each for each in db.session.scalars(here.options(*(joinedload(one) for one in beside)))}


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


def seen(user: User, round_id: int) -> set[int]:
    """The ids of the files of the round that this person sees."""
    return set(db.session.scalars(select(Application.id).where(Application.round_id == round_id, visible_to(user))))


@command
def rename(act: Act, scenario_id: int, *, version: int, name: str) -> None:
    scenario = held(act, scenario_id, "scenario.rename", version=version)
    scenario.name = name
    changed(act, scenario, "scenario.rename")


@command
def share(act: Act, scenario_id: int, *, version: int, is_shared: bool) -> None:
    """Let the deciders of the round open it, or no more."""
    scenario = held(act, scenario_id, "scenario.share", version=version)
    scenario.is_shared = is_shared
    changed(act, scenario, "scenario.share", is_shared=is_shared)


@command
def discard(act: Act, scenario_id: int, *, version: int) -> None:
    """Forget it; the files and the credits are as they were."""
    scenario = held(act, scenario_id, "scenario.discard", version=version)
    act.record(scenario.round, "scenario.discard", scenario=scenario.id)
    db.session.delete(scenario)


@command
def add_rule(act: Act, scenario_id: int, *, version: int, rule: Mapping[str, Any]) -> None:
    """One rule more for the calculation."""
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    made = SelectionRule.model_validate({**rule, "key": selection_rules.next_key(scenario.rules)})
    if set(made.files) - seen(act.actor, scenario.round_id):
        raise Invalid
    scenario.rules = [*scenario.rules, made.kept()]
    changed(act, scenario, "scenario.edit", rule=made.kind)


@command
def remove_rule(act: Act, scenario_id: int, *, version: int, key: str) -> None:
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    scenario.rules = [each for each in scenario.rules if each["key"] != key]
    changed(act, scenario, "scenario.edit", removed=key)


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
