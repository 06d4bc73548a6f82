"""Organisations that may be one and the same, for the administrator to look at."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import func, select

from grants.analysis import likeness
from grants.database import db
from grants.models import Application, KeptApart, Membership, Organisation, OrganisationName, Payment, Piece, Ruling
from grants.queries.letters.rulings import summed
from grants.values.identifiers import compact
from grants.values.money import Money

MOST = 5_000  # organisations compared at once
SHOWN = 100
BRANCH, SAME_RNA, CLOSE_NAME = "branch", "rna", "name"


@dataclass(frozen=True)
class Pair:
    """Two pages, and why they are proposed together."""

    one: Any
    other: Any
    why: str


@dataclass(frozen=True)
class Holding:
    """What a page holds, as a merge would move it."""

    files: int
    members: int
    pieces: int
    names: int
    awarded: Money
    paid: Money


def proposed() -> list[Pair]:
    """Pairs with one SIREN, one RNA or close names, those kept apart left out; three statements."""
    columns = (Organisation.id, Organisation.name, Organisation.sort_name, Organisation.siret, Organisation.rna,
               Organisation.is_fictif)  # fmt: skip
    live = select(*columns).where(Organisation.merged_into_id.is_(None))
    rows: dict[int, Any] = {
        row.id: row for row in db.session.execute(live.order_by(Organisation.id.desc()).limit(MOST))
    }
    apart = set(map(tuple, db.session.execute(select(KeptApart.lower_id, KeptApart.higher_id))))
    found: dict[tuple[int, int], str] = {}
    for ids, why in ((same(rows, siren), BRANCH), (same(rows, rna), SAME_RNA), (close(rows), CLOSE_NAME)):
        for pair in ids:
            found.setdefault(pair, why)
    kept = [(pair, why) for pair, why in found.items() if pair not in apart]
    return [Pair(rows[low], rows[high], why) for (low, high), why in kept[:SHOWN]]


def siren(row: Any) -> str:
    return compact(row.siret)[:9]


def rna(row: Any) -> str:
    return compact(row.rna)


def same(rows: dict[int, Any], key: Any) -> list[tuple[int, int]]:
    """Pairs that have this number in common."""
    groups: dict[str, list[int]] = defaultdict(list)
    for id, row in sorted(rows.items()):
        if number := key(row):
            groups[number].append(id)
    return [pair for ids in groups.values() for pair in combinations(ids[:20], 2)]


def close(rows: dict[int, Any]) -> list[tuple[int, int]]:
    """Pairs whose names are alike, unless their SIREN say that they are two."""
    found = likeness.pairs((id, row.sort_name) for id, row in sorted(rows.items()))
    return [(low, high) for low, high, _ in found if not differ(siren(rows[low]), siren(rows[high]))]


def differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def holding(organisation_id: int) -> Holding:
    """One statement."""
    mine = Application.organisation_id == organisation_id
    awarded = select(func.sum(Ruling.amount)).join(Ruling.application).where(mine, Ruling.is_in_force)
    paid = select(func.sum(Payment.amount)).join(Payment.application).where(mine, Payment.paid_on.is_not(None))
    row = db.session.execute(
        select(
            count(Application, organisation_id),
            count(Membership, organisation_id, ended_at=None),
            count(Piece, organisation_id),
            count(OrganisationName, organisation_id),
            awarded.scalar_subquery(),
            paid.scalar_subquery(),
        )
    ).one()
    return Holding(row[0], row[1], row[2], row[3], summed(row[4]), summed(row[5]))


def count(model: Any, organisation_id: int, **where: Any) -> Any:
    here = select(func.count()).select_from(model).filter_by(organisation_id=organisation_id, **where)
    return here.scalar_subquery()
