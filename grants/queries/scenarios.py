"""The scenarios of a round that a person may open, and how several of them differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Envelope, Place, Round, Scenario, User
from grants.policies.permits import DECIDERS
from grants.policies.roles import roles_on
from grants.queries import boards
from grants.queries.boards import Board, Row
from grants.values.money import ZERO, Money

MOST = 4  # scenarios side by side


def of_round(round: Round, user: User) -> Sequence[Scenario]:
    """One's own, then those that others share with the deciders."""
    mine = Scenario.author_id == user.id
    open_ones = or_(mine, Scenario.is_shared) if roles_on(user, round) & DECIDERS else mine
    here = select(Scenario).where(Scenario.round_id == round.id, open_ones).options(joinedload(Scenario.author))
    found = db.session.scalars(here.order_by(Scenario.id).limit(200)).all()
    return sorted(found, key=lambda each: (each.author_id != user.id, each.id))


def chosen(round: Round, user: User, ids: Sequence[int]) -> list[Scenario]:
    """Those of these ids that the person may open, in the order asked for, with their lines."""
    known = {each.id for each in of_round(round, user)}
    wanted = [each for each in dict.fromkeys(ids) if each in known][:MOST]
    here = select(Scenario).where(Scenario.id.in_(wanted)).options(selectinload(Scenario.lines))
    found = {each.id: each for each in db.session.scalars(here)}
    return [found[each] for each in wanted]


@dataclass(frozen=True)
class Side:
    """One file in one scenario."""

    place: Place | None
    amount: Money | None
    by_funder: tuple[tuple[str, Money], ...] = ()  # (label, part) where several funders share the call


@dataclass(frozen=True)
class Difference:
    """One file, and where each scenario puts it."""

    row: Row
    sides: tuple[Side, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.sides)) > 1


@dataclass(frozen=True)
class Total:
    """What each scenario gives under one heading: files retained, amount."""

    label: str
    sides: tuple[tuple[int, Money], ...]

    @property
    def differs(self) -> bool:
        return len(set(self.sides)) > 1


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side; `credits`: for each envelope, what each of them would leave."""

    scenarios: list[Scenario]
    files: list[Difference]
    credits: list[tuple[Envelope, tuple[Money, ...]]]
    funders: list[Total]
    departments: list[Total]
    themes: list[Total]
    whole: Total


def compared(user: User, round: Round, scenarios: list[Scenario]) -> Comparison:
    """The same board seen through each of them."""
    base = boards.board_of(user, round)
    sides = [boards.placed(base, each) for each in scenarios]
    files = [
        Difference(row, tuple(side_of(board, board.rows[at]) for board in sides))
        for at, row in enumerate(base.rows)
        if not row.is_decided
    ]
    credits = [(each, tuple(board.left(each) for board in sides)) for each in base.credits]
    return Comparison(
        scenarios, files, credits, by_funder(sides), totals(sides, "department"), totals(sides, "theme"),
        Total("", tuple(given(board.of_place(Place.IN)) for board in sides)),
    )  # fmt: skip


def side_of(board: Board, row: Row) -> Side:
    parts = [(each.label, row.by_funder[each.id]) for each in board.funders if row.by_funder.get(each.id)]
    return Side(row.place, row.amount, tuple(parts) if board.is_joint and row.place else ())


def by_funder(sides: Sequence[Board]) -> list[Total]:
    """What each funder would give in each scenario, where several share the call."""
    return [
        Total(each.label, tuple(paid(board, each.id) for board in sides))
        for each in sides[0].funders
        if sides[0].is_joint
    ]


def paid(board: Board, funder_id: int) -> tuple[int, Money]:
    """How many files this funder would pay for, and how much."""
    found = [amount for row in board.of_place(Place.IN) if (amount := row.by_funder.get(funder_id))]
    return len(found), Money.total(found)


def totals(sides: Sequence[Board], column: str) -> list[Total]:
    """What each gives by department or theme of the files."""
    labels = sorted({str(value) for board in sides for value in values_of(board, column)})
    return [
        Total(label, tuple(given([row for row in board.of_place(Place.IN) if value(row, column) == label])
                           for board in sides))
        for label in labels
    ]  # fmt: skip


def values_of(board: Board, column: str) -> set[str]:
    return {value(row, column) for row in board.of_place(Place.IN)}


def value(row: Row, column: str) -> str:
    return str(getattr(row.application, column) or "")


def given(rows: Sequence[Row]) -> tuple[int, Money]:
    return len(rows), Money.total(each.amount for each in rows) or ZERO
