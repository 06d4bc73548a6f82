"""An instructor clears ten files: together where it can be, one by one where it must."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Check, Piece, Review, ReviewStatus
from grants.values import clock
from tests.support.instruction import add_person
from tests.views.test_desk_bulk import add_whole_file
from tests.world import World, add_world
from workflows.roles import Role

Enter = Callable[[BrowserContext, int], None]
READY = 8  # of the ten: one lacks a piece, one asks for more than the call gives


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        world = add_world(is_open=False)
        for rank in range(1, 11):
            add_whole_file(world, rank=rank)
        lacking = select(Piece).join(Application, Application.id == Piece.application_id)
        piece = db.session.scalars(lacking.where(Application.number == "CC20-0009", Piece.key == "statutes")).one()
        db.session.delete(piece)
        without_budget(db.session.scalars(select(Application).filter_by(number="CC20-0010")).one())
        world.people["second"] = add_person("seconde")
        db.session.add(Appointment(user_id=world["second"], role=Role.REVIEWER))
        db.session.commit()
        return world


def without_budget(file: Application) -> None:
    """Nothing says what share is asked: the rule of the rate is not met."""
    from grants.models import Answer

    key = next(each.key for each in file.file.form_of(file.stage_key).questions if each.funder_row)
    for answer in db.session.scalars(select(Answer).filter_by(application_id=file.id)):
        answer.values = {name: value for name, value in answer.values.items() if name != key}


def scored(app: Flask) -> None:
    """Both readers have given their marks."""
    with app.app_context():
        for review in db.session.scalars(select(Review)):
            review.status, review.total, review.scored_at = ReviewStatus.SCORED, "3.20", clock.now()
        db.session.commit()


def states(app: Flask) -> dict[str, int]:
    with app.app_context():
        found = list(db.session.scalars(select(Application.state)))
        return {state: found.count(state) for state in found}


class Desk:
    """The instructor's hand on one page; each page is sound."""

    def __init__(self, page: Page, url: str, sound: Callable[[Page], None]) -> None:
        self.page, self.url, self.sound = page, url, sound

    def go(self, address: str) -> None:
        self.page.goto(self.url + address)
        self.sound(self.page)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def together(self, act: str, ready: int, left: int, *, fields: Callable[[], None] | None = None) -> None:
        """Ask one act of the files that are ticked, read who is affected, do it, read the account."""
        self.press(act)
        if fields:
            fields()
            self.press("Voir qui est concerné")
        expect(self.page.locator("[name=choix]")).to_have_count(ready)
        expect(self.page.locator("#autres li")).to_have_count(left)
        self.sound(self.page)
        self.press(act)
        said = re.compile(rf"Fait\s+sur\s+{ready}\s+dossiers?,\s+pas\s+fait\s+sur\s+0")
        expect(self.page.locator("[role=status].lead")).to_have_text(said)
        self.sound(self.page)


@pytest.mark.slow
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "plain"])
def test_an_instructor_clears_ten_files(
    app: Flask, world: World, browser: Browser, browser_context_args: dict[str, object], live_url: str, enter: Enter,
    axe: Callable[[Page], list[str]], has_scripts: bool,
) -> None:  # fmt: skip
    context = browser.new_context(**browser_context_args, java_script_enabled=has_scripts)
    enter(context, world["instructor"])

    def sound(page: Page) -> None:
        assert not has_scripts or axe(page) == [], page.url

    desk = Desk(context.new_page(), live_url, sound)
    page = desk.page
    desk.go("/instruction?attend=moi")
    for rank in range(1, 11):
        page.get_by_label(f"Choisir le dossier CC20-{rank:04}").check()
    desk.together("Dire les pièces complètes", 9, 1)
    desk.together("Noter les règles remplies", READY, 1)
    desk.together("Commencer l’instruction", READY, 0)
    desk.together("Confier la notation", READY, 0, fields=lambda: both(page))
    scored(app)
    desk.together("Mettre à l’ordre du jour", READY, 0)
    assert states(app) == {"awaiting_committee": READY, "submitted": 2}

    desk.go("/instruction/CC20-0010")
    page.get_by_role("link", name="Contrôler les règles de l’appel").first.click()
    page.locator("[name^=rule_]").first.fill("Le budget est joint en pièce, vu avec l’association.")
    desk.press("Contrôler les règles de l’appel")
    expect(page.get_by_text("Passé outre").first).to_be_visible()
    page.get_by_role("link", name="Commencer l’instruction").first.click()
    desk.press("Commencer l’instruction")
    expect(page.get_by_text("L’instruction commence").first).to_be_visible()

    desk.go("/instruction/CC20-0009")
    page.get_by_role("link", name="Demander un complément").first.click()
    page.get_by_label("Pièce : Statuts en vigueur").fill("Les statuts manquent.")
    desk.press("Demander un complément")
    expect(page.get_by_text("Le complément est demandé").first).to_be_visible()
    assert states(app) == {"awaiting_committee": READY, "under_review": 1, "to_complete": 1}
    desk.go("/instruction?attend=moi")
    with app.app_context():
        assert db.session.scalars(select(Check).filter_by(kind="eligibility", is_passed=False)).all() == []
    context.close()


def both(page: Page) -> None:
    page.get_by_label("Reviewer Fictif").check()
    page.get_by_label("Seconde Fictif").check()


def test_keys_go_through_the_list_and_rest_while_one_writes(
    app: Flask, world: World, page: Page, live_url: str, enter: Enter, axe: Callable[[Page], list[str]]
) -> None:
    enter(page.context, world["instructor"])
    page.goto(f"{live_url}/instruction")
    bar, first = page.locator(".bulk"), page.locator("[name=dossier]").first
    expect(bar).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(first).to_be_checked()
    expect(bar).to_contain_text("1 dossier choisi")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Raccourcis actifs").uncheck()
    page.get_by_role("button", name="Fermer", exact=True).click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[name=dossier]:checked")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Raccourcis clavier").click()
    page.get_by_label("Raccourcis actifs").check()
    page.get_by_role("button", name="Fermer", exact=True).click()
    page.keyboard.press("/")
    field = page.get_by_label("Mots du projet")
    expect(field).to_be_focused()
    page.keyboard.type("jxko/?")
    expect(field).to_have_value("jxko/?")
    expect(page.locator("[name=dossier]:checked")).to_have_count(1)
    page.locator("th a").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/instruction/CC20-\d{4}$"))
