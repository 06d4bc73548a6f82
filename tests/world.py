"""A small world: who and what the tests act with. Everything in it is invented."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.definitions.files import load
from grants.models import (
    Application,
    Appointment,
    Call,
    Delegation,
    Envelope,
    MemberRole,
    Membership,
    Organisation,
    Round,
    Territory,
    User,
)
from grants.services import calls
from grants.values import clock
from grants.values.money import Money
from grants.values.passwords import hashed
from grants.values.stems import unaccented
from workflows.roles import Role

PASSWORD = "les quatre saisons du bocage"
HASH = hashed(PASSWORD)  # everybody's, hashed once a process
STAFF = [
    Role.INSTRUCTOR, Role.SERVICE, Role.REVIEWER, Role.COMMITTEE_MEMBER, Role.PRESIDENT, Role.SECRETARY,
    Role.COMMISSIONER, Role.FIRST_APPROVER, Role.COFUNDER, Role.GRANT_MANAGER, Role.ACCOUNTANT, Role.COMMUNICATION,
    Role.AUDITOR, Role.ADMINISTRATOR,
]  # fmt: skip


@dataclass
class World:
    """Ids of one person a role (`people["instructor"]`…), of a call, its round, its envelopes and an organisation."""

    people: dict[str, int] = field(default_factory=dict)
    call_id: int = 0
    round_id: int = 0
    organisation_id: int = 0
    envelopes: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.people[name]


@cache
def call_file(key: str) -> CallFile:
    return load(f"content/calls/{key}.yaml")


def add_world(key: str = "credits_commissaire_2020", *, is_open: bool = True) -> World:
    """People of every role, one call whose round is open now (or closed yesterday), one organisation."""
    world = World(add_people())
    world.call_id = calls.import_file(world["administrator"], call_file(key))
    round = db.session.scalars(select(Round).filter_by(call_id=world.call_id)).one()
    around_now(round, is_open=is_open)
    world.round_id = round.id
    world.envelopes = {each.key: each.id for each in round.envelopes}
    world.organisation_id = add_organisation("Les Passerelles du Layon", world["applicant"], world["representative"])
    db.session.commit()
    return world


def add_people() -> dict[str, int]:
    """One person a role, plus "applicant", "representative", "authority", "prefect", "clock" and "outsider"."""
    names = [*(str(role) for role in STAFF), "applicant", "representative", "authority", "prefect", "clock", "outsider"]
    known = {"is_fictif": True, "created_at": clock.now(), "password_hash": HASH}
    people = {
        name: User(email=f"{name}@guichet.example", name=f"{name.title()} Fictif", is_system=name == "clock", **known)
        for name in names
    }
    db.session.add_all(people.values())
    db.session.flush()
    for role in STAFF:
        service = "state_department" if role is Role.SERVICE else None
        db.session.add(Appointment(user_id=people[str(role)].id, role=role, service=service))
    for name, ceiling in (("authority", Money.of(500_000)), ("prefect", None)):
        db.session.add(
            Delegation(user_id=people[name].id, ceiling=ceiling, valid_from=date(2018, 1, 1), reference="RAA fictif")
        )
    db.session.commit()
    return {name: user.id for name, user in people.items()}


def add_organisation(name: str, editor_id: int, representative_id: int) -> int:
    organisation = Organisation(
        name=name, sort_name=unaccented(name), is_fictif=True, legal_nature="association_1901",
        created_on=date(2010, 5, 4), address="3 rue du Pont, 49190 Rochefort-sur-Loire",
    )  # fmt: skip
    db.session.add(organisation)
    db.session.flush()
    for user_id, role in ((editor_id, MemberRole.EDITOR), (representative_id, MemberRole.REPRESENTATIVE)):
        membership = Membership(user_id=user_id, organisation_id=organisation.id, role=role, began_at=clock.now())
        db.session.add(membership)
    db.session.commit()
    return organisation.id


def around_now(round: Round, *, is_open: bool) -> None:
    """Move a round's calendar to today: its last stage closes in ten days, or closed yesterday."""
    now, day = datetime.now(UTC), timedelta(days=1)
    round.opens_at, round.closes_at = now - 30 * day, now + (10 if is_open else -1) * day
    round.announced_at, round.decisions_at = now + 60 * day, now + 50 * day
    # a new list: a change inside a JSON value is not seen
    round.stages = [each | {"closes_at": round.closes_at.isoformat()} for each in round.stages]
    round.state = "open" if is_open else "closed"


def add_file(world: World, state: str = "draft", *, rank: int = 1, department: str = "49", **columns: object) -> int:
    """A file put straight into a state, without the acts that lead there; its id."""
    call = db.session.get_one(Call, world.call_id)
    file = Application(
        number=f"{call.prefix}-{rank:04}", call_id=call.id, round_id=world.round_id, definition_id=call.definition_id,
        organisation_id=world.organisation_id, workflow_key=f"{call.kind}.application@1", state=state,
        stage_key=call.file.stages[-1].key, title=f"Une épicerie solidaire sur la route {rank}", is_fictif=True,
        requested_amount=Money.of(18_000), department=department, started_at=clock.now() - timedelta(days=20),
        starter_id=world["applicant"],
    )  # fmt: skip
    if state not in ("draft", "invited"):
        file.submitted_at = clock.now() - timedelta(days=12)
    for name, value in columns.items():
        setattr(file, name, value)
    db.session.add(file)
    db.session.flush()
    db.session.add(Territory(application_id=file.id, kind="department", code=department))
    db.session.commit()
    return file.id


def version_of(model: type, id: int) -> int:
    """The version a person would see now."""
    db.session.rollback()
    version: int = db.session.get_one(model, id).version
    return version


def envelope(world: World, key: str) -> Envelope:
    return db.session.get_one(Envelope, world.envelopes[key])
