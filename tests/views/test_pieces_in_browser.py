"""The page of the pieces with its script: dragged, chosen, cut in the middle, refused; what the person reads."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants import storage
from grants.database import db
from grants.models import CallDefinition, Piece
from tests.support import documents
from tests.world import add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/dossiers/CC20-0001/pieces"
LARGE = b"nom;montant\n" + b"une ligne du tableau;12,50\n" * 120_000  # 3 megabytes: several parts


@pytest.fixture
def world(app):
    """A draft whose bank details may also be a table."""
    with app.app_context():
        world = add_world()
        definition = db.session.scalars(select(CallDefinition)).one()
        pieces = [each | {"accept": [*each["accept"], "csv"]} for each in definition.content["pieces"]]
        definition.content = definition.content | {"pieces": pieces}
        definition.digest += "-table"
        add_file(world)
        db.session.commit()
        db.session.remove()
        return world


@pytest.fixture
def pieces(world, live_url, enter, page):
    """The page, opened by a member, with what its console says."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    enter(page.context, world["applicant"])
    page.goto(live_url + PAGE)
    return page


def file_named(name, content, media_type="application/pdf"):
    return {"name": name, "mimeType": media_type, "buffer": content}


def kept(app):
    with app.app_context():
        found = [storage.read(each) for each in db.session.scalars(select(Piece.digest).order_by(Piece.id))]
        db.session.remove()
        return found


def test_chosen_it_leaves_at_once_and_is_joined(app, pieces, axe):
    place = pieces.locator("#bank_details")
    expect(place.get_by_role("button", name="Joindre ce fichier")).to_be_hidden()
    place.locator("input[type=file]").first.set_input_files(file_named("rib.pdf", documents.paper("Un relevé")))
    expect(pieces.get_by_text("« rib.pdf » est joint à votre dossier")).to_be_visible()
    expect(place.get_by_text("Jointe")).to_be_visible()
    assert kept(app) == [documents.paper("Un relevé")]
    assert axe(pieces) == []
    assert pieces.said == []


def test_dropped_it_is_joined_and_a_hostile_one_is_told_in_its_place(app, pieces, axe):
    drop = """([zone, name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    zone = pieces.locator("#bank_details")
    pieces.evaluate(drop, [zone.element_handle(), "rib.pdf", "<html><script>alert(1)</script>"])
    expect(zone.get_by_role("alert")).to_contain_text("rib.pdf : C’est une page web")
    assert axe(pieces) == []
    pieces.evaluate(drop, [zone.element_handle(), "rib.csv", "nom;montant\n1;2\n"])
    expect(pieces.get_by_text("« rib.csv » est joint à votre dossier")).to_be_visible()
    assert kept(app) == [b"nom;montant\n1;2\n"]


def test_cut_in_the_middle_it_says_so_and_goes_on_alone(app, pieces):
    cut, asked = [], []

    def part(route):
        """The second part is cut, and the network stays away until it is given back."""
        asked.append(int(route.request.headers["upload-offset"]))
        if len(asked) == 2:
            cut.append(True)
            pieces.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    pieces.route(
        re.compile(r"/envois/[^/]+$"),
        lambda route: part(route) if route.request.method == "PATCH" else route.continue_(),
    )
    pieces.locator("#bank_details input[type=file]").first.set_input_files(file_named("comptes.csv", LARGE, "text/csv"))
    expect(pieces.get_by_role("status").get_by_text("Connexion perdue")).to_be_visible()
    pieces.context.set_offline(False)
    expect(pieces.get_by_text("« comptes.csv » est joint à votre dossier")).to_be_visible()
    assert cut == [True]
    assert asked == sorted(asked)
    assert asked.count(0) == 1
    assert kept(app) == [LARGE]


def test_paused_left_and_chosen_again_it_goes_on(app, pieces):
    sent = []

    def count(request):
        if request.method == "PATCH":
            sent.append(int(request.headers["upload-offset"]))

    pieces.on("request", count)
    pieces.route(re.compile(r"/envois/[^/]+$"), lambda route: route.continue_() if len(sent) < 3 else route.abort())
    chosen = pieces.locator("#bank_details input[type=file]").first
    chosen.set_input_files(file_named("comptes.csv", LARGE, "text/csv"))
    expect(pieces.get_by_role("status").get_by_text("Connexion perdue")).to_be_visible()
    pieces.get_by_role("button", name="Mettre en pause").click()
    expect(pieces.get_by_text("En pause : ce qui est envoyé est gardé 24 heures.")).to_be_visible()
    pieces.on("dialog", lambda dialog: dialog.accept())
    pieces.unroute_all()
    pieces.reload()
    expect(pieces.get_by_text("Envoi interrompu : « comptes.csv »")).to_be_visible()
    sent.clear()
    chosen.set_input_files(file_named("comptes.csv", LARGE, "text/csv"))
    expect(pieces.get_by_text("« comptes.csv » est joint à votre dossier")).to_be_visible()
    assert kept(app) == [LARGE]
