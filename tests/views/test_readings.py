"""Whoever reads and moves nothing still finds something to do on their first page."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from grants import journal
from grants.database import db
from grants.models import Application, Appointment, Check, Funder, JournalEntry, Ruling
from grants.services import seals
from grants.values import clock
from grants.values.money import Money
from tests.support.instruction import add_person
from tests.support.web import sign_in
from tests.world import World, add_file, add_world
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAY = timedelta(days=1)
TIED = str.maketrans("\u00a0\u202f", "  ")  # spaces that don't break
ACT = re.compile(r'<a class="btn[^"]*" href="([^"]+)"')


@pytest.fixture
def world(app: Flask, tmp_path) -> World:
    app.config["SEALS_PATH"] = str(tmp_path / "seals.txt")
    with app.app_context():
        world = add_world()
        for role, theme in ((Role.ANIMATOR, "food_aid"), (Role.ADVISER, None)):
            world.people[str(role)] = add_person(str(role))
            db.session.add(Appointment(user_id=world[str(role)], role=role, theme=theme))
        db.session.commit()
        return world


@pytest.mark.parametrize("who", ["auditor", "animator", "adviser"])
def test_the_first_page_leads_somewhere(app: Flask, world: World, who: str) -> None:
    client = sign_in(app, world[who])
    found = ACT.findall(client.get("/accueil").text)
    assert found
    assert {client.get(address).status_code for address in found} == {200}


@pytest.mark.parametrize("page", ["/controles", "/administration/journal"])
def test_these_pages_are_not_everybodys(app: Flask, world: World, page: str) -> None:
    assert sign_in(app, world["instructor"]).get(page).status_code == 403


def test_an_animator_counts_the_files_of_their_theme_alone(app: Flask, world: World) -> None:
    with app.app_context():
        now = clock.now()
        add_file(world, "submitted", rank=1, theme="food_aid", submitted_at=now - DAY)
        add_file(world, "awarded", rank=2, theme="food_aid", submitted_at=now - 90 * DAY, released_at=now - DAY)
        add_file(world, "submitted", rank=3, theme="housing")
        add_file(world, "draft", rank=4, theme="food_aid")
    page = sign_in(app, world["animator"]).get("/accueil").text.translate(TIED)
    assert "Aide alimentaire" in page
    assert re.search(r"2 dossiers", page)
    assert "dont 1 depuis 30 jours" in page
    assert "dont 1 annoncés" in page


def test_an_auditor_opens_the_awards_without_their_act_and_the_rules_set_aside(app: Flask, world: World) -> None:
    with app.app_context():
        for rank, days in ((1, 45), (2, 3)):
            file_id = add_file(world, "awarded", rank=rank)
            funder = db.session.query(Funder).first()
            db.session.add(Ruling(application_id=file_id, funder_id=funder.id, author_id=world["authority"],
                                  decided_at=clock.now() - days * DAY, verdict="award", amount=Money.of(5000),
                                  reason="Utile."))  # fmt: skip
        findings = [{"key": "late", "passed": False, "message": "Compte rendu remis", "overridden": True,
                     "reason": "Crue de la Loire"}]  # fmt: skip
        db.session.add(Check(application_id=1, kind="eligibility", is_passed=True, findings=findings,
                             checked_at=clock.now(), checked_by_id=world["instructor"]))  # fmt: skip
        db.session.commit()
    page = sign_in(app, world["auditor"]).get("/controles").text
    assert "CC20-0001" in page
    assert "CC20-0002" not in page
    assert "Crue de la Loire" in page


def test_a_part_of_the_journal_is_proved_and_tampering_is_told(app: Flask, world: World, monkeypatch) -> None:
    monkeypatch.setattr("grants.services.verifications.PART", 2)
    with app.app_context():
        for rank in range(1, 6):
            file = db.session.get(Application, add_file(world, "submitted", rank=rank))
            journal.append(file, "application.submit", actor_id=world["applicant"], at=clock.now())
        db.session.commit()
        seals.seal()
        entries = db.session.query(JournalEntry).count()
    client, address, pages = sign_in(app, world["auditor"]), "/administration/journal?verifier=1", []
    while address:
        pages.append(client.get(address).text.translate(TIED))
        found = re.search(r'href="(/administration/journal\?[^"]*avant=[^"]+)"', pages[-1])
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(pages) == -(-entries // 2)  # one entry a stream here
    assert all("Rien n’a été changé" in page for page in pages)
    with app.app_context():
        db.session.execute(text("DELETE FROM journal_entry WHERE stream = 'application:1'"))
        db.session.commit()
    assert "application:1 : la tête scellée" in client.get("/administration/journal?verifier=1").text.translate(TIED)
