"""The pages of letters, of the reserve list, of delegations; and nothing of a decision before the publication."""

import re
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.jobs.letters import render_waiting
from grants.models import Application, Delegation, Letter, Round, User
from grants.services import rulings
from grants.values import clock
from tests.services.rulings.test_reserving import three
from tests.support.money import EUROS, seen
from tests.support.signatures import authority, person, signed
from tests.support.web import sign_in
from tests.world import add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BETRAYING = (
    "Retenu",
    "Refusé",
    "refusé",
    "Liste complémentaire",
    "liste complémentaire",
    "12 345",
    "besoin non démontré",
)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        made = add_world(is_open=False)
        awarded, refused = add_file(made, "recommended", rank=11), add_file(made, "not_recommended", rank=12)
        why = {"reason": "le besoin existe déjà ailleurs", "amount": EUROS(12_345)}
        rulings.award(made["authority"], awarded, **why, **seen(Application, awarded))
        rulings.refuse(made["authority"], refused, reason="besoin non démontré", **seen(Application, refused))
        three(made)
        made.people |= {"awarded": awarded, "refused": refused}
        db.session.remove()
    return made


@pytest.fixture
def as_(app, world):
    app.config["WTF_CSRF_ENABLED"] = False
    return lambda name: sign_in(app, world[name])


def words(answer) -> str:
    """The page with plain spaces."""
    return re.sub("[\u00a0\u202f]", " ", answer.text)


def letter(app, world, name="awarded"):
    with app.app_context():
        row = db.session.scalars(select(Letter).filter_by(application_id=world[name])).one()
        return row.id, row.reference, row.version, row.application.number


def make(app):
    with app.app_context():
        render_waiting()


def test_the_letters_of_a_round_are_listed_read_one_by_one_and_all_together(app, world, as_):
    page = words(as_("commissioner").get(f"/vagues/{world.round_id}/lettres"))
    assert "Lettres fabriquées : 0 sur 5" in page
    assert "En fabrication" in page
    make(app)
    client = as_("commissioner")
    page = words(client.get(f"/vagues/{world.round_id}/lettres"))
    assert "Lettres fabriquées : 5 sur 5" in page
    assert client.get(f"/vagues/{world.round_id}/lettres/avancement").json == {"done": 5, "total": 5, "failed": 0}
    id, reference, _, number = letter(app, world)
    one = client.get(f"/dossiers/{number}/lettres/{id}/apercu")
    assert one.mimetype == "application/pdf"
    assert one.headers["Content-Disposition"] == f'inline; filename="{reference}.pdf"'
    whole = client.get(f"/vagues/{world.round_id}/lettres.pdf")
    with pikepdf.open(BytesIO(whole.data)) as pdf, pikepdf.open(BytesIO(one.data)) as first:
        assert len(pdf.pages) > len(first.pages)
    some = words(client.get(f"/vagues/{world.round_id}/lettres?liste=refuses"))
    assert letter(app, world, "refused")[1] in some
    assert reference not in some


def test_a_list_costs_the_same_however_long_it_is(app, world, as_):
    from sqlalchemy import event

    client = as_("commissioner")

    def count():
        seen_ = []
        with app.app_context():
            engine = db.engine
        listen = lambda *args: seen_.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        client.get(f"/vagues/{world.round_id}/lettres")
        client.get(f"/vagues/{world.round_id}/liste-complementaire")
        event.remove(engine, "before_cursor_execute", listen)
        return len(seen_)

    count()
    before = count()
    with app.app_context():
        for rank in range(20, 32):
            file_id = add_file(world, "reserve_recommended", rank=rank)
            given = {"rank": rank - 16, "reason": "crédits épuisés"}
            rulings.reserve(world["authority"], file_id, **given, **seen(Application, file_id))
    assert count() == before


def test_a_signed_letter_comes_back_and_leaves_as_it_was_signed(app, world, as_, tmp_path):
    root = authority()
    (tmp_path / "root.pem").write_bytes(root.pem)
    app.config["SIGNATURE_TRUST"] = str(tmp_path)
    make(app)
    id, _, version, number = letter(app, world)
    client = as_("instructor")
    ours = client.get(f"/dossiers/{number}/lettres/{id}/apercu").data
    place = f"/dossiers/{number}/lettres/{id}/signer"

    def send(content, **more):
        data = {"version": str(version), "way": "pades", "document": (BytesIO(content), "lettre.pdf")} | more
        return client.post(place, data=data)

    assert "Comment la lettre est-elle signée" in words(client.get(place))
    assert "ne porte aucune signature" in words(send(ours))
    theirs = signed(ours, person(root, "Authority Fictif"), root)
    altered = bytearray(theirs)
    altered[len(ours) // 2] ^= 1
    assert send(bytes(altered)).status_code == 422
    assert "référence de cette lettre" in words(send(ours, way="ink", signed_on="2026-01-01"))
    assert send(theirs).status_code == 303
    assert client.get(f"/dossiers/{number}/lettres/{id}/apercu").data == theirs
    listed = words(client.get(f"/vagues/{world.round_id}/lettres"))
    assert "signature électronique de Authority Fictif, identité vérifiée" in listed


def test_who_has_no_business_there_reads_no_letter(app, world, as_):
    id, _, _, number = letter(app, world)
    for name in ("applicant", "reviewer", "outsider", "accountant"):
        client = as_(name)
        here = f"/vagues/{world.round_id}"
        for path in (f"{here}/lettres", f"{here}/lettres.pdf", f"{here}/liste-complementaire",
                     f"/dossiers/{number}/lettres/{id}/apercu"):  # fmt: skip
            assert client.get(path).status_code in (403, 404), (name, path)


@pytest.mark.parametrize("name", ["applicant", "representative"])
def test_before_the_publication_nothing_betrays_a_decision(app, world, as_, name):
    client = as_(name)
    for whose in ("awarded", "refused"):
        id, _, _, number = letter(app, world, whose)
        pages = ["/mes-dossiers", "/messagerie", f"/dossiers/{number}", f"/dossiers/{number}/historique",
                 f"/dossiers/{number}/documents", f"/dossiers/{number}/comprendre", "/laureats", "/"]  # fmt: skip
        for path in pages:
            answer = client.get(path, follow_redirects=True)
            if answer.status_code == 200:
                told = [word for word in BETRAYING if word in words(answer)]
                assert told == [], (path, told)
        assert client.get(f"/dossiers/{number}/lettres/{id}.pdf").status_code == 404


def test_the_reserve_list_shows_its_order_and_how_to_change_it(app, world, as_):
    page = words(as_("prefect").get(f"/vagues/{world.round_id}/liste-complementaire"))
    assert page.count("Monter") == page.count("Descendre") == 2
    assert "Monter" not in words(as_("instructor").get(f"/vagues/{world.round_id}/liste-complementaire"))


def test_what_will_be_published_is_told_first(app, world, as_):
    with app.app_context():
        round = db.session.get_one(Round, world.round_id)
        round.state, round.announced_at = "decided", clock.now() - timedelta(hours=1)
        db.session.commit()
    page = words(as_("commissioner").get(f"/vagues/{world.round_id}/publier"))
    assert "Qui reçoit quoi" in page
    assert "tous au même instant : 5" in page


def test_reasons_of_a_refusal_are_ticked_and_completed(app, world, as_):
    with app.app_context():
        file_id = add_file(world, "not_recommended", rank=40)
        number, version = db.session.get_one(Application, file_id).number, seen(Application, file_id)["version"]
    client, place = as_("prefect"), f"/dossiers/{number}/refuser"
    assert "Le besoin n’est pas assez démontré" in words(client.get(place))
    assert "Cochez un motif" in words(client.post(place, data={"version": str(version)}))
    given = {
        "chosen": "Le besoin n’est pas assez démontré sur le territoire.",
        "reason": "Deux structures le couvrent.",
    }
    assert client.post(place, data={"version": str(version)} | given).status_code == 303
    with app.app_context():
        told = db.session.scalars(select(Letter).filter_by(application_id=file_id)).one().context["motifs"]
    assert [each["libelle"] for each in told] == [each.rstrip(".") for each in given.values()]


def test_delegations_are_recorded_shown_and_ended_by_the_administrator(app, world, as_):
    client, place = as_("administrator"), "/administration/delegations"
    with app.app_context():
        email = db.session.get_one(User, world["commissioner"]).email
    data = {"email": email, "reference": "RAA 2026-77", "valid_from": "2026-01-01", "ceiling": "23 000",
            "acts": ["award"], "kind": "", "call_id": ""}  # fmt: skip
    assert client.get(f"{place}/enregistrer").status_code == 200
    assert client.post(f"{place}/enregistrer", data=data).status_code == 303
    page = words(client.get(place))
    assert "RAA 2026-77" in page
    assert as_("commissioner").get(place).status_code == 200
    assert as_("instructor").get(place).status_code == 403
    with app.app_context():
        row = db.session.scalars(select(Delegation).filter_by(reference="RAA 2026-77")).one()
        id, version = row.id, row.version
        assert (row.ceiling, row.acts) == (EUROS(23_000), ["award"])
    assert client.post(f"{place}/{id}/terminer", data={"version": str(version)}).status_code == 303
    assert "terminée le" in words(client.get(place))
