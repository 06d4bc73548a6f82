"""The cast: invented people for every role, invented organisations with their members. The same for a same seed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from grants.database import db
from grants.models import (
    Appointment,
    Delegation,
    Funder,
    MemberRole,
    Membership,
    Organisation,
    OrganisationName,
    User,
)
from grants.queries.users import clock_user
from grants.rehearsal import numbers, words
from grants.rehearsal.draw import Draw
from grants.services.command import transaction
from grants.values import passwords
from grants.values.money import Money
from grants.values.stems import unaccented
from workflows.roles import Role

SEATS = Path(__file__).with_name("seats.yaml")
BEGAN = datetime(2018, 12, 3, 8, tzinfo=UTC)
PASSWORD = "demo"  # of every invented person, in the demo only, where it is printed


@dataclass
class Troupe:
    """Ids of people by their key, and of organisations in the order in which they come on."""

    people: dict[str, int] = field(default_factory=dict)
    organisations: list[int] = field(default_factory=list)

    def __getitem__(self, key: str) -> int:
        return self.people[key]


@cache
def seats() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SEATS.read_text(encoding="utf-8"))
    return read


@cache
def password_hash() -> str:
    """Hashed once: argon2 is slow on purpose."""
    return passwords.hashed(PASSWORD)


def person(draw: Draw, key: str, office: str) -> User:
    name = words.person(draw, key)
    user = User(email=f"{key.replace('_', '-')}@guichet.example", name=name, office=office, is_fictif=True)
    user.password_hash, user.created_at = password_hash(), BEGAN
    return user


def add_staff(draw: Draw) -> Troupe:
    """Everybody who serves, with what they are appointed to; funders are those that the calls brought."""
    with transaction():
        people = {seat["k"]: person(draw, seat["k"], seat["office"]) for seat in seats()}
        db.session.add_all(people.values())
        db.session.flush()
        for seat in seats():
            user = people[seat["k"]]
            db.session.add_all(appointments(user, seat["roles"]))
            db.session.add_all(delegations(user, seat.get("delegations", [])))
        found = {key: user.id for key, user in people.items()}
    return Troupe(found | {"clock": clock_user().id})


def appointments(user: User, rows: Iterable[dict[str, Any]]) -> Iterable[Appointment]:
    for row in rows:
        limits = {name: row.get(name) for name in ("department", "theme", "service")}
        for funder_id in funder_ids(row.get("funders")):
            yield Appointment(user_id=user.id, role=Role(row["role"]), funder_id=funder_id, **limits)


def funder_ids(wanted: str | None) -> list[int | None]:
    """One funder by its key, or all those that are the State; none is no limit."""
    if wanted is None:
        return [None]
    is_wanted = Funder.is_state if wanted == "state" else Funder.key == wanted
    return list(db.session.scalars(select(Funder.id).where(is_wanted).order_by(Funder.id)))


def delegations(user: User, rows: Iterable[dict[str, Any]]) -> Iterable[Delegation]:
    for row in rows:
        ceiling = Money.of(row["ceiling"]) if row["ceiling"] else None
        yield Delegation(user_id=user.id, ceiling=ceiling, valid_from=date(2018, 1, 1), reference=row["reference"],
                         is_fictif=True)  # fmt: skip


def add_organisations(troupe: Troupe, draw: Draw, count: int) -> None:
    """So many more organisations, each with somebody who writes and somebody who signs."""
    with transaction():
        for rank in range(len(troupe.organisations) + 1, len(troupe.organisations) + count + 1):
            organisation = organisation_of(rank)
            db.session.add(organisation)
            db.session.flush()
            for role, office in ((MemberRole.EDITOR, "coordinatrice"), (MemberRole.REPRESENTATIVE, "présidente")):
                key = f"{role}_{rank}"
                user = person(draw, key, office)
                db.session.add(user)
                db.session.flush()
                troupe.people[key] = user.id
                db.session.add(Membership(user_id=user.id, organisation_id=organisation.id, role=role, began_at=BEGAN))
            troupe.organisations.append(organisation.id)


def organisation_of(rank: int) -> Organisation:
    """An association whose name, place and numbers exist nowhere."""
    said = words.words()
    artisan = said["artisans"][rank % len(said["artisans"])]
    place = said["places"][rank % len(said["places"])]
    turn = rank // (len(said["artisans"]) * len(said["places"]) // 4)  # the two lists come round together each 24
    name = f"{artisan} de {place}" + (f" {turn + 1}" if turn else "")
    organisation = Organisation(name=name, sort_name=unaccented(name), is_fictif=True, legal_nature="association_1901")
    organisation.siret, organisation.rna, organisation.iban = numbers.siret(rank), numbers.rna(rank), numbers.iban(rank)
    organisation.created_on, organisation.address = (
        date(2005 + rank % 9, 1 + rank % 12, 4),
        f"{rank} rue Imaginaire, {place}",
    )
    organisation.names = [OrganisationName(name=name)]
    return organisation
