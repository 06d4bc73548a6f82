"""Every page of the portal that its routes give, empty, filled and with errors, in both themes: axe, width, focus."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from grants.database import db
from grants.models import Application
from grants.services import applications
from tests.security.addresses import Address, addresses
from tests.security.conftest import built, town  # noqa: F401  # fixtures
from tests.support.town import Town
from tests.support.web import sign_in

FILES = ("empty", "draft", "awarded", "refused")
WHO = ("visitor", "applicant", "representative", "helper")  # each opens what those before could not
BY_STATE = ("applications.section", "applications.show", "applications.check", "pieces.index")
NO_PAGE = ("sessions.sign_out", "demo.", "health.", "metrics.", "applications.edit")
EMPTIED = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.find((each) => each.querySelector("[id]:not([type=hidden])"));
  if (!form || document.querySelector("#erreurs")) return false;
  const typed = ["textarea", "text", "email", "password", "tel", "date"];
  for (const each of form.elements) {
    if (["checkbox", "radio"].includes(each.type)) each.checked = false;
    else if (typed.includes(each.type)) each.value = "";
  }
  form.noValidate = true;
  return true;
}"""
UNTIED = """() => [...document.querySelectorAll("#erreurs a")].map((each) => each.hash.slice(1))
  .filter((id) => !document.getElementById(id)?.matches(":is(input, select, textarea, a, [tabindex])"))"""


@pytest.fixture
def database_url(built, tmp_path) -> str:  # noqa: F811
    path = tmp_path / "town.db"
    shutil.copyfile(built[1], path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["neutral", "dsfr"])
def app(make_app, database_url, request) -> Flask:
    return make_app({"PROPAGATE_EXCEPTIONS": False, "RATELIMIT_ENABLED": False}, DATABASE_URL=database_url,
                    THEME=request.param)  # fmt: skip


@pytest.fixture
def places(app: Flask, town: Town) -> dict[str, list[str]]:  # noqa: F811
    """By person, the pages that this one opens and those before could not; each route once, a file's own by state."""
    with app.app_context():
        add_empty(town)
        sections = [each.key for each in db.session.scalars(select(Application)).first().file.form[0].sections]
        db.session.remove()
    known: set[str] = set()
    return {name: list(opened(app, town, name, sections, known)) for name in WHO}


def add_empty(town: Town) -> None:  # noqa: F811
    world = town.world
    made = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    town.numbers["empty"] = db.session.get_one(Application, made).number


def opened(app: Flask, town: Town, name: str, sections: list[str], known: set[str]) -> Iterator[str]:  # noqa: F811
    client = app.test_client() if name == "visitor" else sign_in(app, town.world[name])
    for each in addresses(app, town, files=FILES):
        if "GET" not in each.methods or each.endpoint.startswith(NO_PAGE) or isinstance(each.policy, tuple):
            continue
        for path in of_sections(each, sections):
            page = f"{each.endpoint} {path}" if each.endpoint in BY_STATE else each.endpoint
            if page not in known and is_page(client, path):
                known.add(page)
                yield path


def of_sections(address: Address, sections: list[str]) -> list[str]:
    """A page of the form once a section: filled, empty, and empty with its faults."""
    if address.endpoint != "applications.section":
        return [address.path]
    pages = [address.path.removesuffix("project") + key for key in sections if address.file in ("empty", "draft")]
    return pages + [f"{each}?verifier=tout" for each in pages if address.file == "empty"]


def is_page(client, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code == 200 and answer.mimetype == "text/html"


def wrong_with(page: Page, axe) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return (["sideways scroll"] if wide > 0 else []) + axe(page)


@pytest.mark.slow
def test_axe_finds_nothing_on_any_page_of_the_portal(app, town, places, page, live_url, enter, axe):  # noqa: F811
    assert sum(map(len, places.values())) > 90
    wrong, tried = [], 0
    for name, paths in places.items():
        if name != "visitor":
            enter(page.context, town.world[name])
        with_form = []
        for path in paths:
            page.goto(live_url + path)
            wrong += [(name, path, each) for each in wrong_with(page, axe) + untied(page)]
            with_form += [path] if page.evaluate(EMPTIED) and "/formulaire/" not in path else []
        for path in with_form:  # apart: what is sent empty and taken all the same changes the pages that follow
            if send_empty(page, live_url + path):
                tried += 1
                wrong += [(name, path, "with errors", each) for each in wrong_with(page, axe) + untied(page)]
    assert wrong == []
    assert tried > 15


def send_empty(page: Page, address: str) -> bool:
    """The first form of the page sent with nothing in it; whether it came back with what is wrong."""
    page.goto(address)
    if not page.evaluate(EMPTIED):
        return False
    with page.expect_navigation():
        page.evaluate("""() => [...document.querySelectorAll("main form[method=post]")]
            .find((each) => each.noValidate && each.querySelector("[id]:not([type=hidden])")).submit()""")
    return page.locator("#erreurs").count() > 0


def untied(page: Page) -> list[str]:
    """What the summary of errors lacks, where there is one: the focus, links that lead to their questions."""
    if not page.locator("#erreurs").count():
        return []
    has_focus = page.evaluate("document.activeElement.id") == "erreurs"
    lost = page.evaluate(UNTIED)
    return ([] if has_focus else ["the summary has not the focus"]) + [f"no place for #{each}" for each in lost]
