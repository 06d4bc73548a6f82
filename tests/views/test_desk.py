"""The desk: the list at any size, who sees what of a file, and the acts through their pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from grants.database import db
from grants.models import Application, Appointment, Call, Check, Opinion, Recusal, SearchWord, User
from grants.services import opinions
from grants.values import clock
from grants.values.stems import stems
from tests.support.instruction import add_complete_file, add_meeting, add_person, add_review
from tests.support.web import sign_in
from tests.world import World, add_file, add_world, version_of
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world(is_open=False)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements run meanwhile."""
    said: list[str] = []

    def listen(connection, cursor, statement, *rest):
        said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def numbers(client: FlaskClient, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    return re.findall(r"/instruction/(CC20-\d+)", page.text)


def test_three_files_and_three_hundred_take_the_same_statements(app: Flask, world: World) -> None:
    client = sign_in(app, world["instructor"])
    with app.app_context():
        for rank in range(1, 4):
            add_file(world, "submitted", rank=rank)
    client.get("/instruction")
    with counted(app) as few:
        assert len(numbers(client, "/instruction")) == 3
    with app.app_context():
        for rank in range(4, 301):
            add_file(world, "submitted", rank=rank)
    with counted(app) as many:
        assert len(numbers(client, "/instruction")) == 50
    assert len(few) == len(many)


def test_pages_follow_each_other_without_a_hole_and_come_back(app: Flask, world: World) -> None:
    with app.app_context():
        at = clock.now() - timedelta(days=5)
        for rank in range(1, 121):  # many at the very same instant: the id decides
            add_file(world, "submitted", rank=rank, submitted_at=at if rank % 2 else at - timedelta(hours=rank))
    client, address, seen, pages = sign_in(app, world["instructor"]), "/instruction", [], []
    while address:
        pages.append(address)
        text = client.get(address).text
        seen += re.findall(r"/instruction/(CC20-\d+)", text)
        found = re.search(r'rel="next" href="([^"]+)"', text)
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 120
    back = re.search(r'rel="prev" href="([^"]+)"', client.get(pages[-1]).text)
    assert back
    assert numbers(client, back[1].replace("&amp;", "&")) == seen[50:100]
    assert numbers(client, "/instruction?apres=n-importe-quoi") == seen[:50]


def test_what_nobody_handed_in_is_in_the_register(app: Flask, world: World) -> None:
    """Page after page without a hole, open to whoever writes there, with a link to write."""
    with app.app_context():
        add_file(world, "submitted", rank=500)
        db.session.get_one(Call, world.call_id).is_recorded = True
        for rank in range(1, 56):
            add_file(world, "recorded", rank=rank, submitted_at=None, workflow_key="register_entry.application@1")
        db.session.commit()
    client = sign_in(app, world["instructor"])
    first = client.get("/instruction?liste=registre")
    assert "/vagues/1/inscrire" in first.text
    assert 'tag-fictive">' in first.text
    found = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert found
    seen = numbers(client, "/instruction?liste=registre") + numbers(client, found[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) == 56
    assert numbers(client, "/instruction") == ["CC20-0500"]
    assert "/vagues/1/inscrire" not in sign_in(app, world["auditor"]).get("/instruction?liste=registre").text


def test_filters_and_words_find_the_file(app: Flask, world: World) -> None:
    with app.app_context():
        sought = add_file(world, "under_review", rank=1, department="85")
        add_file(world, "submitted", rank=2, department="49")
        db.session.add(SearchWord(word="etudi", application_id=sought))
        db.session.commit()
    client = sign_in(app, world["instructor"])
    assert numbers(client, "/instruction?etat=under_review") == ["CC20-0001"]
    assert numbers(client, "/instruction?departement=49") == ["CC20-0002"]
    assert numbers(client, "/instruction?q=%C3%A9tudiantes") == ["CC20-0001"]
    assert numbers(client, "/instruction?appel=inconnu") == []
    assert numbers(sign_in(app, world["secretary"]), "/instruction?attend=moi") == []


def test_a_recused_person_finds_the_file_nowhere(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "awaiting_committee", rank=1)
        other = add_complete_file(world, "awaiting_committee", rank=2)
        db.session.add(SearchWord(word=stems("épicerie").pop(), application_id=file_id))
        add_meeting(world, [file_id, other], state="opened")
        for name in ("instructor", "committee_member"):
            db.session.add(
                Recusal(application_id=file_id, user_id=world[name], reason="parent", declared_at=clock.now())
            )
        db.session.commit()
    client = sign_in(app, world["instructor"])
    assert numbers(client, "/instruction") == ["CC20-0002"]
    assert "1 dossiers" in client.get("/instruction").text
    assert numbers(client, "/instruction?q=epicerie") == []
    assert client.get("/instruction/CC20-0001").status_code == 403
    for name in ("instructor", "committee_member"):
        client = sign_in(app, world[name])
        assert "CC20-0001" not in client.get("/comites/1").text
        assert client.get("/comites/1/dossiers/CC20-0001").status_code == 403
    assert sign_in(app, world["committee_member"]).get("/comites/1/dossiers/CC20-0001/voter").status_code == 403
    assert "CC20-0001" in sign_in(app, world["secretary"]).get("/comites/1").text


def test_files_of_another_department_and_drafts_are_not_listed(app: Flask, world: World) -> None:
    with app.app_context():
        add_file(world, "submitted", rank=1, department="49")
        add_file(world, "submitted", rank=2, department="85")
        add_file(world, "draft", rank=3, department="85")
        person = add_person("vendee")
        db.session.add(Appointment(user_id=person, role=Role.INSTRUCTOR, department="85"))
        db.session.commit()
    client = sign_in(app, person)
    assert numbers(client, "/instruction") == ["CC20-0002"]
    assert client.get("/instruction/CC20-0001").status_code == 403
    assert sign_in(app, world["applicant"]).get("/instruction").status_code == 403
    assert sign_in(app, world["applicant"]).get("/instruction/CC20-0002").status_code == 403


def test_a_service_reads_what_its_question_needs(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "under_review")
        file = db.session.get_one(Application, file_id)
        add_answer(file, "iban", "FR7630006000011234567890189", world)
        add_review(world, file_id, world["reviewer"], "3.21")
        version = version_of(Application, file_id)
        opinions.ask(world["instructor"], file_id, version=version, service="state_department", service_label="DDCS",
                     question="Est-ce utile ?", due_on=clock.today() + timedelta(days=9))  # fmt: skip
    page = sign_in(app, world["service"]).get("/instruction/CC20-0001").text
    assert "Est-ce utile" in page
    assert "Une épicerie solidaire" in page
    assert "Rendre mon avis" in page
    for hidden in ("FR76", "bank_details", "3,21", "Historique"):
        assert hidden not in page
    whole = sign_in(app, world["instructor"]).get("/instruction/CC20-0001").text
    assert "FR76" in whole
    assert "3,21" in whole


def add_answer(file: Application, key: str, value: str, world: World) -> None:
    from grants.models import Answer

    form = file.file.form_of(file.stage_key)
    section = next(each for each in form.sections if any(q.key == key for q in each.questions))
    here = select(Answer).filter_by(application_id=file.id, section_key=section.key)
    answer = db.session.scalars(here).one()
    answer.values = answer.values | {key: value}
    db.session.commit()


def test_a_reviewer_is_blind_to_the_others_until_their_own_score(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "under_review")
        other = add_person("autre")
        db.session.add(Appointment(user_id=other, role=Role.REVIEWER))
        db.session.commit()
        add_review(world, file_id, other, "3.21")
        add_review(world, file_id, world["reviewer"])
    page = sign_in(app, world["reviewer"]).get("/instruction/CC20-0001").text
    assert "3,21" not in page
    assert "cachée" in page
    assert "3,21" in sign_in(app, other).get("/instruction/CC20-0001").text


def test_an_act_by_its_page_done_once_then_stale_and_refused_to_others(app: Flask, world: World) -> None:
    with app.app_context():
        file_id = add_complete_file(world, "submitted")
        seen = version_of(Application, file_id)
    address = "/dossiers/CC20-0001/controler-les-pieces"
    typed = {"version": seen, "verdict_bank_details": "refuse", "reason_bank_details": "au nom d’une personne"}
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app, world["instructor"])
    unsaid = client.post(address, data=typed | {"reason_bank_details": " "})
    assert unsaid.status_code == 422
    assert "Dites pourquoi" in unsaid.text
    assert sign_in(app, world["grant_manager"]).post(address, data=typed).status_code == 403
    assert client.post(address, data=typed).status_code == 303
    again = client.post(address, data=typed)
    assert again.status_code == 409
    assert "au nom d’une personne" in again.text  # nothing typed is lost
    with app.app_context():
        check = db.session.scalars(select(Check).filter_by(application_id=file_id)).one()
        assert not check.is_passed


def test_every_page_of_an_act_opens_for_whoever_has_it(app: Flask, world: World) -> None:
    """Each offer of a file's page leads to a page."""
    states = {
        "submitted": "instructor", "under_review": "instructor", "ineligibility_proposed": "authority",
        "awaiting_committee": "secretary", "adjourned": "instructor",
    }  # fmt: skip
    with app.app_context():
        for rank, state in enumerate(states, 1):
            add_complete_file(world, state, rank=rank)
    for rank, name in enumerate(states.values(), 1):
        client = sign_in(app, world[name])
        page = client.get(f"/instruction/CC20-{rank:04}")
        links = set(re.findall(rf'href="(/dossiers/CC20-{rank:04}/(?!pieces/)[^"#]+)"', page.text))
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link


def test_declaring_a_link_closes_the_file_and_goes_back_to_the_list(app: Flask, world: World) -> None:
    with app.app_context():
        version = version_of(Application, add_complete_file(world, "under_review"))
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app, world["instructor"])
    done = client.post("/dossiers/CC20-0001/declarer-un-lien", data={"version": version, "reason": "mon frère"})
    assert (done.status_code, done.location) == (303, "/instruction")
    assert client.get("/instruction/CC20-0001").status_code == 403
    with app.app_context():
        assert db.session.scalars(select(Recusal.user_id)).all() == [world["instructor"]]
        assert db.session.get(User, world["instructor"])
        assert not db.session.scalars(select(Opinion)).all()
