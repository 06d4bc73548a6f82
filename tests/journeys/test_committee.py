"""A committee from its agenda to its signed minutes; its quorum is lost in the middle, and found again."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, BallotRoll, Meeting, Vote
from tests.support.instruction import add_complete_file, add_review, committee, seated
from tests.world import PASSWORD, World, add_world

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]
Enter = Callable[[BrowserContext, int], None]
MEETING, FIRST, SECOND = "/comites/1", "/comites/1/dossiers/CC20-0001", "/comites/1/dossiers/CC20-0002"


@pytest.fixture
def world(app: Flask) -> World:
    """Three files with their readings; a president, six members, a secretary."""
    with app.app_context():
        world = add_world(is_open=False)
        for rank, total in enumerate(("3.00", "4.50", "2.00"), 1):
            add_review(world, add_complete_file(world, "awaiting_committee", rank=rank), world["reviewer"], total)
        world.people["third"] = seated("tierce")
        committee(world)
        return world


class Room:
    """Several people at once, each in their own browser; every page that goes by is sound."""

    def __init__(
        self, browser: Browser, url: str, enter: Enter, world: World, axe: Callable[[Page], list[str]]
    ) -> None:
        self.browser, self.url, self.enter, self.world, self.axe = browser, url, enter, world, axe
        self.pages: dict[str, Page] = {}

    def of(self, name: str) -> Page:
        if name not in self.pages:
            context = self.browser.new_context(locale="fr-FR")
            self.enter(context, self.world[name])
            self.pages[name] = context.new_page()
        return self.pages[name]

    def go(self, name: str, address: str) -> Page:
        page = self.of(name)
        page.goto(self.url + address)
        assert self.axe(page) == [], address
        return page

    def act(self, name: str, link: str, address: str = MEETING) -> Page:
        page = self.go(name, address)
        page.get_by_role("link", name=link, exact=True).first.click()
        expect(page.get_by_role("heading", level=1, name=link)).to_be_visible()
        assert self.axe(page) == [], link
        return page

    def press(self, page: Page, button: str, said: str) -> None:
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(said).first).to_be_visible()
        assert self.axe(page) == [], said

    def presence(self, **away: str) -> None:
        page = self.act("secretary", "Noter les présences")
        for box in page.get_by_role("combobox").all():
            box.select_option("present")
        for who, said in away.items():
            page.get_by_label(who).select_option(said)
        self.press(page, "Noter les présences", "Les présences sont notées")

    def vote(self, name: str, address: str, choice: str) -> None:
        page = self.act(name, "Voter", address)
        page.get_by_label(choice, exact=True).check()
        self.press(page, "Voter", "Votre vote est noté")

    def key(self, address: str, outcome: str, reason: str = "") -> Page:
        page = self.go("secretary", address)
        page.get_by_text(outcome).first.click()
        page.get_by_label("Ce qu’en dit le comité").fill(reason)
        return page


@pytest.fixture
def room(browser: Browser, live_url: str, enter: Enter, world: World, axe: Callable[[Page], list[str]]) -> Room:
    return Room(browser, live_url, enter, world, axe)


def test_a_committee_from_its_agenda_to_its_signed_minutes(app: Flask, room: Room) -> None:
    convene(room)
    compose(room)
    room.presence()
    room.press(room.act("secretary", "Ouvrir la séance"), "Ouvrir la séance", "La séance est ouverte")
    seat = room.go("committee_member", "/comites/1/salle")
    expect(seat.get_by_text("CC20-0001").first).to_be_visible()
    room.vote("president", FIRST, "Pour")
    room.press(room.key(FIRST, "Avis favorable", "Utile."), "Noter l’avis du comité", "L’avis du comité est noté")
    expect(seat.locator("[data-outcome='CC20-0001']").first).to_be_visible()  # nobody reloaded it
    lose_the_quorum(room, seat)
    vote_in_secret(room)
    room.press(
        room.key(SECOND, "Avis défavorable", "Hors sujet."), "Noter l’avis du comité", "L’avis du comité est noté"
    )
    page = room.act("secretary", "Ajourner la séance")
    page.get_by_label("Pourquoi la séance s’arrête").fill("L’heure est passée.")
    room.press(page, "Ajourner la séance", "La séance est ajournée")
    sign(room)
    with app.app_context():
        meeting = db.session.get_one(Meeting, 1)
        assert (meeting.state, len(meeting.minutes_digest or "")) == ("signed", 64)
        for fact in ("quorum est perdu", "quorum est retrouvé", "à bulletin secret, 1 pour, 1 contre", "ajournée"):
            assert fact in (meeting.minutes or "")
        outcomes = select(AgendaItem.outcome).order_by(AgendaItem.rank)
        assert list(db.session.scalars(outcomes)) == ["application.recommend", "application.recommend_refusal", None]
        assert len(db.session.scalars(select(BallotRoll)).all()) == 2
        assert len(db.session.scalars(select(Vote)).all()) == 1


def convene(room: Room) -> None:
    """The best score first; one file is left for another day."""
    page = room.act("secretary", "Convoquer une séance", "/comites")
    page.get_by_label("Lieu").fill("salle Erdre")
    expect(page.get_by_label("Quorum")).to_have_value("7")  # what the call wants
    page.get_by_label("Quorum").fill("6")
    page.get_by_label("Tierce Fictif").select_option("concerned_person")
    page.get_by_label("CC20-0003", exact=False).uncheck()
    room.press(page, "Convoquer une séance", "L’appel fixe le quorum de ce comité à 7 membres")
    expect(page.get_by_label("Quorum")).to_have_value("6")  # what was typed is kept
    expect(page.get_by_label("Lieu")).to_have_value("salle Erdre")
    page.get_by_label("Quorum").fill("7")
    room.press(page, "Convoquer une séance", "La séance est convoquée")


def compose(room: Room) -> None:
    """By the keyboard: the second file goes first; the third comes back to the agenda."""
    page = room.act("secretary", "Composer l’ordre du jour")
    page.get_by_label("À l’ordre du jour : dossier CC20-0003").check()
    page.get_by_label("Rang du dossier CC20-0001").press("Alt+ArrowUp")
    expect(page.get_by_label("Rang du dossier CC20-0001")).to_have_value("1")
    room.press(page, "Composer l’ordre du jour", "L’ordre du jour est enregistré")
    rows = page.locator("#agenda tbody tr")
    expect(rows.nth(0)).to_contain_text("CC20-0001")
    expect(rows.nth(2)).to_contain_text("CC20-0003")


def lose_the_quorum(room: Room, seat: Page) -> None:
    """Somebody leaves: neither vote nor opinion until they are back, and every screen says so."""
    page = room.go("secretary", SECOND)
    room.press(page, "Appeler ce dossier", "Les écrans de la salle montrent ce dossier")
    waiting = room.act("president", "Voter", SECOND)
    room.presence(**{"Tierce Fictif": "absent"})
    expect(seat.get_by_text("Le quorum est perdu sur ce dossier")).to_be_visible()
    waiting.get_by_label("Pour", exact=True).check()
    room.press(waiting, "Voter", "Le quorum n’est pas atteint")
    room.press(room.key(SECOND, "Avis favorable"), "Noter l’avis du comité", "dont le quorum est atteint")
    room.presence()


def vote_in_secret(room: Room) -> None:
    page = room.act("secretary", "Choisir la forme du vote", SECOND)
    page.get_by_label("À bulletin secret").check()
    room.press(page, "Choisir la forme du vote", "La forme du vote est notée")
    room.vote("president", SECOND, "Pour")
    room.vote("third", SECOND, "Contre")
    page = room.act("secretary", "Clore et compter le vote secret", SECOND)
    room.press(page, "Clore et compter le vote secret", "Le vote est clos et compté")


def sign(room: Room) -> None:
    """Written, corrected, signed by two people, each proving who they are; then checked."""
    room.press(room.act("secretary", "Rédiger le procès-verbal"), "Rédiger le procès-verbal", "prêt à signer")
    page = room.act("secretary", "Corriger le procès-verbal")
    text = page.get_by_label("Procès-verbal", exact=True)
    text.fill(text.input_value() + "\nLe comité remercie les associations.")
    page.get_by_label("Ce que vous corrigez").fill("Les remerciements manquaient.")
    room.press(page, "Corriger le procès-verbal", "Le procès-verbal est corrigé")
    for name in ("president", "secretary"):
        page = room.act(name, "Signer le procès-verbal")
        page.get_by_label("Votre mot de passe").fill(PASSWORD)
        room.press(page, "Signer le procès-verbal", "Votre signature est donnée")
    page = room.go("president", "/comites/1/proces-verbal/verifier")
    expect(page.get_by_text("Ce procès-verbal est authentique")).to_be_visible()
    expect(page.get_by_text("Les remerciements manquaient.")).to_be_attached()


def test_every_page_of_a_meeting_fits_a_phone(room: Room, phone: Page, enter: Enter, world: World) -> None:
    convene(room)
    room.presence()
    room.press(room.act("secretary", "Ouvrir la séance"), "Ouvrir la séance", "La séance est ouverte")
    enter(phone.context, world["secretary"])
    of_file = [f"/dossiers/CC20-0001{each}" for each in ("", "/en-clair", "/audition/fixer", "/forme-du-vote")]
    for each in ("", "/ordre-du-jour", "/salle", "/dossier-de-seance", "/ajourner", *of_file):
        phone.goto(room.url + MEETING + each)
        assert phone.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, each
        assert room.axe(phone) == [], each


def test_what_the_secretary_types_stays_while_the_votes_come_in(room: Room) -> None:
    convene(room)
    room.presence()
    room.press(room.act("secretary", "Ouvrir la séance"), "Ouvrir la séance", "La séance est ouverte")
    page = room.key(FIRST, "Avis favorable", "Une phrase qui n’est pas")
    typing = page.get_by_label("Ce qu’en dit le comité")
    typing.focus()
    room.vote("president", FIRST, "Pour")
    expect(page.get_by_text("Votes à main levée")).to_be_visible()  # nobody reloaded it
    expect(typing).to_be_focused()
    typing.press("End")
    typing.press_sequentially(" finie")
    expect(typing).to_have_value("Une phrase qui n’est pas finie")
    expect(page.get_by_label("Avis favorable")).to_be_checked()


def test_a_meeting_without_quorum_is_called_a_second_time(room: Room) -> None:
    convene(room)
    room.presence()
    room.press(room.act("secretary", "Ouvrir la séance"), "Ouvrir la séance", "La séance est ouverte")
    room.presence(**{"Tierce Fictif": "absent"})
    page = room.act("secretary", "Ajourner la séance")
    page.get_by_label("Pourquoi la séance s’arrête").fill("La personne concernée est partie.")
    room.press(page, "Ajourner la séance", "La séance est ajournée")
    room.go("secretary", MEETING).get_by_role("link", name="Convoquer une seconde fois").click()
    expect(page.get_by_label("Titre de la séance")).to_have_value(re.compile("seconde convocation"))
    assert room.axe(page) == []
    room.press(page, "Convoquer une séance", "La séance est convoquée")
    expect(page.get_by_text("Seconde convocation").first).to_be_visible()
    expect(page.locator("#agenda tbody tr")).to_have_count(2)
