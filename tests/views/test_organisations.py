"""The pages of an organisation: made, joined, kept; and who opens none of them."""
# ruff: noqa: F811  # the fixtures that are imported are arguments too

import pyotp
import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.directories import sample
from grants.models import BankAccount, Joining, Membership, Organisation, User
from grants.services import invitations, joinings, organisations
from grants.values import passwords
from tests.security.conftest import built, database_url, site, town  # noqa: F401  # fixtures
from tests.support.web import sign_in
from tests.world import version_of

IBAN = "FR7630006000011234567890189"
KNOWN = "00090001900019"


def version(site, id) -> str:
    with site.app_context():
        found = version_of(Organisation, id)
        db.session.remove()
        return str(found)


def one(site, statement):
    with site.app_context():
        found = db.session.scalar(statement)
        db.session.remove()
        return found


@pytest.fixture
def outsider(site, town):
    return sign_in(site, town.world["outsider"])


@pytest.fixture
def representative(site, town):
    return sign_in(site, town.world["representative"])


def test_a_known_number_fills_the_page_in(outsider, site):
    page = outsider.get(f"/organisations/nouvelle?numero={KNOWN}")
    assert "Trouvé dans l’annuaire" in page.text
    assert 'value="Les Lanternes de Sainte-Brume"' in page.text
    typed = {"name": "Les Lanternes", "legal_nature": "association_1901", "siret": KNOWN, "rna": "W000090001"}
    made = outsider.post(f"/organisations/nouvelle?numero={KNOWN}", data=typed)
    assert made.status_code == 303
    assert "Connu de l’annuaire" in outsider.get(made.location).text
    assert "Mes organismes" in outsider.get("/mes-organismes").text


@pytest.mark.parametrize(
    ("number", "said"),
    [("73282932000074", "ne connaît pas ce numéro"), ("73282932000075", "n’est ni un SIRET"), ("", "annuaire sait")],
)
def test_other_numbers_say_what_to_do(outsider, number, said):
    assert said in outsider.get(f"/organisations/nouvelle?numero={number}").text.replace("\u00a0", " ")


def test_a_silent_directory_leaves_the_page_to_be_typed(outsider, site):
    silent = next(row["siret"] for row in sample.rows(sample.FILE) if "answers" in row)
    assert "L’annuaire ne répond pas" in outsider.get(f"/organisations/nouvelle?numero={silent}").text
    typed = {"name": "Le Relais muet", "legal_nature": "association_1901", "siret": silent}
    made = outsider.post("/organisations/nouvelle", data=typed)
    assert made.status_code == 303
    assert "ce sera revu sans vous" in outsider.get(made.location).text


def test_without_a_number_a_draft_may_begin_and_the_page_says_what_lacks(outsider, site, town):
    assert "Numéro SIRET" in outsider.get("/organisations/nouvelle?sans-siret=1").text
    typed = {"name": "Nouveau-né", "legal_nature": "association_1901", "siret_requested_on": "2026-01-15"}
    made = outsider.post("/organisations/nouvelle", data=typed)
    page = outsider.get(made.location).text
    assert "Rien ne pourra être versé sans SIRET" in page.replace("\u00a0", " ")
    id = int(made.location.rpartition("/")[2])
    started = outsider.post(f"/vagues/{town.world.round_id}/commencer", data={"version": "1", "organisation_id": id})
    assert started.status_code in (303, 409)
    future = typed | {"siret_requested_on": "2999-01-01", "name": "Autre"}
    assert outsider.post("/organisations/nouvelle", data=future).status_code == 422


def test_a_number_that_is_here_asks_to_join_and_tells_of_nobody(outsider, site, town):
    with site.app_context():
        db.session.get_one(Organisation, town.world.organisation_id).siret = KNOWN
        db.session.commit()
        db.session.remove()
    led = outsider.get(f"/organisations/nouvelle?numero={KNOWN}", follow_redirects=True)
    assert "Les Passerelles du Layon" in led.text
    assert "Representative Fictif" not in led.text
    assert "representative@" not in led.text
    sent = outsider.post(f"/organisations/rejoindre?numero={KNOWN}", data={"said": "Je suis la trésorière."})
    assert sent.status_code == 303
    assert one(site, select(func.count(Joining.id))) == 1
    again = outsider.post(f"/organisations/rejoindre?numero={KNOWN}", data={"said": "Encore"})
    assert again.status_code == 422
    assert outsider.get(f"/organisations/{town.world.organisation_id}").status_code == 403
    assert outsider.get("/organisations/rejoindre?numero=1").status_code == 404
    asked = sign_in(site, town.world["representative"]).get(f"/organisations/{town.world.organisation_id}").text
    assert "demande à vous rejoindre" in asked
    assert "trésorière" in asked


def test_an_invited_person_comes_in_by_the_link(site, town, outsider):
    with site.app_context():
        sent = invitations.send(town.world["representative"], town.world.organisation_id, role="editor",
                                version=version_of(Organisation, town.world.organisation_id),
                                email="outsider@guichet.example")  # fmt: skip
        address = f"/invitations/{invitations.token_of(sent)}"
        db.session.remove()
    visitor = site.test_client().get(address)
    assert "/inscription?next=%2Finvitations" in visitor.text
    assert site.test_client().post(address).status_code == 200
    other = sign_in(site, town.world["auditor"])
    assert "une autre adresse" in other.get(address).text
    assert other.post(address).status_code == 403
    assert outsider.post(address).status_code == 303
    assert outsider.get(f"/organisations/{town.world.organisation_id}").status_code == 200
    assert "plus valable" in site.test_client().get(address).text
    assert site.test_client().get(address + "x").status_code == 404


def bank(site, town, **more) -> dict[str, str]:
    return {"version": version(site, town.world.organisation_id), "iban": IBAN, "holder": "Les Passerelles"} | more


def test_the_account_changes_only_with_a_second_factor(site, town, representative):
    address, secret = f"/organisations/{town.world.organisation_id}/compte-bancaire", pyotp.random_base32()
    with site.app_context():
        db.session.get_one(User, town.world["representative"]).password_hash = passwords.hashed("une bonne phrase")
        db.session.commit()
        db.session.remove()
    refused = representative.post(address, data=bank(site, town, proof_password="une bonne phrase"))
    assert refused.status_code == 422
    assert "second facteur" in refused.text
    with site.app_context():
        db.session.get_one(User, town.world["representative"]).totp_secret = secret
        db.session.commit()
        db.session.remove()
    wrong = representative.post(address, data=bank(site, town, proof_password="une bonne phrase", proof_code="000000"))
    assert wrong.status_code == 422
    assert one(site, select(func.count(BankAccount.id))) == 0
    code = pyotp.TOTP(secret).now()
    done = representative.post(address, data=bank(site, town, proof_password="une bonne phrase", proof_code=code))
    assert done.status_code == 303
    page = representative.get(f"/organisations/{town.world.organisation_id}").text
    assert IBAN not in page
    assert IBAN[4:20] not in page.replace(" ", "")
    assert "189" in page


@pytest.mark.parametrize("iban", ["FR7630006000011234567890188", "FR2830006000011234567890180", "DE00"])
def test_a_wrong_account_is_kept_on_screen_and_refused(site, town, representative, iban, monkeypatch):
    address = f"/organisations/{town.world.organisation_id}/compte-bancaire"
    monkeypatch.setattr("grants.queries.proofs.is_waived", lambda: True)
    answer = representative.post(address, data=bank(site, town, iban=iban))
    assert answer.status_code == 422
    assert iban in answer.text
    assert representative.post(address, data=bank(site, town)).status_code == 303


def test_the_page_holds_files_aids_people_and_documents(site, town, representative):
    page = representative.get(f"/organisations/{town.world.organisation_id}").text
    for words in (town.numbers["awarded"], "Ses aides", "Versé", "153", "Documents de l’organisme", "Passer la main"):
        assert words in page
    editor = sign_in(site, town.world["applicant"]).get(f"/organisations/{town.world.organisation_id}").text
    assert "Passer la main" not in editor
    assert "Quitter cet organisme" in editor


def test_a_seat_of_another_organisation_is_unknown_under_ones_own(site, town, representative):
    theirs = one(site, select(Membership.id).filter_by(user_id=town.world["rival"]))
    own = town.world.organisation_id
    assert representative.get(f"/organisations/{own}/membres/{theirs}/retirer").status_code == 404
    assert representative.post(f"/organisations/{own}/membres/{theirs}/retirer", data={"version": 1}).status_code == 404


def rules(site) -> list[tuple[str, frozenset[str]]]:
    found = [rule for rule in site.url_map.iter_rules() if "<int:organisation_id>" in rule.rule]
    return [(rule.rule, frozenset(rule.methods or ()) & {"GET", "POST"}) for rule in found]


NOBODY_HERE = ["visitor", "outsider", "rival", "rival_representative", "disabled", "gone", "neighbour", "other_call"]


@pytest.mark.parametrize("name", NOBODY_HERE)
def test_who_does_not_act_for_it_opens_and_does_nothing(site, town, name):
    """A visitor, another organisation's people, a disabled account, who left, staff of elsewhere: every address."""
    own, seats = town.world.organisation_id, "<int:organisation_id>/membres/<int:id>"
    with site.app_context():
        sent = invitations.send(town.world["representative"], own, email="x@exemple.fr", role="editor",
                                version=version_of(Organisation, own))  # fmt: skip
        asked = joinings.ask(town.world["auditor"], own, said="")
        seat = db.session.scalars(select(Membership.id).filter_by(user_id=town.world["applicant"])).one()
        db.session.remove()
    before = version(site, own)
    client, wrong = site.test_client() if name == "visitor" else sign_in(site, town.world[name]), []
    assert len(rules(site)) >= 13
    for rule, methods in rules(site):
        part = seat if seats in rule else sent if "invitations" in rule else asked
        path = rule.replace("<int:organisation_id>", str(own)).replace("<int:id>", str(part))
        for method in sorted(methods):
            answer = client.open(path, method=method, data={"version": before} if method == "POST" else None)
            is_closed = answer.status_code in (401, 403, 404) or "/connexion" in answer.headers.get("Location", "")
            if not is_closed:
                wrong.append((method, path, answer.status_code))
    assert wrong == []
    assert version(site, own) == before


def test_the_administrator_joins_two_pages_after_a_preview(site, town):
    admin, kept = sign_in(site, town.world["administrator"]), town.world.organisation_id
    with site.app_context():
        twin = organisations.create(town.world["outsider"], name="Passerelles du Layon (Les)", rna="W000090001")
        db.session.remove()
    assert "Passerelles du Layon (Les)" in admin.get("/administration/doublons").text
    address = f"/organisations/{kept}/reunir?autre={twin}"
    assert "Ce qui va se passer" in admin.get(address).text
    typed = {"version": version(site, kept), "other_id": str(twin), "other_version": version(site, twin)}
    stale = admin.post(address, data=typed | {"other_version": "0"})
    assert stale.status_code == 409
    assert admin.post(address, data=typed).status_code == 303
    moved = sign_in(site, town.world["outsider"]).get(f"/organisations/{twin}")
    assert moved.status_code == 302
    assert moved.location == f"/organisations/{kept}"
    assert "Passerelles du Layon (Les)" not in admin.get("/administration/doublons").text
    assert sign_in(site, town.world["representative"]).get(address).status_code == 403


def test_a_pair_that_is_two_is_proposed_no_more(site, town):
    admin, kept = sign_in(site, town.world["administrator"]), town.world.organisation_id
    with site.app_context():
        twin = organisations.create(town.world["outsider"], name="Les Passerelles du Layon")
        db.session.remove()
    address = f"/organisations/{kept}/distinguer?autre={twin}"
    assert admin.get(address).status_code == 200
    assert admin.post(address, data={"version": version(site, kept), "other_id": twin}).status_code == 303
    assert f"autre={twin}" not in admin.get("/administration/doublons").text
    assert admin.get(f"/organisations/{kept}/reunir?autre={kept}").status_code == 404
