"""Files parked for the writes: one is filled in through the services, then its rows are copied as often as needed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, inspect, select, update

from grants import journal
from grants.database import db
from grants.models import (
    Answer,
    Application,
    Envelope,
    JournalEntry,
    Organisation,
    Partner,
    Piece,
    Review,
    Round,
    SearchWord,
    Territory,
)
from grants.rehearsal import numbers
from grants.rehearsal.filling import fill
from grants.services import applications
from grants.values.clock import now
from grants.values.money import Money
from grants.values.stems import stems
from tests.world import World

PARTS = (Answer, Piece, Partner, Territory, SearchWord)
ROOM = Money.of(100_000_000)
NAMED = (Application.id, Application.number)
RANK = 99_999  # of the invented identifiers


def park_drafts(world: World, count: int) -> list[str]:
    """Numbers of complete drafts: nothing is left but to hand them in."""
    return copies(model(world), count, letter="D")


def park_recommended(world: World, count: int) -> list[str]:
    """Numbers of files that the committee recommends, each of its own carrier, on envelopes large enough for all."""
    for envelope_id in world.envelopes.values():
        db.session.get_one(Envelope, envelope_id).amount = ROOM
    at = now() - timedelta(days=12)
    advised = {"state": "recommended", "recommended_amount": Money.of(1_000), "submitted_at": at}
    return spread(copies(model(world), count, letter="R", **advised), world)


def spread(numbers: list[str], world: World) -> list[str]:
    """Give each file another organisation: nobody carries hundreds of files, and what one has received is summed."""
    others = select(Organisation.id).where(Organisation.id != world.organisation_id).limit(len(numbers))
    for number, id in zip(numbers, db.session.scalars(others).all(), strict=False):
        db.session.execute(update(Application).filter_by(number=number).values(organisation_id=id))
    db.session.commit()
    return numbers


def park_read(world: World) -> str:
    """The number of a file with all its answers and pieces, under review."""
    return copies(model(world), 1, letter="F", state="under_review", submitted_at=now() - timedelta(days=12))[0]


def park_board(world: World, count: int = 60) -> int:
    """A round of its own whose files were scored and the committee recommends: a department's afternoon."""
    first = db.session.get_one(Round, world.round_id)
    known = db.session.scalar(select(func.count(Round.id)).filter_by(call_id=first.call_id)) or 0
    new = values(first) | {"key": f"bench_{known}", "number": known + 1, "state": "closed"}
    round_id = db.session.execute(insert(Round).returning(Round.id), [new]).scalar_one()
    room = [values(each) | {"round_id": round_id, "amount": ROOM} for each in first.envelopes]
    db.session.execute(insert(Envelope), room)
    advised = {"state": "recommended", "recommended_amount": Money.of(1_000), "round_id": round_id}
    copies(model(world), count, letter="S", submitted_at=now() - timedelta(days=12), **advised)
    files = db.session.scalars(select(Application).filter_by(round_id=round_id)).all()
    db.session.add_all(scored(world, file, rank) for rank, file in enumerate(files))
    db.session.commit()
    return round_id


def scored(world: World, file: Application, rank: int) -> Review:
    total, at = Decimal(20 + rank % 30) / 10, now() - timedelta(days=3)
    return Review(application_id=file.id, reviewer_id=world["reviewer"], stage_key=file.stage_key, status="scored",
                  total=total, assigned_at=at, assigned_by_id=world["instructor"], scored_at=at)  # fmt: skip


def model(world: World) -> Application:
    """A complete draft that its own people made, by the services."""
    organisation = db.session.get_one(Organisation, world.organisation_id)
    organisation.siret, organisation.iban, organisation.rna = numbers.siret(RANK), numbers.iban(RANK), numbers.rna(RANK)
    db.session.commit()  # the bench's own data, not an act
    id = applications.start(world["applicant"], world.round_id, organisation_id=organisation.id)
    fill(db.session.get_one(Application, id))
    return db.session.get_one(Application, id)


def copies(model: Application, count: int, *, letter: str, **columns: Any) -> list[str]:
    """Copy a file with all that it holds, its number and its first journal entry apart."""
    first = db.session.scalar(select(func.max(Application.id))) or 0
    base = values(model)
    rows = [base | {"number": f"{model.call.prefix}-{letter}{first + n:06}"} | columns for n in range(count)]
    made: dict[int, str] = dict(row.tuple() for row in db.session.execute(insert(Application).returning(*NAMED), rows))
    for kind in PARTS:
        copy_parts(kind, model.id, made)
    db.session.execute(insert(JournalEntry), [begun(model, id) for id in made])
    db.session.commit()
    return list(made.values())


def values(row: Any) -> dict[str, Any]:
    """Every column but the key that the database gives."""
    columns = {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs}
    return {key: value for key, value in columns.items() if key != "id"}


def copy_parts(kind: Any, model_id: int, made: dict[int, str]) -> None:
    parts = [values(each) for each in db.session.scalars(select(kind).filter_by(application_id=model_id))]
    if kind is SearchWord:  # the copy is found by its own number
        parts = [each for each in parts if each["word"] not in stems(db.session.get_one(Application, model_id).number)]
    rows = [part | {"application_id": id} for id in made for part in parts]
    if rows:
        db.session.execute(insert(kind), rows)


def begun(model: Application, id: int) -> dict[str, Any]:
    entry = JournalEntry(stream=f"application:{id}", seq=1, act="application.start", actor_id=model.starter_id)
    entry.at, entry.data = model.started_at, {}
    entry.hash = journal.link(entry, "")
    return {key: getattr(entry, key) for key in ("stream", "seq", "act", "actor_id", "at", "data", "hash")}
