"""The selection board of a round: its files in rank order, where a scenario puts them, and what the credits become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grants.models import Application, Envelope, Funder, Place, Round, Scenario, ScenarioLine, User
from grants.queries import envelopes, funders, marks, rankings
from grants.queries.funders import Ruled
from grants.queries.rankings import Line
from grants.values.money import ZERO, Money

CALIBRATED, RAW = "calibree", "brute"
Parts = Mapping[int, Money]


@dataclass
class Row:
    """One file on the board: its rank, and its place in the scenario (none without one, or not placed yet)."""

    line: Line
    place: Place | None = None
    amount: Money | None = None
    is_by_hand: bool = False
    parts: Parts = field(default_factory=dict)  # envelope id → what it would pay
    by_funder: Parts = field(default_factory=dict)  # funder id → the same, or its part of what the committee proposes
    short_of: list[str] = field(default_factory=list)  # labels of the envelopes that do not suffice at its rank

    @property
    def application(self) -> Application:
        return self.line.application

    @property
    def is_decided(self) -> bool:
        return self.line.is_decided


@dataclass
class Board:
    """All that a board shows; `taken`: envelope id → what the scenario takes of it, unseen files included."""

    rows: list[Row]
    credits: Sequence[Envelope]
    taken: dict[int, Money] = field(default_factory=dict)
    is_calibrated: bool = False
    can_calibrate: bool = False
    funders: Sequence[Funder] = ()  # in the order of the call
    ruled: Mapping[int, Ruled] = field(default_factory=dict)  # file id → who has decided, unseen files included

    @property
    def is_joint(self) -> bool:
        """Several funders share the call, and each rules on its own part."""
        return len(self.funders) > 1

    def left(self, envelope: Envelope) -> Money:
        """What would stay; below zero, what is missing."""
        return envelope.left - self.taken.get(envelope.id, ZERO)

    @property
    def missing(self) -> dict[int, Money]:
        """Envelope id → by how much it does not suffice."""
        return {each.id: -self.left(each) for each in self.credits if self.left(each) < ZERO}

    def of_place(self, place: Place | None) -> list[Row]:
        return [each for each in self.rows if each.place is place]


def ranked(user: User, round: Round, order: str = CALIBRATED) -> tuple[list[Line], bool, bool]:
    """The lines in the order asked for; whether it is by calibrated score; whether it could be.

    A person who has marks to give in this round reads no score of others before: they see the order of arrival.
    """
    lines = rankings.ranking(user, round)
    if marks.owed(round.id, user):
        return numbered(sorted((unscored(each) for each in lines), key=lambda each: each.application.id)), False, False
    files = sorted((each.application for each in lines), key=lambda each: each.id)
    report = marks.report_of(round, user, files if len(lines) < rankings.MOST else None)
    if report is None:
        return lines, False, False
    found = {each.file: each for each in report.files}
    fragile = {each.file for each in report.fragile}
    for each in lines:
        if (known := found.get(each.application.id)) is not None:
            each.calibrated, each.is_fragile = known.calibrated, known.file in fragile
            each.ranks = (known.best_rank, known.worst_rank) if known.best_rank and known.worst_rank else None
    if order == RAW:
        return lines, False, True
    return numbered(sorted(lines, key=calibrated_first)), True, True


def unscored(line: Line) -> Line:
    return replace(line, score=None, reviewers=0)


def calibrated_first(line: Line) -> tuple[bool, float, int]:
    score = line.calibrated if line.calibrated is not None else line.score
    return score is None, -float(score or 0), line.application.id


def numbered(lines: Iterable[Line]) -> list[Line]:
    return [replace(each, rank=rank) for rank, each in enumerate(lines, start=1)]


def board_of(user: User, round: Round, order: str = CALIBRATED) -> Board:
    """The board without a scenario: what the committee proposes and what is decided."""
    lines, is_calibrated, could = ranked(user, round, order)
    credits, ruled = envelopes.of_round(round.id), funders.ruled_in(round.id)
    rows = [Row(each, by_funder=each.shares(credits)) for each in lines]
    payers = funders.in_order(round.call.file, credits)
    return Board(rows, credits, {}, is_calibrated, could, payers, ruled)


def of_scenario(user: User, scenario: Scenario, order: str = CALIBRATED) -> Board:
    """The board with each file where the scenario puts it; what a person does not see still counts in the credits."""
    board = board_of(user, scenario.round, order)
    return placed(board, scenario)


def placed(board: Board, scenario: Scenario) -> Board:
    """The same, with the places of this scenario."""
    lines = {each.application_id: each for each in scenario.lines}
    rows = [placed_row(row, lines.pop(row.application.id, None), board.credits) for row in board.rows]
    made = replace(board, rows=rows, taken={})
    for row in rows:
        add(made.taken, row.parts)
    for hidden in lines.values():
        add(made.taken, open_parts(hidden, board.credits, board.ruled.get(hidden.application_id, {})))
    mark_short(made)
    return made


def placed_row(row: Row, line: ScenarioLine | None, credits: Sequence[Envelope]) -> Row:
    """What a funder has decided since is charged already: only the parts of the others count."""
    if line is None or row.is_decided:
        return replace(row, place=None, amount=None, parts={}, by_funder={}, short_of=[])
    parts = open_parts(line, credits, row.line.ruled)
    if not line.parts:
        parts = parts_of(row.application, line.amount, credits, row.line.ruled)
    amount = Money.total(parts.values()) if row.line.ruled else line.amount
    given = funders.by_funder(parts, credits)
    return replace(row, place=line.place, amount=amount or None, is_by_hand=line.is_by_hand, parts=parts,
                   by_funder=given, short_of=[])  # fmt: skip


def open_parts(line: ScenarioLine, credits: Sequence[Envelope], ruled: Ruled) -> dict[int, Money]:
    """Envelope → what the line takes, as it was kept when it was placed; nothing of who has ruled since."""
    known = {each.id for each in credits if each.funder_id not in ruled}
    return {key: amount for key, amount in cents(line.parts).items() if key in known}


def cents(parts: Mapping[str, int] | None) -> dict[int, Money]:
    """Parts by envelope as a line keeps them."""
    return {int(key): Money(int(amount)) for key, amount in (parts or {}).items()}


def parts_of(application: Application, amount: Money | None, credits: Sequence[Envelope],
             ruled: Ruled | None = None) -> dict[int, Money]:  # fmt: skip
    """As the rulings of all the funders who have not ruled would split it, by the shares that the call announces."""
    return funders.split(application, funders.shared(application, amount, credits, ruled or {}))


def add(taken: dict[int, Money], parts: Parts) -> None:
    for key, amount in parts.items():
        taken[key] = taken.get(key, ZERO) + amount


def mark_short(board: Board) -> None:
    """Serve the files in rank order from what is left: say where each stops fitting."""
    left = {each.id: each.left for each in board.credits}
    seen: dict[int, Money] = {}
    for row in board.rows:
        add(seen, row.parts)
    for key, amount in board.taken.items():  # what unseen files take is served first
        left[key] = left[key] - (amount - seen.get(key, ZERO))
    labels = {each.id: each.label for each in board.credits}
    for row in board.rows:
        row.short_of = [labels[key] for key, amount in row.parts.items() if amount > left[key]]
        for key, amount in row.parts.items() if not row.short_of else ():
            left[key] -= amount
