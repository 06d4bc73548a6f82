"""Files parked around today: each person whom the sign-in page offers finds an act to do."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Call, Invitation, Letter, Mandate, Message, Review, Scenario, User
from grants.queries import cast, expected
from grants.rehearsal import parked, population, script, stage
from grants.rehearsal.scenes import portal, selecting
from grants.values import clock
from tests.support.crawl import dead_ends
from tests.support.web import sign_in
from workflows.roles import Role
from workflows.words.people import PEOPLE

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONLY_READ = {Role.ADVISER, Role.ANIMATOR, Role.AUDITOR}
LINK = re.compile(r'<a class="btn[^"]*" href="(/[^"]+)"')


def named(role):
    words = PEOPLE[role]
    return words[0].upper() + words[1:]


def play(editions, organisations):
    director = stage.prepared("essai", organisations)
    for rank, each in enumerate(editions):
        population.play_edition(director, each, clock.today(), 2 + 3 * rank, lambda line: None)


def test_a_file_parked_at_its_payment_waits_for_the_service_done(app):
    with app.app_context():
        play([parked.Edition("appel_conjoint_2020", 80, parked.Step.CLOSED, parked.JOINT_RUNNING)], 6)
        call_id = db.session.scalars(
            select(Call.id).where(Call.key.startswith("appel_conjoint_2"), Call.key != "appel_conjoint_2020")
        ).one()
        file = db.session.scalars(select(Application).filter_by(call_id=call_id)).one()
        assert file.state == "awarded"
        instructor = db.session.scalars(select(User).filter_by(email="instructor-44@guichet.example")).one()
        assert [each.subject.state for each in expected.of(instructor)] == ["requested"] * 3


@pytest.mark.slow
def test_each_role_of_the_demonstration_has_an_act_to_do(app, monkeypatch):
    monkeypatch.setattr(population, "short_script", list)
    with app.app_context():
        population.populate(clock.today(), lambda line: None)
        parts = cast.one_a_role()
        idle = {part.role for part in parts if not expected.of(db.session.get_one(User, part.id))}
        assert idle <= {named(role) for role in ONLY_READ}
    assert len(parts) == 18
    assert {part.role: first_pages(app, part.id) for part in parts} == {part.role: {200} for part in parts}
    app.config["GUICHET_ENV"] = "demo"  # some pages say more there
    dead = {part.role: dead_ends(app, entered(app, part.id), "/accueil") for part in parts}
    assert {role: found for role, found in dead.items() if found} == {}


def entered(app, user_id):
    """A browser in which this person came in by the button of the demonstration."""
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/connexion").text)
    came = client.post(f"/demo/entrer/{user_id}", data={"csrf_token": token[1] if token else ""})
    assert came.status_code in (302, 303)
    return client


def first_pages(app, user_id):
    """What answers behind the acts of a person's first page."""
    client = sign_in(app, user_id)
    page = client.get("/", follow_redirects=True)
    own = page if page.request.path == "/accueil" else client.get("/mes-dossiers")
    return {client.get(address.replace("&amp;", "&")).status_code for address in LINK.findall(own.text)}


@pytest.mark.parametrize(
    "today", [date(2026, 1, 1), date(2026, 2, 28), date(2026, 7, 1), date(2028, 2, 29), date(2026, 12, 31)]
)
def test_editions_come_in_order_whatever_the_day(app, today):
    editions = parked.editions(today)
    assert editions[0].closed_days_ago > 365 * 2
    assert len({(each.call, each.closed_days_ago) for each in editions}) == len(editions)
    assert len(script.CHAPTERS) == 7


def test_an_applicant_finds_a_conversation_a_mandate_an_invitation_and_a_hearing(app):
    """On files of the organisation that the demonstration keeps for today, and a committee that hears."""
    review = parked.Edition("credits_commissaire_2020", 33, parked.Step.CHECKED, parked.REVIEW[1:2])
    committee = parked.Edition("credits_commissaire_2020", 41, parked.Step.ADVISED, parked.COMMITTEE[2:3])
    still_open = parked.Edition("credits_commissaire_2020", -10, parked.Step.FILED, parked.OPEN[:1])
    with app.app_context():
        director = stage.prepared("essai", 8)
        director.present = clock.now() - population.BEFOREHAND
        for rank, each in enumerate((committee, review, still_open)):
            population.play_edition(director, each, clock.today(), 2 + rank, lambda line: None)
        portal.surround(director)
        assert db.session.scalars(select(Message.is_from_staff).order_by(Message.id)).all() == [False, True]
        assert db.session.scalars(select(Mandate)).one().runs(clock.today())
        assert db.session.scalars(select(Invitation)).one().is_open(clock.now())
        assert [each.hearing_at is not None for each in db.session.scalars(select(AgendaItem))] == [True]


def played(app, wanted, organisations=10):
    director = stage.prepared("essai", organisations)
    population.play_edition(director, wanted, clock.today(), 2, lambda line: None)
    return director


def the_edition(matches):
    return next(each for each in parked.editions(clock.today()) if matches(each))


@pytest.mark.parametrize("call", ["credits_commissaire_2020", "appel_conjoint_2020"])
def test_a_newcomer_finds_two_scenarios_to_compare(app, call):
    wanted = the_edition(lambda each: each.call == call and each.then is selecting.try_out)
    with app.app_context():
        played(app, wanted)
        found = db.session.scalars(select(Scenario).order_by(Scenario.id)).all()
        assert [(each.name, each.is_shared) for each in found] == [
            ("L’avis du comité", False), ("Un peu moins, pour un de plus", True),
        ]  # fmt: skip
        first, second = ({line.application_id: line.amount for line in each.lines} for each in found)
        assert first.keys() == second.keys() != set()
        assert first != second
        round_id = found[0].round_id
        commissioner = db.session.scalars(select(User.id).where(User.email.like("commissioner%"))).one()
    page = sign_in(app, commissioner).get(f"/selection/{round_id}/comparer").text
    assert page.count("L’avis du comité") > 2


def test_a_newcomer_finds_letters_to_sign_and_one_that_is(app):
    with app.app_context():
        played(app, the_edition(lambda each: each.changes.get("letters_signed")))
        signed = db.session.scalars(select(Letter.signed_at).where(Letter.ruling_id.is_not(None))).all()
        assert sorted(each is None for each in signed) == [False, True]
        assert db.session.scalars(select(Letter)).first().application.file.fictif


def test_a_newcomer_scores_a_file_without_knowing_whose_it_is(app):
    with app.app_context():
        played(app, the_edition(lambda each: each.changes.get("blind_review")))
        review = db.session.scalars(select(Review).filter_by(status="assigned").order_by(Review.id)).first()
        reviewer, number, name = review.reviewer_id, review.application.number, review.application.organisation.name
    page = sign_in(app, reviewer).get(f"/instruction/{number}", follow_redirects=True)
    assert page.status_code == 200
    assert name not in page.text
