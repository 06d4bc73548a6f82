"""Two pages become one: whatever they hold, nothing is lost, nothing is counted twice, and the journals say it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from grants import journal
from grants.analysis import likeness
from grants.database import db
from grants.models import (
    Application,
    BankAccount,
    JournalEntry,
    MemberRole,
    Membership,
    Organisation,
    OrganisationName,
    Partner,
    Piece,
    Ruling,
    StoredFile,
    Verdict,
)
from grants.queries import duplicates
from grants.services import organisations
from grants.services.command import transaction
from grants.values import clock
from grants.values.money import Money
from grants.values.stems import unaccented
from tests.world import add_file, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PEOPLE = ("applicant", "representative", "outsider", "auditor", "instructor")
SIRET, BRANCH, OTHER = "00090001900019", "00090001900027", "00090002700012"
PAGES = st.fixed_dictionaries({
    "awards": st.lists(st.integers(0, 40_000), max_size=4),
    "members": st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(list(MemberRole)), max_size=4),
    "left": st.sets(st.sampled_from(PEOPLE), max_size=2),
    "pieces": st.integers(0, 2),
    "joined": st.booleans(),
    "iban": st.sampled_from([None, "FR7630006000011234567890189", "FR1420041010050500013M02606"]),
    "names": st.sets(st.sampled_from(["A", "B", "Les Ponts"]), max_size=3),
})  # fmt: skip


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


def named(name: str, **columns) -> Organisation:
    page = Organisation(name=name, sort_name=unaccented(name), **columns)
    db.session.add(page)
    db.session.flush()
    return page


def add_page(world, rank: int, holds: dict) -> int:
    """A page with files, rulings, people of today and of before, documents, an account, spellings."""
    with transaction():
        page = named(f"Les Ponts {rank}", iban=holds["iban"])
        page.names = [OrganisationName(name=name) for name in sorted(holds["names"])]
        here = {"organisation_id": page.id, "began_at": clock.now()}
        for name, role in holds["members"].items():
            db.session.add(Membership(user_id=world[name], role=role, **here))
        for name in holds["left"]:
            db.session.add(Membership(user_id=world[name], role=MemberRole.EDITOR, ended_at=clock.now(), **here))
        if holds["iban"]:
            db.session.add(BankAccount(organisation_id=page.id, iban=holds["iban"], holder="P", began_at=clock.now()))
        id = page.id
    add_files(world, id, rank, holds)
    return id


def add_files(world, id: int, rank: int, holds: dict) -> None:
    for number, amount in enumerate(holds["awards"]):
        file_id = add_file(world, "awarded" if amount else "draft", rank=rank * 10 + number, organisation_id=id)
        file = db.session.get_one(Application, file_id)
        if amount:
            db.session.add(Ruling(application_id=file_id, funder_id=file.round.envelopes[0].funder_id,
                                  author_id=world["authority"], decided_at=clock.now(), verdict=Verdict.AWARD,
                                  reason="", amount=Money.of(amount)))  # fmt: skip
        for each in range(holds["pieces"]):
            digest = f"{file_id:032}{each:032}"
            db.session.add(StoredFile(digest=digest, size=1, media_type="application/pdf", created_at=clock.now()))
            db.session.flush()
            piece = Piece(application_id=file_id, organisation_id=id, key="statutes", name="s.pdf", digest=digest)
            piece.uploaded_at, piece.uploaded_by_id = clock.now(), world["applicant"]
            db.session.add(piece)
    if holds["joined"]:
        file_id = add_file(world, "submitted", rank=rank * 10 + 9)
        db.session.add(Partner(application_id=file_id, organisation_id=id, name="P", is_co_carrier=True))
    db.session.commit()


def totals() -> tuple:
    """What a merge must not change: files, awards, documents, partners, all pages together."""
    counted = [db.session.scalar(select(func.count()).select_from(each)) for each in (Application, Piece, Partner)]
    return (*counted, db.session.scalar(select(func.sum(Ruling.amount))))


def live(id: int) -> dict[int, MemberRole]:
    here = select(Membership).filter_by(organisation_id=id, ended_at=None)
    return {each.user_id: each.role for each in db.session.scalars(here)}


def seen(kept: int, merged: int) -> dict[str, int]:
    return {"version": version_of(Organisation, kept), "other_version": version_of(Organisation, merged)}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(one=PAGES, other=PAGES)
def test_sums_before_are_sums_after(world, one, other):
    base = 20 + 2 * (db.session.scalar(select(func.count()).select_from(Organisation)) or 0)
    kept, merged = add_page(world, base, one), add_page(world, base + 1, other)
    before, mine, theirs = totals(), duplicates.holding(kept), duplicates.holding(merged)
    people, others = live(kept), live(merged)
    organisations.merge(world["administrator"], kept, other_id=merged, **seen(kept, merged))
    db.session.rollback()
    after, empty = duplicates.holding(kept), duplicates.holding(merged)
    assert totals() == before
    assert (after.files, after.pieces) == (mine.files + theirs.files, mine.pieces + theirs.pieces)
    assert (after.awarded, after.paid) == (mine.awarded + theirs.awarded, mine.paid + theirs.paid)
    assert (empty.files, empty.members, empty.pieces) == (0, 0, 0)
    strongest = {id: max(found, key=lambda role: role is MemberRole.REPRESENTATIVE)
                 for id in people.keys() | others.keys()
                 if (found := [each[id] for each in (people, others) if id in each])}  # fmt: skip
    assert live(kept) == strongest
    page = db.session.get_one(Organisation, kept)
    accounts = select(func.count()).select_from(BankAccount).filter_by(organisation_id=kept, ended_at=None)
    assert db.session.scalar(accounts) == (1 if one["iban"] or other["iban"] else 0)
    assert page.iban == (one["iban"] or other["iban"])
    assert {each.name for each in page.names} >= one["names"] | other["names"] | {f"Les Ponts {base + 1}"}
    streams = [f"organisation:{kept}", f"organisation:{merged}"]
    assert list(journal.broken_links(streams=streams)) == []
    entry = db.session.scalars(select(JournalEntry).filter_by(stream=streams[0], act="organisation.merge")).one()
    assert len(entry.data["moved"]["application"]) == theirs.files
    assert db.session.get_one(Organisation, merged).merged_into_id == kept


def pair(world, one: str | None, other: str | None) -> tuple[int, int]:
    return (organisations.create(world["outsider"], name="Les Ponts", siret=one),
            organisations.create(world["auditor"], name="Les Ponts bis", siret=other))  # fmt: skip


def test_two_bodies_are_never_joined(world):
    kept, merged = pair(world, SIRET, OTHER)
    with pytest.raises(Refused, match="deux organismes"):
        organisations.merge(world["administrator"], kept, other_id=merged, **seen(kept, merged))
    with pytest.raises(Refused, match="même fiche"):
        organisations.merge(world["administrator"], kept, other_id=kept, **seen(kept, kept))


def test_a_number_comes_with_the_page_and_still_leads_there(world):
    kept, merged = pair(world, None, SIRET)
    organisations.merge(world["administrator"], kept, other_id=merged, **seen(kept, merged))
    assert db.session.get_one(Organisation, kept).siret == SIRET
    with pytest.raises(Refused, match="déjà une fiche"):
        organisations.create(world["outsider"], name="Encore", siret=SIRET)
    with pytest.raises(Refused, match="a été réunie"):
        organisations.merge(world["administrator"], merged, other_id=kept, **seen(merged, kept))


def test_only_the_administrator_and_never_on_an_old_page(world):
    kept, merged = pair(world, SIRET, None)
    old = seen(kept, merged)
    for name in ("instructor", "auditor", "representative", "outsider"):
        with pytest.raises(NotAllowed):
            organisations.merge(world[name], kept, other_id=merged, **old)
    db.session.get_one(Organisation, merged).address = "ailleurs"
    db.session.commit()
    with pytest.raises(Stale):
        organisations.merge(world["administrator"], kept, other_id=merged, **old)


def test_branches_and_close_names_are_proposed_and_two_siren_are_not(world):
    with transaction():
        made = {
            name: named(name, siret=siret).id
            for name, siret in {"Siège du Lac": SIRET, "Antenne des Bois": BRANCH, "Association Les Érables d’Or": None,
                                "ERABLES D OR": None, "Érable d’Or": OTHER, "Tout autre chose": None}.items()
        }  # fmt: skip
    found = {(pair.one.name, pair.other.name): pair.why for pair in duplicates.proposed()}
    assert found[("Siège du Lac", "Antenne des Bois")] == duplicates.BRANCH
    assert found[("Association Les Érables d’Or", "ERABLES D OR")] == duplicates.CLOSE_NAME
    assert not any("Tout autre chose" in names for names in found)
    assert made["Siège du Lac"]


def test_the_comparison_stays_small_when_there_are_many_names(world):
    names = [(id, f"association du quartier {id}") for id in range(3_000)]
    assert len(likeness.candidates(dict(names))) == 0
    assert likeness.pairs([*names, (9_001, "la coccinelle bleue"), (9_002, "les coccinelles bleues")])[0][:2] == (
        9_001,
        9_002,
    )
