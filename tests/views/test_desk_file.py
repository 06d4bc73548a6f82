"""The file's page for those who instruct: notes, company, rules, the organisation elsewhere, what changed."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from grants.database import db
from grants.models import (
    Answer,
    Application,
    Appointment,
    DeskNote,
    JournalEntry,
    Recusal,
    Report,
    SavedSearch,
    SearchWord,
    Snapshot,
)
from grants.services import search_words
from grants.values import clock
from grants.values.money import Money
from grants.values.stems import stems
from tests.support.instruction import add_complete_file, add_person
from tests.support.web import sign_in
from tests.views.test_desk import counted, numbers
from tests.world import World, add_file, add_organisation, add_world
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HERE = "/instruction/CC20-0001"
NOTE = "Appeler la trésorière mardi."


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        return add_world(is_open=False)


@pytest.fixture
def file_id(app: Flask, world: World) -> int:
    with app.app_context():
        return add_complete_file(world, "submitted")


def write(client: FlaskClient, body: str = NOTE):
    return client.post("/dossiers/CC20-0001/notes-privees", data={"version": 1, "body": body})


def test_a_private_note_is_read_by_those_who_instruct_and_by_nobody_else(
    app: Flask, world: World, file_id: int
) -> None:
    client = sign_in(app, world["instructor"])
    assert write(client).status_code == 303
    assert NOTE in client.get(HERE).text
    for name in ("commissioner", "reviewer", "auditor", "secretary", "prefect"):
        assert NOTE not in sign_in(app, world[name]).get(HERE).text, name
        assert write(sign_in(app, world[name])).status_code == 403
    applicant = sign_in(app, world["applicant"])
    for page in ("/dossiers/CC20-0001", "/dossiers/CC20-0001/notes", "/dossiers/CC20-0001/historique"):
        assert NOTE not in applicant.get(page).text
    assert write(applicant).status_code == 403
    archive = applicant.get("/dossiers/CC20-0001/tout-telecharger")
    assert NOTE.encode() not in archive.data
    with app.app_context():
        assert [each for each in db.session.scalars(select(JournalEntry)) if NOTE in str(each.data)] == []


def test_who_is_recused_reads_no_note_and_only_its_author_erases_it(app: Flask, world: World, file_id: int) -> None:
    with app.app_context():
        other = add_person("collegue")
        db.session.add(Appointment(user_id=other, role=Role.INSTRUCTOR))
        db.session.commit()
    write(sign_in(app, world["instructor"]))
    erase = "/dossiers/CC20-0001/notes-privees/1/effacer"
    assert NOTE in sign_in(app, other).get(HERE).text
    assert sign_in(app, other).post(erase).status_code == 403
    with app.app_context():
        db.session.add(Recusal(application_id=file_id, user_id=other, reason="lien", declared_at=clock.now()))
        db.session.commit()
    assert sign_in(app, other).get(HERE).status_code == 403
    assert sign_in(app, world["instructor"]).post(erase).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(DeskNote)).all() == []


def test_rules_are_computed_before_they_are_judged_and_told_when_they_change_after(
    app: Flask, world: World, file_id: int
) -> None:
    client = sign_in(app, world["instructor"])
    page = client.get(HERE).text
    assert "Calculées par Guichet" in page
    assert "L’État finance au plus 80" in page
    rules = "/dossiers/CC20-0001/controler-les-regles"
    typed = {"version": 1} | dict.fromkeys(
        re.findall(r'name="(rule_[^"]+)"', client.get(rules).text), "vu au téléphone"
    )
    assert client.post(rules, data=typed).status_code == 303
    assert "Jugées au contrôle" in client.get(HERE).text
    with app.app_context():
        add_late_report(world)
    page = client.get(HERE).text
    assert "Depuis le contrôle, cette règle n’est plus remplie" in page
    assert "Compte rendu en retard" in page


def add_late_report(world: World) -> None:
    """Owed on another file of the same organisation."""
    other = add_file(world, "awarded", rank=2, released_at=clock.now())
    known = {"kind": "final", "key": "final", "label": "Compte rendu final", "workflow_key": "report@1", "state": "due"}
    columns = {each.key for each in Report.__table__.columns}
    report = Report(application_id=other, due_at=clock.now() - timedelta(days=3),
                    **{key: value for key, value in known.items() if key in columns})  # fmt: skip
    report.values = {}
    db.session.add(report)
    db.session.commit()


def test_the_organisation_elsewhere_says_its_files_and_the_thresholds(app: Flask, world: World, file_id: int) -> None:
    with app.app_context():
        db.session.get_one(Application, file_id).requested_amount = Money.of("23000.01")
        add_file(world, "refused", rank=7, title="Le jardin d’à côté")
        hidden = add_file(world, "submitted", rank=8, title="Le projet du cousin")
        db.session.add(
            Recusal(application_id=hidden, user_id=world["instructor"], reason="lien", declared_at=clock.now())
        )
        db.session.commit()
    page = sign_in(app, world["instructor"]).get(HERE).text
    assert "Le jardin d’à côté" in page
    assert "Le projet du cousin" not in page
    assert "Aucun compte rendu en retard" in page
    line = next(each for each in page.split("<li>") if "Mêmes financeurs" in each)
    assert 'class="c-warn"' in line
    for name in ("reviewer", "service"):
        assert "L’organisme, ailleurs" not in sign_in(app, world[name]).get(HERE).text


def test_what_changed_since_the_first_deposit_is_told_word_by_word(app: Flask, world: World, file_id: int) -> None:
    with app.app_context():
        file = db.session.get_one(Application, file_id)
        freeze(file, "application.submit", title="Une épicerie <b>solidaire</b>", piece="0" * 64)
        freeze(file, "application.complete", title="Une grande épicerie <b>solidaire</b>", piece="1" * 64)
    page = sign_in(app, world["instructor"]).get(f"{HERE}/changements")
    assert page.status_code == 200
    added = re.findall(r'<ins class="word">(.*?)</ins>', page.text)
    assert any("grande" in each and "ajouté" in each for each in added)
    assert "<b>" not in page.text
    assert "remplacée" in page.text
    for name in ("service", "reviewer", "applicant"):
        assert sign_in(app, world[name]).get(f"{HERE}/changements").status_code == 403


def freeze(file: Application, act: str, *, title: str, piece: str) -> None:
    form = file.file.form_of(file.stage_key)
    section = next(s for s in form.sections if any(q.key == "project_title" for q in s.questions))
    content = {"stage": file.stage_key, "answers": {form.key: {section.key: {"project_title": title}}},
               "pieces": [{"key": "bank_details", "name": "rib.pdf", "digest": piece}]}  # fmt: skip
    db.session.add(Snapshot(application_id=file.id, act=act, content=content, digest="x", taken_at=clock.now()))
    db.session.commit()


def test_answers_are_found_whatever_the_accents_but_not_what_a_service_may_not_read(
    app: Flask, world: World, file_id: int
) -> None:
    with app.app_context():
        file = db.session.get_one(Application, file_id)
        form = file.file.form_of(file.stage_key)
        open_one = question(form, "long_text", identifying=False)
        hidden = question(form, "text", identifying=True)
        for key, text in ((open_one, "Des étudiants précaires"), (hidden, "Zébulon")):
            section = next(s for s in form.sections if any(q.key == key for q in s.questions))
            answer = db.session.scalars(select(Answer).filter_by(application_id=file_id, section_key=section.key)).one()
            answer.values = answer.values | {key: text}
        db.session.commit()
        assert search_words.index_all() == 1
        assert "etudi" in set(db.session.scalars(select(SearchWord.word)))
    client = sign_in(app, world["instructor"])
    assert numbers(client, "/instruction?q=etudiante") == ["CC20-0001"]
    assert numbers(client, "/instruction?q=étudiant passerelles") == ["CC20-0001"]
    assert numbers(client, "/instruction?q=zébulon") == []


def question(form, kind: str, *, identifying: bool) -> str:
    from grants.policies.withheld import is_open

    return next(q.key for q in form.questions if q.type == kind and is_open(q) is not identifying)


def test_filters_by_theme_engagement_amount_and_organisation(app: Flask, world: World) -> None:
    with app.app_context():
        add_file(world, "submitted", rank=1, theme="food_aid", engagement=2, requested_amount=Money.of(5_000))
        body = world.organisation_id
        world.organisation_id = add_organisation("Éclats d’Île", world["applicant"], world["representative"])
        add_file(world, "submitted", rank=2, theme="housing", engagement=4, requested_amount=Money.of("9000.50"))
        world.organisation_id = body
    client = sign_in(app, world["instructor"])
    assert numbers(client, "/instruction?theme=food_aid") == ["CC20-0001"]
    assert numbers(client, "/instruction?engagement=4") == ["CC20-0002"]
    assert numbers(client, "/instruction?mini=5000&maxi=5 000,00") == ["CC20-0001"]
    assert numbers(client, "/instruction?mini=5000,01") == ["CC20-0002"]
    assert numbers(client, "/instruction?organisme=eclats") == ["CC20-0002"]
    assert numbers(client, "/instruction?organisme=%25") == []
    assert len(numbers(client, f"/instruction?mini={'9' * 40}")) == 2
    assert numbers(client, "/instruction?engagement=9&mini=beaucoup") == ["CC20-0002", "CC20-0001"]


def test_what_awaits_me_is_read_by_its_date_page_after_page(app: Flask, world: World) -> None:
    with app.app_context():
        for rank in range(1, 61):
            add_file(world, "submitted", rank=rank, submitted_at=clock.now() - timedelta(hours=rank % 7, days=1))
        add_file(world, "to_complete", rank=99, completion_due_at=clock.now() - timedelta(days=9))
    client = sign_in(app, world["instructor"])
    first = client.get("/instruction?attend=moi")
    following = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert following
    seen = numbers(client, "/instruction?attend=moi") + numbers(client, following[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) == 60
    with app.app_context():
        due = {each.number: each.due_at for each in db.session.scalars(select(Application))}
        assert [due[each] for each in seen] == sorted(due[each] for each in seen)
    assert numbers(client, "/instruction?tri=echeance")[0] == "CC20-0099"
    assert "Contrôler les pièces" in first.text


def test_a_search_is_kept_under_its_name_for_its_person_alone(app: Flask, world: World, file_id: int) -> None:
    client = sign_in(app, world["instructor"])
    typed = {"nom": "Anjou, à vérifier", "departement": "49", "etat": "submitted", "apres": "x"}
    assert client.post("/instruction/recherches", data=typed).status_code == 303
    page = client.get("/instruction").text
    assert "Anjou, à vérifier" in page
    assert "etat=submitted&amp;departement=49" in page
    assert client.post("/instruction/recherches", data={"nom": "vide"}).status_code == 422
    assert "Anjou, à vérifier" not in sign_in(app, world["secretary"]).get("/instruction").text
    sign_in(app, world["secretary"]).post("/instruction/recherches/1/supprimer")
    with app.app_context():
        assert len(db.session.scalars(select(SavedSearch)).all()) == 1
    client.post("/instruction/recherches/1/supprimer")
    with app.app_context():
        assert db.session.scalars(select(SavedSearch)).all() == []


def test_searches_cost_the_same_for_three_files_and_for_pages_of_them(app: Flask, world: World) -> None:
    addresses = ("/instruction?attend=moi", "/instruction?q=epicerie", "/instruction?theme=food_aid&organisme=layon")
    client, counts, (word,) = sign_in(app, world["instructor"]), [], stems("épicerie")
    for ranks in (range(1, 4), range(4, 61)):
        with app.app_context():
            for rank in ranks:
                file = add_file(world, "submitted", rank=rank, theme="food_aid")
                db.session.add(SearchWord(word=word, application_id=file))
            db.session.commit()
        for address in addresses:
            client.get(address)
        with counted(app) as said:
            shown = [len(numbers(client, address)) for address in addresses]
        counts.append(len(said))
    assert shown == [50, 50, 50]
    assert counts[0] == counts[1]


def test_two_who_instruct_see_each_other_without_a_script(app: Flask, world: World, file_id: int, valkey) -> None:
    with app.app_context():
        other = add_person("collegue")
        db.session.add(Appointment(user_id=other, role=Role.INSTRUCTOR))
        db.session.commit()
    first, second = sign_in(app, world["instructor"]), sign_in(app, other)
    assert "a ce dossier ouvert" not in first.get(HERE).text
    assert "Instructor Fictif a ce dossier ouvert depuis" in second.get(HERE).text
    assert "Collegue Fictif" in first.get(f"{HERE}/presence").json["people"][0]["words"]
    assert sign_in(app, world["reviewer"]).get(f"{HERE}/presence").status_code == 403
    assert "a ce dossier ouvert" not in sign_in(app, world["secretary"]).get(HERE).text
