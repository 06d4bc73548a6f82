"""The pages that follow the deposit, in a real browser, in both themes, on a desktop and a phone."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Round
from grants.services import applications, meetings, messages
from grants.values import clock
from tests.support.answers import fill
from tests.support.instruction import add_complete_file, committee
from tests.support.web import served, sign_in
from tests.world import add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ITEMS = [
    {"key": "bank_details", "kind": "piece", "label": "Relevé d’identité bancaire", "reason": "Il est illisible."},
    {"key": "need", "kind": "question", "label": "Besoin et public", "reason": "Dites combien de personnes."},
]
SHOTS = os.environ.get("SHOTS")  # a folder where to leave pictures of the pages


def add_files(world):
    """Numbers of a file to complete, with messages, of one that will be heard, and of a draft given up."""
    who, here = world["applicant"], {"organisation_id": world.organisation_id}
    asked, given_up = (applications.start(who, world.round_id, **here) for _ in range(2))
    for id in (asked, given_up):
        fill(who, id)
    applications.submit(world["representative"], asked, version=version_of(Application, asked))
    messages.send(who, asked, body="Bonjour, faut-il joindre les statuts signés ?")
    messages.send(world["instructor"], asked, body="Bonjour, oui, la dernière version.\n\nBien à vous.")
    applications.request_completion(world["instructor"], asked, version=version_of(Application, asked), items=ITEMS,
                                    due_on=clock.today() + timedelta(days=9))  # fmt: skip
    applications.discard(who, given_up, version=version_of(Application, given_up))
    heard = add_complete_file(world, "awaiting_committee", rank=31)
    meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", quorum=7,
        held_at=clock.now() + timedelta(days=20), place="Préfecture, salle Erdre", hearing_minutes=30,
        directions="Entrée rue du Port, 2e étage, ascenseur.",
        seats=committee(world),
    )  # fmt: skip
    numbers = dict(db.session.execute(select(Application.id, Application.number)).all())
    return [numbers[id] for id in (asked, heard, given_up)]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["neutral", "dsfr"])
def test_axe_finds_nothing_and_nothing_overflows(make_app, database_url, browser, axe, theme):
    app = make_app(DATABASE_URL=database_url, THEME=theme)
    with app.app_context():
        world = add_world()
        asked, heard, given_up = add_files(world)
        user = world["applicant"]
        db.session.remove()
    pages = [f"/dossiers/{asked}", f"/dossiers/{asked}/messages", f"/dossiers/{asked}/documents", f"/dossiers/{heard}",
             f"/dossiers/{given_up}", f"/dossiers/{given_up}/reprendre", "/mes-dossiers"]  # fmt: skip
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = sign_in(app, user).get_cookie(name)
    with served(app) as url:
        for width in (1280, 360):
            context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR")
            context.add_cookies([{"name": name, "value": cookie.value, "url": url}])
            for path in pages:
                page = context.new_page()
                page.goto(url + path)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert (theme, width, path, wide, axe(page)) == (theme, width, path, 0, [])
                if SHOTS:
                    shot = path.strip("/").replace("/", "-")
                    page.screenshot(path=f"{SHOTS}/{theme}-{width}-{shot}.png", full_page=True)
                page.close()
            context.close()
