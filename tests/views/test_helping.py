"""Pages of those who help from outside, of those who let them, and of a refusal to understand."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import outbox
from grants.database import db
from grants.models import Accreditation, Application, Mandate, Piece, Review, ReviewStatus
from grants.services import advisers, applications, remarks
from grants.services.command import transaction
from grants.values import clock
from notifications.relay import relay
from tests.support.answers import fill
from tests.support.helping import HOUSE, accredit, mandated, propose, reading
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.support.web import sign_in
from tests.world import PASSWORD, add_file, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TIED = str.maketrans("\u00a0\u202f", "  ")  # spaces that don't break
IBAN = "FR76 3000 6000 0112 3456 7890 189"


@pytest.fixture
def world(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world()
        made = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        fill(world["applicant"], made)
        world.people["file"] = made
        db.session.remove()
        return world


@pytest.fixture
def number(app, world):
    with app.app_context():
        return db.session.get_one(Application, world["file"]).number


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text.translate(TIED)


def shut(client, *paths):
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_from_the_accreditation_to_the_deposit(app, world, number):
    """Accredited by the administrator, accepted by the representative, the helper fills in and hands in."""
    with app.app_context():
        world.people["helper"] = add_person("helper")
        at = {"organisation_id": world.organisation_id}
    administrator, helper = sign_in(app, world["administrator"]), sign_in(app, world["helper"])
    shut(sign_in(app, world["instructor"]), "/administration/habilitations", "/administration/habilitations/donner")
    shut(helper, "/mandats/proposer", f"/dossiers/{number}")
    granted = administrator.post(
        "/administration/habilitations/donner",
        data={"who": "helper@guichet.example", "house": HOUSE, "reference": "DEC-1"},
    )
    assert granted.status_code == 303
    assert HOUSE in read(administrator, "/administration/habilitations")
    ends_on = (clock.today() + timedelta(days=30)).isoformat()
    sent = {
        "number": number,
        "begins_on": clock.today().isoformat(),
        "ends_on": ends_on,
        "asks_submit": "y",
        "said": "X",
    }
    assert helper.post("/mandats/proposer", data=sent | {"number": "CC-9999"}).status_code == 422
    assert helper.post("/mandats/proposer", data=sent).status_code == 303
    shut(helper, f"/dossiers/{number}")
    with app.app_context():
        mandate_id = db.session.scalars(select(Mandate.id)).one()
    page = f"/organisations/{at['organisation_id']}/mandats/{mandate_id}"
    representative = sign_in(app, world["representative"])
    assert "Un mandat vous est proposé" in read(representative, f"/dossiers/{number}")
    assert "Accepter le mandat" in read(representative, page)
    shut(sign_in(app, world["applicant"]), f"{page}/accepter")
    shut(sign_in(app, world["outsider"]), page, f"{page}/accepter", f"{page}/terminer")
    asked = read(representative, f"{page}/accepter")
    assert "à déposer, pour le compte de l’organisme" in asked
    version = asked.split('name="version"')[1].split('value="')[1].split('"')[0]
    without = representative.post(f"{page}/accepter", data={"version": version, "allows_submit": "y"})
    assert without.status_code == 422  # the word given is proved
    given = {"version": version, "allows_submit": "y", "proof_password": PASSWORD}
    assert representative.post(f"{page}/accepter", data=given).status_code == 303
    assert number in read(helper, "/mandats")
    assert "Dossiers confiés par mandat" in read(helper, "/mes-dossiers")
    assert "peut déposer, par mandat" in read(helper, f"/dossiers/{number}")
    with app.app_context():
        applications.submit(world["helper"], world["file"], version=version_of(Application, world["file"]))
    assert "pour le compte de Les Passerelles du Layon, par mandat" in read(representative, f"/dossiers/{number}")
    assert "par mandat, pour le compte de l’organisme" in read(representative, f"/dossiers/{number}/recepisse")


def test_a_helper_reads_the_file_without_bank_details_and_nothing_else(app, world, number):
    with app.app_context():
        other = db.session.get_one(Application, add_file(world, "draft", rank=90)).number
        mandated(world, world["file"])
    helper = sign_in(app, world["helper"])
    for path in ("", "/formulaire/request", "/formulaire/organisation", "/verifier", "/pieces"):
        page = read(helper, f"/dossiers/{number}{path}")
        assert IBAN not in page
        assert IBAN.replace(" ", "") not in page
    assert IBAN in read(sign_in(app, world["applicant"]), f"/dossiers/{number}/verifier")
    shut(helper, f"/dossiers/{other}", f"/dossiers/{other}/verifier", f"/organisations/{world.organisation_id}",
         f"/dossiers/{number}/notes", f"/dossiers/{number}/repartir", f"/dossiers/{number}/supprimer",
         f"/dossiers/{number}/relecture", f"/dossiers/{number}/messages", f"/dossiers/{number}/documents",
         f"/dossiers/{number}/conseil/inviter")  # fmt: skip
    with app.app_context():
        file = db.session.get_one(Application, world["file"])
        bank = next(each.id for each in pieces_of(file) if each.key == "bank_details")
    assert helper.get(f"/dossiers/{number}/pieces/{bank}").status_code == 403


def pieces_of(file):
    return db.session.scalars(select(Piece).filter_by(application_id=file.id)).all()


def test_an_accreditation_that_ends_closes_the_file(app, world, number):
    with app.app_context():
        mandated(world, world["file"])
        granted = db.session.scalars(select(Accreditation)).one()
        page, seen = f"/administration/habilitations/{granted.id}/terminer", granted.version
    helper = sign_in(app, world["helper"])
    assert number in read(helper, "/mandats")
    shut(helper, page)
    assert sign_in(app, world["administrator"]).post(page, data={"version": seen}).status_code == 303
    shut(helper, f"/dossiers/{number}", f"/dossiers/{number}/formulaire/request", "/mandats/proposer")
    assert "sans effet" in read(helper, "/mandats")


def test_an_adviser_comes_by_the_link_reads_and_says(app, world, number):
    with app.app_context():
        world.people["reader"] = add_person("reader")
    applicant, reader = sign_in(app, world["applicant"]), sign_in(app, world["reader"])
    asked = read(applicant, f"/dossiers/{number}/conseil/inviter")
    version = asked.split('name="version"')[1].split('value="')[1].split('"')[0]
    ends_on = (clock.today() + timedelta(days=5)).isoformat()
    sent = {"version": version, "email": "reader@guichet.example", "ends_on": ends_on}
    assert applicant.post(f"/dossiers/{number}/conseil/inviter", data=sent).status_code == 303
    with app.app_context():
        link = f"/conseil/invitations/{advisers.token_of(1)}"
    assert "créez-le" in read(app.test_client(), link)
    assert "une autre adresse" in read(sign_in(app, world["outsider"]), link)
    assert sign_in(app, world["outsider"]).post(link).status_code == 403
    shut(reader, f"/dossiers/{number}/relecture")
    assert reader.post(link).headers["Location"] == f"/dossiers/{number}/relecture"
    page = read(reader, f"/dossiers/{number}/relecture")
    assert "Une épicerie solidaire" in page
    assert IBAN not in page
    assert ".pdf" not in page
    assert number in read(reader, "/conseil")
    said = {"version": version_in(app, world), "section_key": "request", "body": "Dites combien de personnes."}
    assert reader.post(f"/dossiers/{number}/relecture/remarque", data=said).status_code == 303
    assert "Dites combien de personnes." in read(applicant, f"/dossiers/{number}/relecture")
    shut(reader, f"/dossiers/{number}", f"/dossiers/{number}/formulaire/request", f"/dossiers/{number}/verifier",
         f"/dossiers/{number}/pieces", f"/dossiers/{number}/deposer", f"/dossiers/{number}/notes",
         f"/instruction/{number}", f"/dossiers/{number}/conseil/inviter")  # fmt: skip
    assert applicant.post(f"/dossiers/{number}/relecture/1/effacer").status_code == 403
    assert IBAN not in read(applicant, f"/dossiers/{number}/relecture")  # it shows what the adviser reads


def version_in(app, world):
    with app.app_context():
        return version_of(Application, world["file"])


def test_the_state_never_reads_what_an_adviser_said(app, world, number):
    with app.app_context():
        reading(world, world["file"])
        remarks.write(world["reader"], world["file"], section_key="request", body="Secret de relecture")
        applications.submit(world["representative"], world["file"], version=version_of(Application, world["file"]))
    for name in ("instructor", "auditor", "commissioner", "administrator"):
        client = sign_in(app, world[name])
        shut(client, f"/dossiers/{number}/relecture")
        assert "Secret de relecture" not in client.get(f"/instruction/{number}").text
    shut(sign_in(app, world["reader"]), f"/dossiers/{number}/relecture")
    assert "Secret de relecture" in read(sign_in(app, world["applicant"]), f"/dossiers/{number}/relecture")


def refused(app, world, marks):
    """A file that was refused, with one reading for each mark."""
    with app.app_context():
        file_id = add_complete_file(world, "refused", rank=40)
        for rank, mark in enumerate(marks):
            review = db.session.get_one(Review, add_review(world, file_id, add_person(f"lecteur{rank}"), "3.00"))
            review.marks = {key: {"mark": mark, "comment": "avis secret"} for key in review.marks}
            assert review.status is ReviewStatus.SCORED
        db.session.commit()
        return file_id, db.session.get_one(Application, file_id).number


def release(app, file_id):
    with app.app_context():
        db.session.get_one(Application, file_id).released_at = clock.now()
        db.session.commit()


def test_a_refusal_is_understood_once_it_is_released(app, world):
    file_id, number = refused(app, world, [1, 1, 2])
    applicant = sign_in(app, world["applicant"])
    assert applicant.get(f"/dossiers/{number}/comprendre").status_code == 302
    assert "Comprendre la décision" not in read(applicant, f"/dossiers/{number}")
    release(app, file_id)
    assert "Comprendre la décision" in read(applicant, f"/dossiers/{number}")
    page = read(applicant, f"/dossiers/{number}/comprendre")
    assert "1,3 / 5" in page
    assert "Très insuffisant" in page
    assert "sous le seuil (2)" in page
    assert "Après un refus" in page
    assert "recours gracieux" in page
    assert "Lecteur" not in page
    assert "avis secret" not in page
    shut(sign_in(app, world["outsider"]), f"/dossiers/{number}/comprendre")
    shut(sign_in(app, world["instructor"]), f"/dossiers/{number}/comprendre")


@pytest.mark.parametrize("marks", [[1], [1, 2]])
def test_few_readers_are_not_recognised(app, world, marks):
    file_id, number = refused(app, world, marks)
    release(app, file_id)
    page = read(sign_in(app, world["applicant"]), f"/dossiers/{number}/comprendre")
    assert " / 5" not in page
    assert "insuffisant" not in page.lower().split("ce qui aiderait")[0].split("<main")[1]
    assert "sous le seuil (2)" in page


def test_who_proposed_nothing_still_learns_how(app, world):
    client = sign_in(app, world["applicant"])
    assert "Comment on est habilité" in read(client, "/mandats")
    assert "Aucun brouillon" in read(client, "/conseil")
    with app.app_context():
        accredit(world)
        propose(world, db.session.get_one(Application, world["file"]).number)
    page = read(sign_in(app, world["helper"]), "/mandats")
    assert "attend la réponse" in page
    assert "Les Passerelles" not in page


def menu(client):
    return re.findall(r'<a[^>]*href="([^"]+)"', read(client, "/mes-dossiers").split("<main")[0])


def test_the_menu_shows_who_helps_the_way_to_those_they_help(app, world):
    """Mandates to whoever is accredited, drafts to read to whoever was invited; nothing of it to anybody else."""
    with app.app_context():
        mandated(world, world["file"])
        reading(world, world["file"])
    ways = {"/mandats", "/conseil"}
    shown = {name: ways & set(menu(sign_in(app, world[name]))) for name in ("applicant", "helper", "reader")}
    assert shown == {"applicant": set(), "helper": {"/mandats"}, "reader": {"/conseil"}}


@pytest.mark.parametrize(("state", "page"), [("refused", "/comprendre"), ("awarded", "")])
def test_the_mail_of_a_refusal_leads_to_what_explains_it(app, world, state, page):
    with app.app_context():
        file_id = add_complete_file(world, state, rank=40, released_at=clock.now())
        number, sent = db.session.get_one(Application, file_id).number, []
        with transaction():
            file = db.session.get_one(Application, file_id)
            outbox.put(file, "ruling.publish", at=clock.now(), application_id=file_id)
        relay(sent.append)
        words = {each["To"]: each.get_body(("plain",)).get_content() for each in sent}
    assert re.search(rf"/dossiers/{number}{page}\s", words["applicant@guichet.example"])
