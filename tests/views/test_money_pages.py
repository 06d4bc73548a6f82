"""The pages of decisions, conventions and payments, each act by its own person in turn."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Letter, Payment, Recovery, Ruling
from grants.values import clock
from grants.values.money import Money
from tests.support import money
from tests.support.money import EUROS
from tests.support.web import sign_in
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world(is_open=False)


@pytest.fixture
def made(app: Flask):
    """Runs a step of the world in a context of its own."""

    def made(step, *args, **kwargs):
        with app.app_context():
            return step(*args, **kwargs)

    return made


def do(client: FlaskClient, address: str, **answers: object) -> str:
    """Ask for the page of an act, answer it, and read the page it leads to."""
    page = client.get(address)
    assert page.status_code == 200, page.text[:500]
    hidden = dict(re.findall(r'name="(version|csrf_token)"[^>]*value="([^"]*)"', page.text))
    answer = client.post(address, data=hidden | answers, follow_redirects=True)
    assert answer.status_code == 200, re.sub(r"<[^>]+>|\s+", " ", answer.text)[:1500]
    return answer.text


def number_of(app: Flask, file_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Application, file_id).number


def test_the_whole_way_from_the_award_to_the_recovery(app, world, made):
    number = number_of(app, made(add_file, world, "recommended", recommended_amount=EUROS(18_000)))
    by = {name: sign_in(app, user_id) for name, user_id in world.people.items()}
    here = f"/dossiers/{number}"
    assert "Enveloppes" in by["authority"].get(f"{here}/retenir").text
    do(by["authority"], f"{here}/retenir", amount="18 000,00", reason="", conditions="Rendre compte\nAfficher")
    with app.app_context():
        ruling = db.session.scalars(select(Ruling)).one()
        assert (ruling.amount, ruling.conditions) == (EUROS(18_000), ["Rendre compte", "Afficher"])
        money.publish(ruling.application_id)
    today = clock.today().isoformat()
    do(by["grant_manager"], f"{here}/conventions/rediger", ruling_id="1", object="Une épicerie", starts_on=today,
       ends_on=today, commitment_reference="")  # fmt: skip
    act = f"{here}/conventions/1"
    do(by["grant_manager"], f"{act}/envoyer", sign_by=today)
    do(by["prefect"], f"{act}/signer")
    text = do(by["grant_manager"], f"{act}/notifier", commitment_reference="2102368447")
    assert "Versement unique" in text
    pay = f"{here}/versements/1"
    do(by["applicant"], f"{pay}/demander")
    do(by["instructor"], f"{pay}/service-fait")
    do(by["grant_manager"], f"{pay}/ordonner", reference="DP-1")
    text = do(by["accountant"], f"{pay}/payer", paid_on=today, reference="VIR-1")
    assert "le compte est juste" in text
    later = clock.today().replace(year=clock.today().year + 1).isoformat()
    do(by["grant_manager"], f"{here}/reversements/proposer", payment_id="1", amount="8 000", hear_by=later,
       reason="- Non fait\n- Autre objet.", ground="non_conforme")  # fmt: skip
    do(by["applicant"], f"{here}/reversements/1/observations", observations="D’accord")
    do(by["prefect"], f"{here}/reversements/1/emettre-le-titre", reference="TP-1", answer="un échéancier est accordé.")
    with app.app_context():
        for letter in db.session.scalars(select(Letter).where(Letter.act.in_(("recovery.propose", "recovery.order")))):
            assert letter.context["fondement"] == "non_conforme"
            assert [each["libelle"] for each in letter.context["constats"]] == ["Non fait", "Autre objet"]
        assert letter.context["reponse_observations"] == "un échéancier est accordé"
    do(by["accountant"], f"{here}/reversements/1/enregistrer", collected_on=today)
    with app.app_context():
        assert db.session.get_one(Recovery, 1).state == "recovered"
        assert db.session.get_one(Payment, 1).state == "paid"
        money.ledger(1)


def test_what_was_typed_comes_back_with_the_refusal(app, world, made):
    number = number_of(app, made(add_file, world, "recommended"))
    client = sign_in(app, world["authority"])
    page = client.get(f"/dossiers/{number}/retenir").text
    hidden = dict(re.findall(r'name="(version|csrf_token)"[^>]*value="([^"]*)"', page))
    answer = client.post(f"/dossiers/{number}/retenir", data=hidden | {"amount": "15 000", "reason": ""})
    assert answer.status_code == 422
    assert "Dites pourquoi" in answer.text
    assert 'value="15 000"' in answer.text


def test_nobody_awards_another_amount_than_the_one_on_the_button(app, world, made):
    number = number_of(app, made(add_file, world, "recommended", recommended_amount=Money.of(12_000)))
    client, address = sign_in(app, world["authority"]), f"/dossiers/{number}/retenir"
    assert "Retenir pour 12 000 €" in plain(client.get(f"/instruction/{number}").text)
    page = client.get(address).text
    assert "Retenir pour 12 000 €" in plain(page)
    hidden = dict(re.findall(r'name="(version|csrf_token|announced)"[^>]*value="([^"]*)"', page))
    typed = {"amount": "15 000", "reason": "Un loyer plus haut."}
    once = client.post(address, data=hidden | typed)
    assert once.status_code == 422
    assert "Retenir pour 15 000 €" in plain(once.text)
    hidden = dict(re.findall(r'name="(version|csrf_token|announced)"[^>]*value="([^"]*)"', once.text))
    assert client.post(address, data=hidden | typed).status_code == 303


def plain(text):
    """With spaces that break."""
    return text.translate(str.maketrans("\u00a0\u202f", "  "))


@pytest.mark.parametrize("address", ["/decisions", "/decisions/prises", "/conventions", "/versements"])
@pytest.mark.parametrize("by", ["authority", "auditor", "instructor"])
def test_lists_open_for_those_who_follow_the_money(app, world, made, address, by):
    file_id = made(money.awarded, world)
    made(money.notified, world, file_id)
    made(add_file, world, "recommended", rank=2)
    assert sign_in(app, world[by]).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/decisions", "/conventions", "/versements", "/selection/1", "/enveloppes/1"])
def test_applicants_do_not_see_the_lists(app, world, address):
    assert sign_in(app, world["applicant"]).get(address).status_code == 403


def test_a_draft_tells_nothing_before_the_publication(app, world, made):
    file_id = made(money.awarded, world)
    made(money.drafted, world, file_id)
    address = f"/dossiers/{number_of(app, file_id)}/conventions/1"
    assert sign_in(app, world["grant_manager"]).get(address).status_code == 200
    assert sign_in(app, world["applicant"]).get(address).status_code == 404


@pytest.mark.parametrize("address", ["convention", "versements"])
def test_the_short_addresses_lead_to_the_newest_act(app, world, made, address):
    file_id = made(money.awarded, world)
    made(money.notified, world, file_id)
    page = sign_in(app, world["applicant"]).get(f"/dossiers/{number_of(app, file_id)}/{address}", follow_redirects=True)
    assert "le compte est juste" in page.text


def test_the_ranking_draws_the_line_of_the_money(app, world, made):
    def files():
        from tests.world import envelope

        envelope(world, "d49").amount = EUROS(30_000)
        for rank in (1, 2, 3):
            add_file(world, "recommended", rank=rank, recommended_amount=EUROS(14_000))

    made(files)
    page = sign_in(app, world["authority"]).get(f"/selection/{world.round_id}")
    assert page.status_code == 200
    above, below = page.text.split("La ligne de l’argent")
    assert above.count("Une épicerie solidaire") == 2
    assert "ne tient pas" in below


def test_the_envelope_page_lists_its_claims(app, world, made):
    made(money.awarded, world)
    page = sign_in(app, world["authority"]).get(f"/enveloppes/{world.envelopes['d49']}")
    assert number_of(app, 1) in page.text


@pytest.mark.parametrize("name", ["ordonner", "payer", "rejeter", "service-fait"])
def test_who_ruled_does_not_handle_the_payment_by_any_page(app, world, made, name):
    def awarded_by_a_person_of_all_trades() -> tuple[str, int]:
        from grants.models import Appointment
        from workflows.roles import Role

        for role in (Role.INSTRUCTOR, Role.GRANT_MANAGER, Role.ACCOUNTANT):
            db.session.add(Appointment(user_id=world["authority"], role=role))
        db.session.commit()
        file_id = money.awarded(world)
        (payment,) = money.planned(money.notified(world, file_id))
        steps = {"service-fait": "requested", "ordonner": "approved"}
        payment.state = steps.get(name, "ordered")
        db.session.commit()
        return db.session.get_one(Application, file_id).number, payment.id

    number, payment_id = made(awarded_by_a_person_of_all_trades)
    client = sign_in(app, world["authority"])
    address = f"/dossiers/{number}/versements/{payment_id}/{name}"
    page = client.get(address).text
    hidden = dict(re.findall(r'name="(version|csrf_token)"[^>]*value="([^"]*)"', page))
    today = clock.today().isoformat()
    answer = client.post(
        address, data=hidden | {"reference": "X", "paid_on": today, "reason": "x"}, follow_redirects=True
    )
    assert "cet acte revient à une autre personne" in answer.text
    assert made(lambda: db.session.get_one(Payment, payment_id).paid_on) is None
