"""Reads of rulings: in whose name one rules, what waits for a decision, what is decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from grants.database import db
from grants.models import Application, Funder, Round, Ruling, User, Verdict
from grants.policies.applications import visible_to
from grants.policies.roles import covers, roles_on
from grants.queries.letters.rulings import summed
from grants.values.money import ZERO, Money
from workflows.registry import WORKFLOWS
from workflows.roles import Role
from workflows.states import ApplicationState as S

DECISIONS = ("ruling.", "label.grant", "application.declare_ineligible")
NOT_DECISIONS = frozenset({"ruling.change_amount", "ruling.conclude", "ruling.promote"})
ADVISED = (S.RECOMMENDED, S.RESERVE_RECOMMENDED, S.NOT_RECOMMENDED)
PAGE, MANY = 50, 1000


@dataclass(frozen=True)
class Totals:
    """Of a list, whatever its page: how many (at most 1,000 are counted) and how much."""

    count: int
    amount: Money

    @property
    def is_capped(self) -> bool:
        return self.count > MANY


def funder_of(user: User, application: Application) -> Funder | None:
    """In whose name this person rules: the State for the authority, its own funder for a co-funder; else None."""
    keys = [each.key for each in sorted(application.file.funders, key=lambda each: not each.lead)]
    found = {each.key: each for each in db.session.scalars(select(Funder).where(Funder.key.in_(keys)))}
    return funder_among(user, application, [found[key] for key in keys], roles_on(user, application))


def funder_among(
    user: User, application: Application, funders: Sequence[Funder], held: Collection[Role]
) -> Funder | None:
    """The same, by the roles that this person holds, without a statement; `funders`: the lead first."""
    if Role.AUTHORITY in held:
        return next((each for each in funders if each.is_state), funders[0])
    seats = (each for each in user.appointments if each.role is Role.COFUNDER and covers(each, application))
    mine = {each.funder_id for each in seats}
    return next((each for each in funders if each.id in mine), None)


def next_rank(application: Application) -> int:
    """The rank that follows the last of the round's reserve list."""
    return max((each.rank or 0 for each in reserve_list(application.round)), default=0) + 1


def reserve_list(round: Round) -> list[Ruling]:
    """The reserve list of a round in its order, with its files; promoted or withdrawn ones are on it no more."""
    here = (
        select(Ruling)
        .join(Ruling.application)
        .where(Application.round_id == round.id, Application.state == S.RESERVE_LIST)
        .where(Ruling.is_in_force, Ruling.verdict == Verdict.RESERVE)
        .options(contains_eager(Ruling.application).joinedload(Application.organisation))
        .order_by(Ruling.rank, Ruling.id)
    )
    return list(db.session.scalars(here))


def reserve_list_seen(user: User, round: Round) -> list[Ruling]:
    """The same without the files that a recusal hides from this person."""
    return seen(user, round, reserve_list(round))


def seen(user: User, round: Round, listed: Sequence[Ruling]) -> list[Ruling]:
    """Those of them whose files this person sees."""
    here = select(Application.id).where(Application.round_id == round.id, visible_to(user))
    known = set(db.session.scalars(here.where(Application.state == S.RESERVE_LIST)))
    return [each for each in listed if each.application_id in known]


def given_back(user: User, round: Round) -> Sequence[tuple[Application, Money]]:
    """The files of a round that were awarded, then withdrawn, with what their awards gave back; the latest first."""
    award = aliased(Ruling)
    last = select(func.max(award.id)).where(award.application_id == Application.id, award.verdict == Verdict.AWARD)
    rows = (
        select(Application, Ruling.amount)
        .join(Ruling, Ruling.application_id == Application.id)
        .where(Application.round_id == round.id, Application.state == S.WITHDRAWN, visible_to(user))
        .where(Ruling.id == last.scalar_subquery(), ~Ruling.is_in_force)
        .options(joinedload(Application.organisation))
        .order_by(Application.id.desc())
    )
    return [(file, amount or ZERO) for file, amount in db.session.execute(rows)]


def states_to_decide(held: frozenset[Role] | set[Role]) -> list[tuple[str, str]]:
    """(workflow, state) where a decision belongs to one of these roles, as the tables say."""
    return sorted({
        (workflow.key, str(state))
        for workflow in WORKFLOWS.values()
        for row in workflow.actions
        if row.name.startswith(DECISIONS) and row.name not in NOT_DECISIONS and row.by & held
        for state in row.source
        if state != S.RESERVE_LIST
    })  # fmt: skip


def waiting(user: User, held: set[Role]) -> Select[Application]:
    """Files that wait for a decision of these roles, among those that this person may see."""
    states = tuple_(Application.workflow_key, Application.state).in_(states_to_decide(held))
    return select(Application).where(visible_to(user), states)


def to_decide(
    user: User, held: set[Role], *, after: tuple[int, int] | None = None, limit: int = PAGE
) -> Sequence[Application]:
    """A page of them by call and file; `after` is the (call, file) where the last page ended."""
    place = tuple_(Application.call_id, Application.id)
    page = waiting(user, held).where(place > after) if after else waiting(user, held)
    page = page.options(
        joinedload(Application.call), joinedload(Application.organisation), joinedload(Application.round)
    )
    return db.session.scalars(page.order_by(Application.call_id, Application.id).limit(limit)).all()


def totals_to_decide(user: User, held: set[Role]) -> Totals:
    """How many wait, and for how much by the committee's advice."""
    some = waiting(user, held).with_only_columns(Application.recommended_amount).limit(MANY + 1).subquery()
    count, amount = db.session.execute(
        select(func.count(), func.sum(some.c.recommended_amount)).select_from(some)
    ).one()
    return Totals(count, summed(amount))


def in_force(user: User) -> Select[Ruling]:
    """Rulings in force on files that this person may see."""
    return select(Ruling).join(Ruling.application).where(visible_to(user), Ruling.is_in_force)


def decided(user: User, *, before: int | None = None, limit: int = PAGE) -> Sequence[Ruling]:
    """A page of rulings in force, the newest first; `before` is the id where the last page ended."""
    page = in_force(user).where(Ruling.id < before) if before else in_force(user)
    page = page.options(
        contains_eager(Ruling.application).options(
            joinedload(Application.organisation), joinedload(Application.call), joinedload(Application.round)
        ),
        joinedload(Ruling.author),
        joinedload(Ruling.funder),
    )
    return db.session.scalars(page.order_by(Ruling.id.desc()).limit(limit)).unique().all()


def totals_decided(user: User) -> Totals:
    some = in_force(user).with_only_columns(Ruling.amount).limit(MANY + 1).subquery()
    count, amount = db.session.execute(select(func.count(), func.sum(some.c.amount)).select_from(some)).one()
    return Totals(count, summed(amount))


def to_award(user: User, round: Round) -> Sequence[Application]:
    """Files of a round that the committee recommends with an amount and that the authority may award now."""
    states = [(key, state) for key, state in states_to_decide({Role.AUTHORITY}) if state in (S.RECOMMENDED, S.APPROVED)]
    here = select(Application).where(
        Application.round_id == round.id, Application.recommended_amount.is_not(None),
        tuple_(Application.workflow_key, Application.state).in_(states), visible_to(user),
    )  # fmt: skip
    listed = here.options(joinedload(Application.organisation)).order_by(Application.id).limit(MANY)
    return db.session.scalars(listed).all()
