"""The letters that leave with a round's decisions: which, made or not, signed or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from grants.database import db
from grants.models import Application, Letter, Round, Ruling, User
from grants.policies.applications import visible_to

PAGE, MOST = 50, 1000
AWARDED = ("ruling.award", "ruling.promote")
LISTS: dict[str, ColumnElement[bool]] = {
    "retenus": Letter.act.in_(AWARDED),
    "liste-complementaire": Letter.act == "ruling.reserve",
    "refuses": Letter.act == "ruling.refuse",
    "sans-suite": Letter.act == "ruling.take_no_action",
    "a-signer": Letter.signed_digest.is_(None) & Letter.released_at.is_(None),
    "en-echec": Letter.status == "failed",
}


@dataclass(frozen=True)
class Tally:
    """Of the letters in force that a person sees: how many in all, made, failed, signed, gone, and in each list."""

    total: int
    made: int
    failed: int
    signed: int
    gone: int
    lists: dict[str, int]

    @property
    def settled(self) -> int:
        """Those that no worker is awaited for."""
        return self.made + self.failed


def in_force(round: Round, user: User) -> Select[Letter]:
    """The letters of the rulings of this round on files that this person sees."""
    here = select(Letter).join(Letter.application).join(Letter.ruling)
    return here.where(
        Application.round_id == round.id, Letter.superseded_at.is_(None), Ruling.is_in_force, visible_to(user)
    )


def tally(round: Round, user: User) -> Tally:
    """One statement."""
    counted = {"total": func.count()} | {
        "made": count_of(Letter.status == "rendered"), "failed": count_of(Letter.status == "failed"),
        "signed": count_of(Letter.signed_digest.is_not(None)), "gone": count_of(Letter.released_at.is_not(None)),
    }  # fmt: skip
    counted |= {name: count_of(holds) for name, holds in LISTS.items()}
    columns = [column.label(name) for name, column in counted.items()]
    found = db.session.execute(in_force(round, user).with_only_columns(*columns)).one()._asdict()
    figures = {name: int(value or 0) for name, value in found.items()}
    lists = {name: figures.pop(name) for name in LISTS}
    return Tally(**figures, lists=lists)


def count_of(holds: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((holds, 1), else_=0))


def listed(round: Round, user: User, *, name: str = "", after: int = 0, limit: int = PAGE) -> Sequence[Letter]:
    """A page of them in the order in which they were written; `after` is the id where the last page ended."""
    page = in_force(round, user).where(Letter.id > after).order_by(Letter.id).limit(limit)
    if name in LISTS:
        page = page.where(LISTS[name])
    whole = contains_eager(Letter.application).joinedload(Application.organisation)
    ruling = contains_eager(Letter.ruling)
    return db.session.scalars(
        page.options(whole, ruling.joinedload(Ruling.author), ruling.joinedload(Ruling.delegation))
    ).all()


def digests(round: Round, user: User, *, name: str = "", limit: int = MOST) -> Sequence[tuple[str, str]]:
    """Reference and stored content of those that are made, signed where they were signed."""
    wanted = in_force(round, user).where(Letter.status == "rendered").order_by(Letter.id).limit(limit)
    if name in LISTS:
        wanted = wanted.where(LISTS[name])
    content = func.coalesce(Letter.signed_digest, Letter.file_digest)
    return [(reference, digest) for reference, digest in
            db.session.execute(wanted.with_only_columns(Letter.reference, content))]  # fmt: skip


def unsigned(application_ids: Sequence[int]) -> Sequence[str]:
    """The references of the rulings' letters of these files that wait for their signature."""
    waiting = select(Letter.reference).join(Letter.ruling).where(
        Letter.application_id.in_(application_ids), Letter.superseded_at.is_(None), Letter.released_at.is_(None),
        Letter.signed_digest.is_(None), Ruling.is_in_force,
    )  # fmt: skip
    return db.session.scalars(waiting.order_by(Letter.id)).all()


def failed(round: Round) -> Sequence[int]:
    """The ids of the letters that could not be made."""
    here = select(Letter.id).join(Letter.application).where(Application.round_id == round.id)
    return db.session.scalars(here.where(Letter.status == "failed")).all()


def with_ruling(letter: Letter) -> Letter:
    """The same with its ruling, its author and its delegation read at once."""
    whole = joinedload(Letter.ruling).options(joinedload(Ruling.author), joinedload(Ruling.delegation))
    return db.session.scalars(select(Letter).filter_by(id=letter.id).options(whole)).one()
