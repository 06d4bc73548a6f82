"""Many files with valid chains, put in by bulk: what a region gathers in some years."""

from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from grants import journal
from grants.database import db
from grants.models import Application, Call, JournalEntry, Organisation, SearchWord
from grants.values.clock import now
from grants.values.money import Money
from grants.values.stems import stems, unaccented
from tests.world import World

DEPARTMENTS = ("44", "49", "53", "72", "85", "52")
THEMES = (
    "une épicerie solidaire",
    "un accueil de jour",
    "des ateliers pour étudiants",
    "un bus des démarches",
    "un jardin",
)
ACTS = ("application.start", "application.submit", "application.check_completeness")
SLICE = 5_000


def load(world: World, size: int) -> None:
    """Bring the number of files to `size`: submitted, a tenth under review, with organisations, words and journal."""
    have = db.session.scalar(select(func.count(Application.id))) or 0
    call = db.session.get_one(Call, world.call_id)
    organisations = add_organisations(max(1, (size - have) // 20))
    ranks = iter(range(have + 1, size + 1))
    while numbers := list(islice(ranks, SLICE)):
        add_files(world, call, organisations, numbers)
        db.session.commit()  # the bench's own data, not an act


def add_organisations(count: int) -> list[int]:
    first = (db.session.scalar(select(func.max(Organisation.id))) or 0) + 1
    names = [f"Association fictive {n}" for n in range(first, first + count)]
    rows = [
        {"name": name, "sort_name": unaccented(name), "is_fictif": True, "is_historical": False, "version": 1}
        for name in names
    ]
    return list(db.session.scalars(insert(Organisation).returning(Organisation.id), rows))


def add_files(world: World, call: Call, organisations: list[int], ranks: list[int]) -> None:
    rows = [file_row(world, call, organisations[rank % len(organisations)], rank) for rank in ranks]
    made = list(db.session.execute(insert(Application).returning(Application.id, Application.title), rows))
    add_words(made)
    add_chains(world, [id for id, _ in made])


def file_row(world: World, call: Call, organisation_id: int, rank: int) -> dict[str, Any]:
    state = "under_review" if rank % 10 == 0 else "submitted"
    begun = now() - timedelta(days=30, seconds=rank)
    return {
        "number": f"{call.prefix}-B{rank:06}", "call_id": call.id, "round_id": world.round_id, "version": 1,
        "definition_id": call.definition_id, "organisation_id": organisation_id, "state": state,
        "workflow_key": f"{call.kind}.application@1", "stage_key": call.file.stages[-1].key,
        "title": f"{THEMES[rank % len(THEMES)].capitalize()} {rank}",
        "requested_amount": Money(rank % 50_000 * 100 + 100),
        "department": DEPARTMENTS[rank % len(DEPARTMENTS)], "started_at": begun,
        "submitted_at": begun + timedelta(days=1), "is_fictif": True, "is_historical": False,
        "silence_paused_seconds": 0, "starter_id": world["applicant"],
    }  # fmt: skip


def add_words(made: list[Any]) -> None:
    rows = [{"word": word, "application_id": id} for id, title in made for word in stems(title)]
    db.session.execute(insert(SearchWord), rows)


def add_chains(world: World, ids: list[int]) -> None:
    """Three linked entries a file, as the acts would have written."""
    for some in batched_ids(ids):
        db.session.execute(insert(JournalEntry), [entry for id in some for entry in chain(world, id)])


def batched_ids(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + 1000] for start in range(0, len(ids), 1000)]


def chain(world: World, id: int) -> list[dict[str, Any]]:
    previous, entries = "", []
    for seq, act in enumerate(ACTS, 1):
        at = now() - timedelta(days=30 - seq)
        entry = JournalEntry(stream=f"application:{id}", seq=seq, act=act, actor_id=world["applicant"], at=at, data={})
        previous = journal.link(entry, previous)
        row = {"stream": entry.stream, "seq": seq, "act": act, "actor_id": entry.actor_id, "at": at, "data": {}}
        entries.append(row | {"hash": previous})
    return entries
