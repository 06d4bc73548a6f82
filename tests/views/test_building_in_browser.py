"""The form builder in a real browser: axe on each page and state, the keyboard alone, a preview that lives."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants.database import db
from grants.models import Call, CallDraft
from tests.journeys.keyboard import Keyboard
from tests.support.browser import leave_by
from tests.world import add_world

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
THEMES = pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
PLACE = "/administration/appels/credits_commissaire_2020"
QUESTIONS = f"{PLACE}/modifier/form/main/sections"
PAGES = [
    "/administration", "/administration/appels/nouveau", PLACE, f"{PLACE}/modifier", f"{PLACE}/modifier/form/main",
    f"{QUESTIONS}/request", f"{QUESTIONS}/request/questions/project_title", f"{QUESTIONS}/request/questions/scope",
    f"{QUESTIONS}/organisation/questions/representative", f"{QUESTIONS}/budget/questions/project_budget",
    f"{PLACE}/modifier/grid/main", f"{PLACE}/modifier/rounds/r1", f"{PLACE}/ajouter/form/main/sections",
    f"{PLACE}/ajouter/form/main/sections/request/questions", f"{PLACE}/retirer/form/main/sections/request",
    f"{PLACE}/charger", f"{PLACE}/essai", f"{PLACE}/apercu/request", f"{PLACE}/apercu/budget",
]  # fmt: skip
ERRORS = {  # page → the field that is emptied, the words of its button
    "/administration/appels/nouveau": ("title", "Commencer cet appel"),
    f"{QUESTIONS}/request/questions/project_title": ("f_label", "Enregistrer"),
    f"{PLACE}/ajouter/form/main/sections": ("label", "Ajouter"),
    f"{PLACE}/charger": (None, "Charger ce fichier"),
    f"{PLACE}/apercu/request": (None, "Essayer ces réponses"),
}
TYPES = {"text": "Nom du lieu", "money": "Coût de l’action", "commune": "Commune", "date": "Premier jour"}


@pytest.fixture
def app(make_app, database_url, request):
    return make_app(DATABASE_URL=database_url, THEME=getattr(request, "param", "neutral"))


@pytest.fixture
def builder(app, live_url, enter, page):
    """The administrator's browser; `go(path)` opens a page of the site."""
    with app.app_context():
        enter(page.context, add_world()["administrator"])
        db.session.remove()
    page.go = lambda path: page.goto(live_url + path)
    return page


def wrong_with(page, axe):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return (["sideways scroll"] if wide > 0 else []) + axe(page)


@THEMES
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_pages_of_a_call_in_construction(builder, axe, width):
    builder.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        answer = builder.go(path)
        assert (path, answer.status, wrong_with(builder, axe)) == (path, 200, [])


@THEMES
def test_axe_finds_nothing_where_something_is_wrong_and_the_summary_has_the_focus(builder, axe):
    for path, (name, words) in ERRORS.items():
        builder.go(path)
        if name:
            builder.locator(f"[name={name}]").fill("")
        builder.get_by_role("main").get_by_role("button", name=words, exact=True).click()
        expect(builder.locator("#erreurs")).to_be_focused()
        assert (path, wrong_with(builder, axe)) == (path, [])
        for link in builder.locator("#erreurs a").all():
            target = builder.locator(f"[id='{link.get_attribute('href')[1:]}']")
            expect(target).to_have_count(1)
    builder.go(f"{PLACE}/modifier/grid/main/criteria/need")
    builder.locator("[name=f_weight]").fill("90")
    leave_by(builder.get_by_role("button", name="Enregistrer", exact=True))
    builder.go(PLACE)
    expect(builder.get_by_text("la somme fait 100")).to_be_visible()
    assert wrong_with(builder, axe) == []


@THEMES
def test_a_small_call_is_made_and_put_in_force_without_a_mouse(app, builder):
    keys = Keyboard(builder)
    builder.go("/administration/appels/nouveau")
    keys.skip_menu()
    keys.write("title", "Un appel écrit au clavier")
    keys.write("key", "au_clavier")
    keys.follow("Commencer cet appel")
    expect(builder.get_by_role("heading", name="Un appel écrit au clavier")).to_be_visible()
    for kind, label in TYPES.items():
        add_question(builder, keys, kind, label)
    builder.go("/administration/appels/au_clavier")
    keys.skip_menu()
    keys.follow("Mettre en service")
    keys.follow("Mettre en service")
    with app.app_context():
        call = db.session.scalars(select(Call).filter_by(key="au_clavier")).one()
        asked = {each.label: each.type for form in call.file.form for each in form.questions}
    assert {label: kind for kind, label in TYPES.items()}.items() <= asked.items()


def add_question(page, keys, kind, label):
    """From the page of the call, by its links: the section, one question more, its help."""
    page.go("/administration/appels/au_clavier")
    keys.skip_menu()
    section = page.locator(".build-item a").first.inner_text()
    keys.follow(section)
    keys.skip_menu()
    keys.reach(lambda stop: stop["words"].startswith("Ajouter") and stop["tag"] == "A", "the link that adds")
    keys.leave()
    keys.write("label", label)
    keys.write("type", kind)
    keys.follow("Ajouter")
    keys.write("f_help", "Une aide, écrite au clavier.")
    keys.follow("Enregistrer")
    expect(page.get_by_role("status").first).to_contain_text("Enregistré")


def test_the_preview_lives_as_the_page_of_an_applicant(app, builder):
    builder.go(f"{PLACE}/apercu/request")
    expect(builder.locator("[data-question=departments]")).to_have_count(0)
    builder.locator("[name=q_project_title]").fill("Le camion")
    builder.locator("[name=q_scope][value=region]").check()
    expect(builder.locator("[data-question=departments]")).to_be_visible()
    builder.locator("[name=q_scope][value=department]").check()
    expect(builder.locator("[data-question=departments]")).to_have_count(0)
    expect(builder.locator("[name=q_project_title]")).to_have_value("Le camion")
    builder.get_by_role("button", name=re.compile("organisme")).first.click()
    expect(builder.locator("[data-question=commune]")).to_be_visible()
    builder.locator("[name=q_commune]").press_sequentially("ancenis")
    expect(builder.get_by_role("option").first).to_contain_text("Ancenis")
    builder.go(f"{PLACE}/apercu/budget")
    builder.locator("table.acc input").first.fill("1500")
    expect(builder.locator("[data-total]").first).to_contain_text("1\u202f500,00")
    with app.app_context():
        assert db.session.scalars(select(CallDraft.content).filter_by(key="credits_commissaire_2020")).one() is None
