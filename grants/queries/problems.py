"""A scenario as the solver wants it: the files to choose from, the money that is free for them, the rules in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sqlalchemy import func, select

from grants.analysis.selection import (
    AtLeast,
    AtMost,
    Board,
    Candidate,
    Envelope,
    Exclusive,
    Measure,
    Needs,
    Part,
    RateAtLeast,
    RateAtMost,
    Rule,
    ShareAtLeast,
    ShareAtMost,
)
from grants.database import db
from grants.definitions import selection_rules
from grants.definitions.call import CallFile
from grants.definitions.selection_rules import RuleKind, SelectionRule
from grants.models import Answer, Application, Place, Scenario, User
from grants.models import Envelope as Credit
from grants.policies.applications import visible_to
from grants.queries import boards, envelopes, funders
from grants.queries.boards import Row
from grants.queries.rankings import IN_PLAY
from grants.values.accounts import grid
from grants.values.budgets import Budget
from grants.values.money import ZERO, Money
from workflows.states import ApplicationState as S

STEP = 100_00  # cents by which an amount is cut below the demand
TRANCHES = "tranches"  # the envelopes that each award draws on in set parts, as one
NOT_OFFERED = (S.NOT_RECOMMENDED, S.ADJOURNED)


@dataclass(frozen=True)
class Problem:
    """The board of the solver; who was left out and why; how many files of the round the reader does not see."""

    board: Board
    files: Mapping[str, Application]
    excluded: tuple[tuple[int, str], ...]
    hidden: int
    has_tranches: bool
    credits: Sequence[Credit]

    def parts(self, file_key: str, grants: Mapping[str, int]) -> dict[str, int]:
        """Envelope id → cents: as the solver split it, or by the tranches of the call."""
        if not self.has_tranches:
            return {key.rpartition(":")[2]: cents for key, cents in grants.items()}
        split = boards.parts_of(self.files[file_key], Money(sum(grants.values())), self.credits)
        return {str(key): amount.cents for key, amount in split.items()}

    def spread(self, grants: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
        """File → envelope id → cents of all that the solver gives; by the announced shares where they fit."""
        found = {key: self.parts(key, given) for key, given in grants.items()}
        if not any(funders.is_free(self.files[key].file) for key in grants):
            return found
        return by_shares(self, {key: sum(parts.values()) for key, parts in found.items()}) or found


def problem_of(user: User, scenario: Scenario) -> Problem:
    """What this person may have computed on this scenario."""
    board = boards.of_scenario(user, scenario)
    excluded = {row.application.id: why for row in board.rows if (why := why_not(row, scenario, board.credits))}
    rows = [row for row in board.rows if row.application.id not in excluded]
    rules = selection_rules.read(scenario.rules)
    free, keys = free_of(board, rows), keys_of(board.credits)
    tranches = tranches_of(rows, free, board.credits)
    costs = costs_of([row.application for row in rows], rules)
    kept = scenario.keeps_hand
    pots = [Envelope(keys[key], amount) for key, amount in free.items()]
    if tranches is not None:
        keys, pots = dict.fromkeys(free, TRANCHES), [Envelope(TRANCHES, tranches)]
    candidates = tuple(candidate(row, rules, costs, keys, board.credits, keeps_hand=kept) for row in rows)
    known = {each.key for each in candidates}
    written = tuple(made for each in rules if (made := rule(each, known)) is not None)
    files, hidden = {str(row.application.id): row.application for row in rows}, hidden_count(user, scenario.round_id)
    solved = Board(candidates, tuple(pots), written, step=STEP)
    return Problem(solved, files, tuple(excluded.items()), hidden, tranches is not None, board.credits)


def why_not(row: Row, scenario: Scenario, credits: Sequence[Credit]) -> str:
    """Why the calculation leaves this file where it is; empty when it takes it."""
    file = row.application
    if row.is_decided:
        return "decided"
    if score_of(row) is None:
        return "unscored"
    if asked_of(row) <= ZERO:
        return "unasked"
    if not serving(row, credits):
        return "unserved"
    is_chosen = scenario.keeps_hand and row.is_by_hand and row.place is Place.IN
    return "advised_against" if file.state in NOT_OFFERED and not is_chosen else ""


def score_of(row: Row) -> float | None:
    """Calibrated, or raw when there is no calibration."""
    if row.line.calibrated is not None:
        return row.line.calibrated
    return None if row.line.score is None else float(row.line.score)


def serving(row: Row, credits: Sequence[Credit]) -> list[int]:
    """The envelopes that may pay for this file, of the funders who have not ruled on it."""
    payers = {each.id for each in funders.still_to_rule(row.application, credits, row.line.ruled)}
    ordered = sorted(envelopes.serving(row.application), key=lambda each: each.id)
    return [each.id for each in ordered if each.funder_id in payers]


def asked_of(row: Row) -> Money:
    """What it asks, less what some of the funders have awarded already."""
    return (row.application.requested_amount or ZERO) - Money.total(row.line.ruled.values())


def free_of(board: boards.Board, rows: Sequence[Row]) -> dict[int, int]:
    """Envelope → cents that the solver may share out: less what it leaves in place, of files unseen or left out."""
    moved: dict[int, Money] = {}
    for row in rows:
        boards.add(moved, row.parts)
    kept = {key: amount - moved.get(key, ZERO) for key, amount in board.taken.items()}
    return {each.id: max(0, (each.left - kept.get(each.id, ZERO)).cents) for each in board.credits}


def keys_of(credits: Sequence[Credit]) -> dict[int, str]:
    """The solver's name of each envelope, in the order in which a ruling would draw on them: the closest first."""
    ordered = sorted(credits, key=envelopes.nearness)
    return {each.id: f"{rank:03}:{each.id}" for rank, each in enumerate(ordered)}


def tranches_of(rows: Sequence[Row], free: Mapping[int, int], credits: Sequence[Credit]) -> int | None:
    """What all the tranches together can pay, when each award draws on the same ones in set parts; None otherwise."""
    files = [row.application for row in rows]
    if any(funders.is_free(each.file) for each in files[:1]):
        return None
    asked = [(amount, boards.parts_of(file, amount, credits)) for file in files if (amount := file.requested_amount)]
    if not asked or any(len(parts) < 2 for _, parts in asked) or len({frozenset(parts) for _, parts in asked}) > 1:
        return None
    shares = {key: max(Fraction(parts[key].cents, amount.cents) for amount, parts in asked) for key in asked[0][1]}
    return int(min(free[key] / share for key, share in shares.items()))


def by_shares(problem: Problem, amounts: Mapping[str, int]) -> dict[str, dict[str, int]] | None:
    """The same amounts, each shared out as announced while the envelopes last, then on those that have the most left.

    None where files that draw on different envelopes leave one of them without: what the solver found then stands.
    """
    left, found = {each.key.rpartition(":")[2]: each.amount for each in problem.board.envelopes}, {}
    for key, cents in amounts.items():
        split = boards.parts_of(problem.files[key], Money(cents), problem.credits)
        parts = {str(pot): min(amount.cents, left[str(pot)]) for pot, amount in split.items()}
        open_to = [each.rpartition(":")[2] for each in problem.board.candidate(key).envelopes]
        rest = cents - sum(parts.values())
        for pot in sorted(open_to, key=lambda each: (parts.get(each, 0) - left[each], each)):
            more = min(rest, left[pot] - parts.get(pot, 0))
            parts[pot], rest = parts.get(pot, 0) + more, rest - more
        if rest or set(parts) - set(open_to):
            return None
        for pot, amount in parts.items():
            left[pot] -= amount
        found[key] = {pot: amount for pot, amount in parts.items() if amount}
    return found


def candidate(
    row: Row,
    rules: Iterable[SelectionRule],
    costs: Mapping[int, int],
    keys: Mapping[int, str],
    credits: Sequence[Credit],
    *,
    keeps_hand: bool,
) -> Candidate:
    file, asked = row.application, asked_of(row).cents
    held = keeps_hand and row.is_by_hand and row.place is not None
    amount = row.amount.cents if held and row.amount else None
    concerned = [each for each in rules if covers(each, file)]
    least = [ceil(each.share * asked) for each in concerned if each.kind is RuleKind.LEAST and each.share is not None]
    ceiling = maximum_rate(file.file) if file.id in costs else None
    return Candidate(
        key=str(file.id), score=score_of(row) or 0.0, asked=asked,
        envelopes=frozenset(keys[each] for each in serving(row, credits)),
        department=file.department, theme=file.theme, least=max(least, default=0),
        is_all_or_nothing=any(each.kind is RuleKind.ALL_OR_NOTHING for each in concerned),
        cost=costs.get(file.id), highest_rate=ceiling, fixed=min(amount, asked) if amount else None,
        decided=(row.place is Place.IN) if held else None,
    )  # fmt: skip


def covers(rule: SelectionRule, file: Application) -> bool:
    if rule.files:
        return file.id in rule.files
    return rule.department in (None, file.department) and rule.theme in (None, file.theme)


def maximum_rate(call: CallFile) -> Fraction | None:
    """The highest rate of aid that the call allows."""
    rate = call.eligibility.maximum_rate
    return Fraction(rate) if rate is not None else None


def costs_of(files: Sequence[Application], rules: Iterable[SelectionRule]) -> dict[int, int]:
    """File → cents of its budget without gifts in kind, where it has one; one statement, where a rate is asked for."""
    by_rate = any(each.kind in (RuleKind.RATE_AT_LEAST, RuleKind.RATE_AT_MOST) for each in rules)
    if not files or not (by_rate or any(maximum_rate(each.file) for each in files)):
        return {}
    known = {each.id: each for each in files}
    answers = db.session.scalars(select(Answer).where(Answer.application_id.in_(known)))
    found: dict[int, int] = {}
    for each in answers:
        if (cost := cost_in(known[each.application_id].file, each)) > ZERO:
            found[each.application_id] = cost.cents
    return found


def cost_in(call: CallFile, answer: Answer) -> Money:
    """The income of the budget that stands in this section, if one does."""
    for form in call.form:
        for question in form.questions:
            if question.funder_row and (typed := answer.values.get(question.key)):
                return Budget.read(typed, grid(call.funder_rows)).total_income
    return ZERO


def rule(written: SelectionRule, known: set[str]) -> Rule | None:
    """As the solver wants it; none for what stands on each file, or on files that are not to choose from."""
    part, files = Part(written.department, written.theme), [str(each) for each in written.files]
    measure = Measure.AMOUNT if written.count is None else Measure.COUNT
    value = written.amount if written.count is None else written.count
    share = Fraction(written.share or 0)
    match written.kind:
        case RuleKind.AT_LEAST:
            return AtLeast(written.key, part, value or 0, measure)
        case RuleKind.AT_MOST:
            return AtMost(written.key, part, value or 0, measure)
        case RuleKind.SHARE_AT_LEAST:
            return ShareAtLeast(written.key, part, share)
        case RuleKind.SHARE_AT_MOST:
            return ShareAtMost(written.key, part, share)
        case RuleKind.RATE_AT_LEAST:
            return RateAtLeast(written.key, part, share)
        case RuleKind.RATE_AT_MOST:
            return RateAtMost(written.key, part, share)
        case RuleKind.EXCLUSIVE if len(known & set(files)) > 1:
            return Exclusive(written.key, frozenset(known & set(files)))
        case RuleKind.NEEDS if set(files) <= known:
            return Needs(written.key, *files)
    return None


def hidden_count(user: User, round_id: int) -> int:
    """How many files of the round that could be chosen this person does not see."""
    here = select(func.count(Application.id)).where(Application.round_id == round_id, Application.state.in_(IN_PLAY))
    return db.session.scalar(here.where(~visible_to(user))) or 0
