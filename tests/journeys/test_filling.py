"""Writing in a draft in a real browser: without a network, in two tabs, as three, until the last second."""

import random
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application, MemberRole, Membership
from grants.services import applications
from grants.values import clock
from tests.support.answers import fill
from tests.support.processes import wait_until
from tests.world import add_world

OFFLINE = "Pas de connexion : votre texte est gardé sur cet appareil, il partira au retour du réseau."
HERE = "/dossiers/CC20-0001/formulaire"
SEVERAL_FRAMES = 300  # milliseconds in which a page that wanted to scroll would have


@pytest.fixture
def world(app):
    with app.app_context():
        world = add_world()
        applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        return world


@pytest.fixture
def mine(app, world, live_url, enter, page):
    """The applicant's browser, on the page of the need."""
    enter(page.context, world["applicant"])
    page.goto(f"{live_url}{HERE}/need")
    return page


def held(app, key="need", section="need"):
    with app.app_context():
        values = db.session.scalar(select(Answer.values).filter_by(section_key=section))
        return (values or {}).get(key)


def need(page):
    return page.locator("[name=q_need]")


def saved(page):
    return page.locator("[data-saved]")


def said(page):
    return page.locator("[data-said]")


def nothing_waits(page):
    """All that was typed has left the device."""
    for _ in range(200):
        if page.evaluate("localStorage.length") == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("JSON.stringify(localStorage)"))


def test_what_is_typed_is_saved_at_each_pause(app, mine):
    need(mine).fill("Les familles sans voiture")
    expect(saved(mine)).to_contain_text("par Applicant Fictif")
    assert held(app) == "Les familles sans voiture"
    mine.reload()
    expect(need(mine)).to_have_value("Les familles sans voiture")
    assert mine.evaluate("localStorage.length") == 0


def test_the_network_goes_in_the_middle_of_a_sentence_and_comes_back(app, mine):
    need(mine).fill("Avant la coupure")
    expect(saved(mine)).to_contain_text("Enregistré")
    mine.context.set_offline(True)
    need(mine).press_sequentially(", pendant la coupure")
    expect(said(mine)).to_contain_text(OFFLINE)
    mine.get_by_role("button", name="Enregistrer et continuer").click()
    expect(need(mine)).to_have_value("Avant la coupure, pendant la coupure")  # no failing page took it away
    mine.context.set_offline(False)
    expect(said(mine)).to_be_hidden()
    assert held(app) == "Avant la coupure, pendant la coupure"


def test_what_could_not_leave_waits_on_the_device_even_closed(app, mine, live_url):
    mine.context.set_offline(True)
    need(mine).fill("Écrit dans le train")
    expect(said(mine)).to_contain_text("Pas de connexion")
    mine.close()
    context = mine.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{live_url}/dossiers/CC20-0001")
    link = again.get_by_role("link", name="Ouvrir la page où il attend")
    assert link.get_attribute("href") == f"{HERE}/need"
    again.goto(f"{live_url}{HERE}/need")
    expect(need(again)).to_have_value("Écrit dans le train")
    expect(saved(again)).to_contain_text("par Applicant Fictif")
    assert held(app) == "Écrit dans le train"


def test_a_session_that_ends_keeps_the_text_for_its_return(app, world, mine, live_url, enter):
    mine.context.clear_cookies()
    need(mine).fill("Écrit trop longtemps")
    expect(said(mine)).to_contain_text("Votre session est terminée")
    link = said(mine).get_by_role("link", name="Me connecter de nouveau")
    assert f"next={HERE}/need" in link.get_attribute("href")
    enter(mine.context, world["applicant"])
    mine.goto(f"{live_url}{HERE}/need")
    expect(need(mine)).to_have_value("Écrit trop longtemps")
    expect(saved(mine)).to_contain_text("par Applicant Fictif")
    assert held(app) == "Écrit trop longtemps"


def test_signing_out_leaves_nothing_on_the_device(mine, live_url):
    mine.evaluate("localStorage.setItem('guichet:1:x:y', '{}')")
    mine.goto(f"{live_url}/mes-dossiers")
    mine.evaluate("""() => document.querySelector("form[action$='/deconnexion']").requestSubmit()""")
    mine.wait_for_url(f"{live_url}/")
    assert mine.evaluate("localStorage.length") == 0


def test_two_tabs_lose_nothing_and_a_clash_shows_both_texts(app, mine, live_url):
    other = mine.context.new_page()
    for page in (mine, other):
        page.goto(f"{live_url}{HERE}/request")
    mine.locator("[name=q_project_title]").fill("Le camion")
    expect(saved(mine)).to_contain_text("Enregistré")
    other.locator("[name=q_requested_amount]").fill("18 000")
    expect(saved(other)).to_contain_text("Enregistré")
    expect(other.locator("[name=q_project_title]")).to_have_value("Le camion")  # what the other tab wrote came along
    assert held(app, "project_title", "request") == "Le camion"
    assert held(app, "requested_amount", "request") == "18000.00"
    for page in (mine, other):
        page.goto(f"{live_url}{HERE}/need")
    need(mine).fill("Le texte du premier onglet.")
    expect(saved(mine)).to_contain_text("par Applicant Fictif")
    nothing_waits(mine)
    need(other).fill("Le texte du second onglet.")
    expect(said(other)).to_contain_text("a changé la même réponse")
    other.get_by_role("button", name="Voir les deux textes et choisir").click()
    expect(other.get_by_text("Maintenant dans le dossier")).to_be_visible()
    other.get_by_label("Garder les deux textes, l’un après l’autre").check()
    other.get_by_role("button", name="Enregistrer et revenir au dossier").click()
    other.wait_for_url(f"{live_url}/dossiers/CC20-0001")
    assert held(app) == "Le texte du premier onglet.\n\nLe texte du second onglet."


def test_three_people_see_each_other_and_write_side_by_side(
    app, valkey, world, mine, browser, browser_context_args, live_url, enter
):
    with app.app_context():
        member = Membership(user_id=world["communication"], organisation_id=world.organisation_id,
                            role=MemberRole.EDITOR, began_at=clock.now())  # fmt: skip
        db.session.add(member)
        db.session.commit()
    others = []
    for name, section in (("representative", "need"), ("communication", "request")):
        others.append(browser.new_context(**browser_context_args).new_page())
        enter(others[-1].context, world[name])
        others[-1].goto(f"{live_url}{HERE}/{section}")
    mine.reload()
    here = mine.locator("[data-presence]")
    expect(here).to_contain_text("Representative Fictif est dans « Le besoin et le public »")
    expect(here).to_contain_text("Communication Fictif est dans « Votre demande en bref »")
    need(mine).fill("Écrit par la première")
    others[0].locator("[name^=q_]:not([name=q_need])").first.wait_for()
    others[1].locator("[name=q_project_title]").fill("Écrit par la troisième")
    expect(saved(mine)).to_contain_text("Applicant")
    expect(saved(others[1])).to_contain_text("Communication")
    assert held(app) == "Écrit par la première"
    assert held(app, "project_title", "request") == "Écrit par la troisième"
    for each in others:
        each.context.close()


def test_the_deadline_passes_while_typing(app, mine, live_url):
    with app.app_context():
        round = db.session.scalars(select(Application)).one().round
        round.closes_at = clock.now() + timedelta(seconds=5)
        round.stages = [each | {"closes_at": round.closes_at.isoformat()} for each in round.stages]
        db.session.commit()
    mine.reload()
    need(mine).fill("À temps")
    expect(saved(mine)).to_contain_text("Enregistré")
    expect(mine.locator("[data-time-left]")).to_have_text("La clôture est passée")
    expect(said(mine)).to_contain_text("La clôture est passée")
    need(mine).fill("À temps, et trop tard")
    expect(said(mine)).to_contain_text("Le dépôt est clos depuis")
    mine.get_by_role("button", name="Enregistrer et continuer").click()
    expect(need(mine)).to_have_value("À temps, et trop tard")
    assert held(app) == "À temps"
    assert "trop tard" in mine.evaluate("JSON.stringify(localStorage)")


def test_an_answer_that_calls_for_another_question_shows_it_at_once(mine, live_url):
    mine.goto(f"{live_url}{HERE}/request")
    assert not mine.locator("[data-question=departments]").count()
    mine.locator("[name=q_scope][value=region]").check()
    expect(mine.locator("[data-question=departments]")).to_be_visible()
    mine.locator("[name=q_scope][value=department]").check()
    expect(mine.locator("[data-question=departments]")).to_be_hidden()
    expect(mine.locator("[data-question=department]")).to_be_visible()


def test_a_question_called_for_late_does_not_push_away_the_field_where_one_writes(mine, live_url):
    mine.set_viewport_size({"width": 1000, "height": 620})
    mine.emulate_media(reduced_motion="reduce")  # on a page that slides, when it has slid depends on the machine
    mine.goto(f"{live_url}{HERE}/request")
    held_back = []  # a slow line: the question comes while the next answer is being written
    mine.route(f"**{HERE}/request", lambda route: held_back.append(route))
    mine.locator("[name=q_scope]").first.check()
    mine.locator("[name=q_project_end]").focus()
    wait_until(lambda: mine.wait_for_timeout(50) or held_back, seconds=20, what="the page read again")
    held_back[0].continue_()
    expect(mine.locator("[data-question=department]")).to_be_visible()
    expect(mine.locator("[name=q_project_end]")).to_be_focused()
    expect(mine.locator("[name=q_project_end]")).to_be_in_viewport(ratio=1)
    mine.mouse.wheel(0, -5000)
    expect(mine.locator("[name=q_project_end]")).not_to_be_in_viewport()
    mine.locator("main form").evaluate("form => form.append(document.createElement('hr'))")
    mine.wait_for_timeout(SEVERAL_FRAMES)
    expect(mine.locator("[name=q_project_end]")).not_to_be_in_viewport()


def test_a_section_is_written_with_the_keyboard_alone(app, mine, live_url):
    mine.goto(f"{live_url}{HERE}/request")
    reach(mine, "q_project_title")
    mine.keyboard.type("Le camion des démarches")
    reach(mine, "q_scope")
    mine.keyboard.press("Space")
    reach(mine, "then")
    with mine.expect_navigation():
        mine.keyboard.press("Enter")
    assert held(app, "project_title", "request") == "Le camion des démarches"
    assert held(app, "scope", "request")


def reach(page, name):
    """By the tabulation key, and never lost: the focus is always on something that shows it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


@pytest.mark.slow
@pytest.mark.parametrize("app", ["neutral", "dsfr"], indirect=True)
def test_axe_finds_nothing_empty_filled_or_with_errors(app, world, mine, live_url, axe):
    sections = [f"{HERE}/{each}" for each in ("request", "need", "budget")]
    around = [f"/dossiers/CC20-0001/{each}" for each in ("verifier", "notes", "repartir")]
    for address in [*sections, *(f"{each}?verifier=tout" for each in sections), *around]:
        mine.goto(live_url + address)
        assert (address, axe(mine)) == (address, [])
    mine.goto(f"{live_url}{HERE}/request?verifier=tout")
    assert mine.evaluate("document.activeElement.id") == "erreurs"
    with app.app_context():
        fill(world["applicant"], db.session.scalars(select(Application.id)).one())
    for address in [*sections, *around, "/dossiers/CC20-0001"]:
        mine.goto(live_url + address)
        assert (address, axe(mine)) == (address, [])


def test_live_totals_are_the_servers(mine, live_url):
    draw = random.Random("budget")
    for _ in range(3):
        mine.goto(f"{live_url}{HERE}/budget")
        for field in draw.sample(mine.locator("table.acc input").all(), 14):
            field.fill(written(draw))
        mine.wait_for_timeout(400)
        live = figures(mine)
        nothing_waits(mine)
        mine.reload()
        assert figures(mine) == live
    assert "€" in live[0]


def written(draw):
    """An amount in one of the ways that people write it; now and then something that is none."""
    cents = draw.choice([draw.randrange(100), draw.randrange(10_000_000), draw.randrange(10**11)])
    plain = f"{cents // 100},{cents % 100:02}"
    spaced = f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02} €"
    return draw.choice([plain, spaced, plain.replace(",", "."), str(cents // 100), "douze", "1,234", ""])


def figures(page):
    """Every total, share and sentence of the budget, as they are read."""
    shown = page.locator("[data-budget] output, [data-budget] [data-words], [data-wrong-words] p")
    return [" ".join(each.split()) for each in shown.all_text_contents()]
