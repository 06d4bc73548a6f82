"""One act on many files: who is affected, why others are not, done once, told file by file."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants.database import db
from grants.models import (
    Answer,
    Application,
    Appointment,
    BulkAct,
    Check,
    JournalEntry,
    MemberRole,
    Membership,
    Opinion,
    Piece,
    Recusal,
    Review,
    User,
)
from grants.queries import forecasts, many
from grants.services import bulk_acts
from grants.values import clock
from tests.support.answers import whole
from tests.support.instruction import add_complete_file, add_person, add_piece, add_review
from tests.support.web import sign_in
from tests.views.test_desk import counted
from tests.world import World, add_file, add_world, version_of
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/instruction/ensemble"


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        return add_world(is_open=False)


def add_whole_file(world: World, state: str = "submitted", *, rank: int, **columns: object) -> int:
    """A file of which every question is answered and every piece is there."""
    file_id = add_complete_file(world, state, rank=rank, **columns)
    file = db.session.get_one(Application, file_id)
    form = file.file.form_of(file.stage_key)
    said = whole(file.file, form)
    for answer in db.session.scalars(select(Answer).filter_by(application_id=file_id)):
        section = next(each for each in form.sections if each.key == answer.section_key)
        answer.values = {q.key: said[q.key] for q in section.questions if q.key in said} | answer.values
    for key in ("statutes", "officers"):
        add_piece(file, key, world["applicant"])
    db.session.commit()
    return file_id


def recuse(file_id: int, user_id: int) -> None:
    db.session.add(Recusal(application_id=file_id, user_id=user_id, reason="lien", declared_at=clock.now()))


def address(act: str, *ranks: int, more: str = "") -> str:
    return f"{HERE}?acte={act}{more}" + "".join(f"&dossier=CC20-{rank:04}" for rank in ranks)


def plain(page: str) -> str:
    return " ".join(page.replace("\xa0", " ").replace("\u202f", " ").split())


def sent(page: str) -> dict[str, list[str]]:
    """What the button of a page of confirmation would send."""
    form = page[page.index('method="post" action="/instruction/ensemble"') :]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found.setdefault(name[1], []).append(value[1])
    return found


def test_the_preview_says_who_is_affected_and_why_others_are_not(app: Flask, world: World) -> None:
    with app.app_context():
        add_whole_file(world, "submitted", rank=1)
        lacking = add_whole_file(world, "submitted", rank=2)
        db.session.delete(db.session.scalars(select(Piece).filter_by(application_id=lacking, key="statutes")).one())
        add_whole_file(world, "under_review", rank=3)
        add_complete_file(world, "awaiting_committee", rank=4)
        hidden = add_whole_file(world, "submitted", rank=5)
        recuse(hidden, world["instructor"])
        db.session.commit()
    page = sign_in(app, world["instructor"]).get(address("application.check_completeness", 1, 2, 3, 4, 5)).text
    assert "2 dossiers concernés sur 4" in plain(page)
    assert len(sent(page)["choix"]) == 2
    assert "Il manque" in page
    assert "cette action n’est pas possible" in page
    assert "/instruction/CC20-0005" not in page, "a recused person is not even told that there is a file"
    assert sign_in(app, world["reviewer"]).get(address("application.refer", 1)).status_code == 403


def test_it_is_done_file_by_file_once_and_what_failed_meanwhile_is_told(app: Flask, world: World) -> None:
    with app.app_context():
        ids = [add_whole_file(world, "submitted", rank=rank) for rank in (1, 2, 3)]
    client = sign_in(app, world["instructor"])
    typed = sent(client.get(address("application.check_completeness", 1, 2, 3)).text)
    with app.app_context():  # meanwhile, somebody else refuses a piece of the second
        bulk_acts.applications.check_completeness(
            world["instructor"], ids[1], version=version_of(Application, ids[1]), refusals={"bank_details": "illisible"}
        )
    done = client.post(HERE, data=typed)
    assert done.status_code == 303
    account = client.get(done.location).text
    assert "Fait sur 2 dossiers, pas fait sur 1 dossier" in plain(account)
    assert "Ce dossier a changé" in plain(account)
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(JournalEntry))
    again = client.post(HERE, data=typed)
    assert again.location == done.location, "the same page pressed twice is one act"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == before
        assert db.session.scalar(select(func.count()).select_from(BulkAct)) == 1
        passed = {each.application_id: each.is_passed for each in db.session.scalars(select(Check))}
        assert passed == {ids[0]: True, ids[1]: False, ids[2]: True}
        assert len(db.session.scalars(select(JournalEntry).filter_by(act="application.check_completeness")).all()) == 3
    with app.app_context():
        recuse(ids[0], world["instructor"])
        db.session.commit()
    assert "CC20-0001" not in client.get(done.location).text, "an account says nothing of a file that is closed since"
    stranger = add_stranger(app)
    assert sign_in(app, stranger).get(done.location).status_code == 404


def add_stranger(app: Flask) -> int:
    with app.app_context():
        person = add_person("autre")
        db.session.add(Appointment(user_id=person, role=Role.INSTRUCTOR))
        db.session.commit()
        return person


def test_a_file_that_is_not_theirs_is_left_out_whatever_is_sent(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_whole_file(world, "submitted", rank=1, department="85")
        person = add_person("layon")
        db.session.add(Appointment(user_id=person, role=Role.INSTRUCTOR, department="49"))
        db.session.commit()
    typed = {"acte": "application.check_completeness", "jeton": "x" * 20, "choix": f"{file_id}:1"}
    client = sign_in(app, person)
    assert "Fait sur 0 dossier, pas fait sur 0" in plain(client.get(client.post(HERE, data=typed).location).text)
    assert client.post(HERE, data=typed | {"acte": "ruling.award"}).status_code == 422
    assert client.post(HERE, data={"acte": "application.refer"}).status_code == 422
    for odd in ("9" * 30 + ":1", "1:x", ":", ""):
        assert client.post(HERE, data=typed | {"choix": odd, "jeton": f"{odd}-"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Check)).all() == []


def test_reading_is_given_to_those_whom_no_link_bars(app: Flask, world: World) -> None:
    with app.app_context():
        ids = [add_complete_file(world, "under_review", rank=rank) for rank in (1, 2, 3)]
        add_review(world, ids[1], world["reviewer"])
        recuse(ids[2], world["reviewer"])
        db.session.commit()
    client, due = sign_in(app, world["instructor"]), clock.today() + timedelta(days=9)
    asked = client.get(address("review.assign", 1, 2, 3)).text
    assert "Voir qui est concerné" in asked
    assert f'value="{world["reviewer"]}"' in asked
    late = f"&vu=1&reviewer_ids={world['reviewer']}&due_on={clock.today()}"
    assert "Choisissez un jour à venir" in client.get(address("review.assign", 1, 2, 3, more=late)).text
    more = f"&vu=1&reviewer_ids={world['reviewer']}&due_on={due}"
    page = client.get(address("review.assign", 1, 2, 3, more=more)).text
    assert "a déjà ce dossier à lire" in page
    assert "a déclaré un lien" in page
    account = client.get(client.post(HERE, data=sent(page)).location).text
    assert "Fait sur 1 dossier, pas fait sur 0" in plain(account)
    with app.app_context():
        assert set(db.session.scalars(select(Review.application_id))) == {ids[0], ids[1]}


def test_a_reader_whom_the_facts_link_to_the_organisation_is_given_none_of_its_files(app: Flask, world: World) -> None:
    with app.app_context():
        add_complete_file(world, "under_review", rank=1)
        person = add_person("cousine")
        db.session.add(Appointment(user_id=person, role=Role.REVIEWER))
        db.session.add(Membership(user_id=person, organisation_id=world.organisation_id, role=MemberRole.EDITOR,
                                  began_at=clock.now()))  # fmt: skip
        db.session.commit()
    more = f"&vu=1&reviewer_ids={person}&due_on={clock.today() + timedelta(days=9)}"
    page = plain(sign_in(app, world["instructor"]).get(address("review.assign", 1, more=more)).text)
    assert "0 dossier concerné sur 1" in page
    assert "Cousine Fictif : agit, ou a agi ici" in page


def test_an_opinion_is_asked_of_one_service_on_many_files(app: Flask, world: World) -> None:
    with app.app_context():
        for rank in (1, 2):
            add_complete_file(world, "under_review", rank=rank)
    client, due = sign_in(app, world["instructor"]), clock.today() + timedelta(days=9)
    more = f"&vu=1&service=state_department&question=Est-ce+utile+%3F&due_on={due}"
    page = client.get(address("opinion.ask", 1, 2, more=more)).text
    assert len(sent(page)["choix"]) == 2
    client.post(HERE, data=sent(page))
    assert "est déjà demandé" in client.get(address("opinion.ask", 1, 2, more=more)).text
    with app.app_context():
        assert [each.question for each in db.session.scalars(select(Opinion))] == ["Est-ce utile ?"] * 2


ACTS = ("application.check_completeness", "application.check_eligibility", "application.start_review",
        "application.refer")  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_what_is_foreseen_is_what_happens(app: Flask, world: World, act: str) -> None:
    """Where nothing stands in the way it is done, and well; where something does, a move is refused."""
    with app.app_context():
        ids, user = sorts(world), db.session.get_one(User, world["instructor"])
        found = forecasts.of(user, act, many.by_ids(user, ids), at=clock.now(), given={})
        told = {each.application.id: bool(each.reasons) for each in found}
        assert {True, False} == set(told.values())
        for file_id, is_refused in told.items():
            reasons = bulk_acts.one(act, world["instructor"], file_id, version_of(Application, file_id), {})
            kind = act.rpartition("_")[2]
            check = db.session.scalar(select(Check).filter_by(application_id=file_id, kind=kind))
            if not is_refused:
                assert reasons == []
                assert check is None or check.is_passed
            elif "check_" not in act:
                assert reasons


def sorts(world: World) -> list[int]:
    """Complete, without its piece, checked, ready, with a late report owed, with a link of interest that waits."""
    ids = [add_whole_file(world, state, rank=rank) for rank, state in enumerate(
        ("submitted", "submitted", "submitted", "under_review", "under_review", "awaiting_committee"), 1)]  # fmt: skip
    db.session.delete(db.session.scalars(select(Piece).filter_by(application_id=ids[1], key="statutes")).one())
    known = {"checked_at": clock.now(), "checked_by_id": world["instructor"], "findings": [], "is_passed": True}
    for kind in ("completeness", "eligibility"):
        db.session.add(Check(application_id=ids[2], kind=kind, **known))
    for file_id in ids[3:5]:
        for name in ("reviewer", "auditor"):
            add_review(world, file_id, world[name], "3.20")
    recuse(ids[4], world["secretary"])
    db.session.commit()
    return ids


@pytest.mark.parametrize("act", [*ACTS, "review.assign", "opinion.ask"])
def test_three_files_and_a_hundred_take_the_same_statements(app: Flask, world: World, act: str) -> None:
    with app.app_context():
        for rank in range(1, 100):
            add_file(world, "submitted" if "check" in act or "start" in act else "under_review", rank=rank)
    client, due = sign_in(app, world["instructor"]), clock.today() + timedelta(days=9)
    said = {"review.assign": f"&vu=1&reviewer_ids={world['reviewer']}&due_on={due}",
            "opinion.ask": f"&vu=1&service=state_department&question=Utile&due_on={due}"}.get(act, "")  # fmt: skip
    client.get(address(act, 1, more=said))
    with counted(app) as few:
        assert client.get(address(act, 1, 2, 3, more=said)).status_code == 200
    with counted(app) as many:
        page = client.get(f"{HERE}?acte={act}&tous=1{said}").text
    assert page.count("/instruction/CC20-") >= 99
    assert len(few) == len(many)


def test_the_whole_of_a_search_is_cut_at_a_hundred_and_says_so(app: Flask, world: World) -> None:
    with app.app_context():
        for rank in range(1, 104):
            add_file(world, "submitted", rank=rank, department="85" if rank < 4 else "49")
    client = sign_in(app, world["instructor"])
    assert "en compte davantage" in client.get(f"{HERE}?acte=application.refer&tous=1").text
    three = client.get(f"{HERE}?acte=application.refer&tous=1&departement=85").text
    assert "en compte davantage" not in three
    assert three.count('href="/instruction/CC20-') == 3
