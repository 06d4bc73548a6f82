"""The applicant's pages: who reads what, nothing lost, one deposit, a proof that anybody may check."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application, InboxItem, Message, OutboxItem, Piece, Receipt
from grants.services import applications, organisations
from grants.values import clock
from tests.support.answers import fill
from tests.support.documents import paper
from tests.support.signing import signed
from tests.support.web import sign_in
from tests.world import PASSWORD, add_organisation, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PDF = paper("Relevé d’identité bancaire")


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


@pytest.fixture
def number(draft):
    return db.session.get_one(Application, draft).number


@pytest.fixture
def as_person(app, world):
    """A client in which this person is signed in; each request runs in a thread, apart from the test's own context."""
    app.config["WTF_CSRF_ENABLED"] = False

    def enter(name):
        client = sign_in(app, world[name]) if name != "visitor" else app.test_client()
        send = client.open

        def apart(*args, **kwargs):
            db.session.rollback()
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(send, *args, **kwargs).result()

        client.open = apart
        return client

    return enter


@pytest.fixture
def member(as_person):
    return as_person("applicant")


def text(answer):
    """The page's words, their spaces made plain."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", answer.text)


def file(id):
    db.session.rollback()
    return db.session.get_one(Application, id)


def test_visitors_read_the_calls(world, as_person):
    visitor = as_person("visitor")
    assert "Crédits commissaire 2020" in text(visitor.get("/"))
    assert "Ouvert" in text(visitor.get("/appels"))
    page = text(visitor.get("/appels/credits_commissaire_2020"))
    for words in (
        "À quoi sert cet appel",
        "Relevé d’identité bancaire",
        "Besoin et public",
        "Loire-Atlantique",
        "Calendrier",
    ):
        assert words in page
    assert visitor.get("/appels/inconnu").status_code == 404


PAGES = ["", "/formulaire/request", "/pieces", "/deposer", "/historique", "/recepisse", "/messages", "/se-desister"]


@pytest.mark.parametrize("name", ["outsider", "instructor", "administrator", "auditor"])
def test_nobody_else_reads_a_draft(world, draft, number, as_person, name):
    for page in PAGES:
        assert as_person(name).get(f"/dossiers/{number}{page}").status_code == 403, page


def test_a_member_of_another_organisation_reads_nothing(world, draft, number, as_person):
    add_organisation("Les Autres", world["outsider"], world["communication"])
    for page in PAGES:
        assert as_person("outsider").get(f"/dossiers/{number}{page}").status_code == 403, page


def test_a_visitor_is_asked_to_sign_in(draft, number, as_person):
    for page in PAGES:
        assert as_person("visitor").get(f"/dossiers/{number}{page}").status_code == 401, page


def test_a_draft_says_so_with_the_time_left(member, draft, number):
    page = text(member.get(f"/dossiers/{number}"))
    for words in ("Pas encore déposé", "Il reste 9 jours", "Votre demande en bref", "À commencer", "Les pièces"):
        assert words in page


def test_beginning_from_the_page_of_the_call(world, member):
    answer = member.post(
        f"/vagues/{world.round_id}/commencer", data={"version": 1, "organisation_id": world.organisation_id}
    )
    assert answer.status_code == 303
    assert "/dossiers/CC20-0001" in answer.location


def test_whoever_has_no_organisation_makes_its_page_first(world, as_person):
    client = as_person("outsider")
    first = client.get(f"/vagues/{world.round_id}/commencer")
    assert "/organisations/nouvelle" in first.location
    wrong = client.post(
        first.location, data={"name": "Les Neufs", "legal_nature": "foundation", "siret": "73282932000075"}
    )
    assert wrong.status_code == 422
    assert "Les Neufs" in wrong.text
    made = client.post(
        first.location, data={"name": "Les Neufs", "legal_nature": "foundation", "siret": "732 829 320 00074"}
    )
    assert made.location.endswith(f"/vagues/{world.round_id}/commencer")
    known = client.post(
        "/organisations/nouvelle", data={"name": "Encore", "legal_nature": "foundation", "siret": "73282932000074"}
    )
    assert "a déjà une fiche" in text(known)


def test_what_is_wrong_is_kept_and_said(member, draft, number):
    address = f"/dossiers/{number}/formulaire/request"
    saved = member.post(address, data={
        "version": 0, "asked": "project_title requested_amount scope", "q_project_title": "Le camion",
        "q_requested_amount": "beaucoup", "q_scope": "",
    })  # fmt: skip
    assert saved.status_code == 303
    page = text(member.get(saved.location))
    assert "Le camion" in page
    assert "beaucoup" in page
    assert "Écrivez un montant comme 1 234,50" in page


def test_an_answer_that_calls_for_another_question_shows_it(member, draft, number):
    saved = member.post(
        f"/dossiers/{number}/formulaire/request", data={"version": 0, "asked": "scope", "q_scope": "region"}
    )
    assert saved.location.endswith("#q_departments")
    assert "Dans quels départements" in text(member.get(saved.location))


def test_a_question_that_the_page_did_not_show_keeps_its_answer(world, member, draft, number):
    applications.edit(
        world["applicant"], draft, "request", version=0, values={"themes": ["food_aid"], "scope": "region"}
    )
    member.post(
        f"/dossiers/{number}/formulaire/request", data={"version": 1, "asked": "project_title", "q_project_title": "A"}
    )
    answer = db.session.scalars(select(Answer).filter_by(application_id=draft)).one()
    assert answer.values["themes"] == ["food_aid"]


def test_a_clash_shows_both_texts_and_loses_nothing(world, member, draft, number):
    applications.edit(world["representative"], draft, "need", version=0, values={"need": "Ce que l’autre a écrit."})
    data = {"version": 0, "asked": "need", "q_need": "Ce que moi j’écris."}
    clash = member.post(f"/dossiers/{number}/formulaire/need", data=data)
    assert clash.status_code == 409
    assert "Ce que l’autre a écrit." in text(clash)
    assert text(clash).count("Ce que moi j’écris.") == 2  # beside the other, and still in its field
    assert re.search(r'name="version"[^>]*value="1"', clash.text)
    assert member.post(f"/dossiers/{number}/formulaire/need", data=data | {"version": 1}).status_code == 303
    assert (
        db.session.scalars(select(Answer.values).filter_by(application_id=draft)).one()["need"] == "Ce que moi j’écris."
    )


def test_a_budget_that_does_not_balance_is_explained(member, draft, number):
    saved = member.post(f"/dossiers/{number}/formulaire/budget", data={
        "version": 0, "asked": "project_budget",
        "q_project_budget-a_641_0": "61 250", "q_project_budget-a_70_0": "58 750,00",
    })  # fmt: skip
    page = text(member.get(saved.location))
    assert "il manque 2 500,00 € de financement" in page
    assert "Écart 2 500,00 €" in page


def test_an_incomplete_file_is_not_handed_in_and_each_gap_has_its_link(member, draft, number):
    page = member.get(f"/dossiers/{number}/deposer")
    assert f"/dossiers/{number}/formulaire/organisation?verifier=tout" in page.text
    assert f"/dossiers/{number}/pieces#bank_details" in page.text
    sent = {"version": file(draft).version, "is_sincere": "y", "proof_password": PASSWORD}
    assert member.post(f"/dossiers/{number}/deposer", data=sent).status_code == 422
    assert file(draft).state == "draft"


def test_pressed_twice_there_is_one_file_and_one_receipt(world, as_person, draft, number):
    fill(world["applicant"], draft)
    member = as_person("representative")
    data = signed(member.get(f"/dossiers/{number}/deposer").text)
    answers = [member.post(f"/dossiers/{number}/deposer", data=data) for _ in range(2)]
    assert [each.location for each in answers] == [f"/dossiers/{number}/recepisse"] * 2
    assert len(db.session.scalars(select(Receipt)).all()) == 1
    assert db.session.scalars(select(OutboxItem).filter_by(act="application.submit")).one()
    page = text(member.get(f"/dossiers/{number}/recepisse"))
    assert "Votre dossier est déposé" in page
    assert "18 000,00 €" in page
    assert member.get(f"/dossiers/{number}/deposer").location == f"/dossiers/{number}/recepisse"


def test_the_receipt_is_a_pdf_without_the_queue(world, member, draft, number):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    answer = member.get(f"/dossiers/{number}/recepisse.pdf")
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_anybody_checks_a_receipt_and_learns_nothing_personal(world, draft, number, as_person):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    receipt = db.session.scalars(select(Receipt)).one()
    page = text(as_person("visitor").get(f"/recepisse/{receipt.code.lower()}"))
    assert number in page
    assert receipt.snapshot.digest in page
    for secret in ("Passerelles", "Applicant", "épicerie", "18 000"):
        assert secret not in page
    assert as_person("visitor").get("/recepisse/AAAA-AAAA").status_code == 404


def give(client, number, content, name, key="bank_details"):
    data = {f"{key}-content": (io.BytesIO(content), name)}
    return client.post(f"/dossiers/{number}/pieces/{key}", data=data, content_type="multipart/form-data")


def test_a_piece_is_joined_replaced_kept_and_read_by_its_people_alone(world, member, draft, number, as_person):
    assert give(member, number, PDF, "../../etc/rib é.pdf").status_code == 303
    assert give(member, number, paper("Un autre relevé"), "rib 2.pdf").status_code == 303
    old, new = db.session.scalars(select(Piece).order_by(Piece.id)).all()
    assert (old.name, old.replaced_at is None, new.replaced_at) == ("rib é.pdf", False, None)
    answer = member.get(f"/dossiers/{number}/pieces/{new.id}")
    assert answer.data == paper("Un autre relevé")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for name in ("outsider", "instructor"):
        assert as_person(name).get(f"/dossiers/{number}/pieces/{new.id}").status_code == 403


def test_a_piece_given_once_is_offered_to_the_next_file(world, member, draft, number):
    give(member, number, PDF, "rib.pdf")
    second = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    address = f"/dossiers/{file(second).number}/pieces"
    assert "Reprendre « rib.pdf »" in text(member.get(address))
    given = db.session.scalars(select(Piece.id)).one()
    member.post(f"{address}/bank_details/reprendre", data={"piece_id": given})
    assert db.session.scalars(select(Piece.digest).filter_by(application_id=second)).one()


def test_a_piece_of_another_organisation_is_not_taken(world, member, draft, number, as_person):
    give(member, number, PDF, "rib.pdf")
    theirs = organisations.create(world["outsider"], name="Les Autres")
    other = applications.start(world["outsider"], world.round_id, organisation_id=theirs)
    given = db.session.scalars(select(Piece.id)).one()
    address = f"/dossiers/{file(other).number}/pieces/bank_details/reprendre"
    assert as_person("outsider").post(address, data={"piece_id": given}).status_code == 403


def test_messages_go_both_ways_once_the_file_is_handed_in(world, member, draft, number, as_person):
    early = member.post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Bonjour"})
    assert "pas encore déposé" in text(early)
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    member.post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Une question."})
    as_person("instructor").post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Une réponse."})
    said = [(each.body, each.is_from_staff) for each in db.session.scalars(select(Message).order_by(Message.id))]
    assert said == [("Une question.", False), ("Une réponse.", True)]
    assert "Une réponse." in text(member.get(f"/dossiers/{number}/messages"))


def told(user_id, application_id, link):
    """A notice in this person's inbox; its id."""
    item = OutboxItem(act="application.submit", subject_kind="application", subject_id=application_id, data={})
    item.queued_at = clock.now()
    db.session.add(item)
    db.session.flush()
    notice = InboxItem(user_id=user_id, outbox_item_id=item.id, act=item.act, created_at=clock.now(), link=link)
    notice.subject, notice.body = "Votre dossier est déposé", "Il est déposé."
    db.session.add(notice)
    db.session.commit()
    return notice.id


def test_my_account_tells_who_i_am_and_opening_a_notice_reads_it(world, member, draft, number):
    notice = told(world["applicant"], draft, f"http://ailleurs.example/dossiers/{number}")
    page = text(member.get("/compte"))
    for words in ("Applicant Fictif", "Les Passerelles du Layon", "Votre dossier est déposé"):
        assert words in page
    assert member.post(f"/compte/avis/{notice}").location == f"/dossiers/{number}"
    assert "Vous avez tout lu" in text(member.get("/compte"))


def test_a_notice_of_somebody_else_is_not_mine(world, member, draft):
    assert member.post(f"/compte/avis/{told(world['instructor'], draft, '/')}").status_code == 404


def test_an_organisation_is_seen_by_its_people(world, member, as_person):
    address = f"/organisations/{world.organisation_id}"
    assert "Les Passerelles du Layon" in text(member.get(address))
    assert as_person("outsider").get(address).status_code == 403


def test_the_list_takes_the_same_statements_for_one_file_and_for_twenty(world, member, draft):
    from sqlalchemy import event

    def statements():
        said = []

        def listen(connection, cursor, statement, *rest):
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        assert member.get("/mes-dossiers").status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(said)

    few = statements()
    for _ in range(19):
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    assert statements() == few


def test_the_door_of_the_demonstration_exists_nowhere_else(app, world, as_person):
    visitor = as_person("visitor")
    assert visitor.post(f"/demo/entrer/{world['applicant']}").status_code == 404
    assert "Démonstration" not in text(visitor.get("/connexion"))
    app.config["GUICHET_ENV"] = "demo"
    assert "Applicant Fictif" in text(visitor.get("/connexion"))
    assert visitor.post(f"/demo/entrer/{world['clock']}").status_code == 404
    assert visitor.post(f"/demo/entrer/{world['applicant']}").status_code == 303
    assert "Mon compte" in text(visitor.get("/compte"))


def test_bank_details_are_for_those_who_check_and_pay(world, member, draft, number, as_person):
    fill(world["applicant"], draft)
    give(member, number, PDF, "rib.pdf")
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    piece = db.session.scalars(select(Piece).filter_by(key="bank_details", replaced_at=None)).one()
    address = f"/dossiers/{number}/pieces/{piece.id}"
    assert as_person("instructor").get(address).status_code == 200
    assert as_person("committee_member").get(address).status_code == 403
