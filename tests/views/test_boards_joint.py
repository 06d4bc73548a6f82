"""The board of a call that several funders share: every envelope at once, and the part of each to build and propose."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from grants.database import db
from grants.jobs import solving
from grants.models import (
    Application,
    Appointment,
    Calculation,
    Envelope,
    Funder,
    Place,
    Round,
    Ruling,
    Scenario,
    ScenarioLine,
    User,
)
from grants.queries import funders, marks
from grants.services import rulings, scenarios
from grants.services.scenarios import Move
from grants.values.money import Money
from tests.support.money import seen
from tests.support.web import sign_in
from tests.views.test_boards import add_files, plain
from tests.views.test_money_lists import statements
from tests.world import add_world
from workflows.errors import Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EUROS = Money.of
SEATS = {"cofunder_a": "service", "cofunder_b": "communication"}


@pytest.fixture
def made(app):
    """Three recommended files of 24 000 €, for 60 000, 40 000 and 20 000 of three funders; a scenario of the State."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world("appel_conjoint_2020", is_open=False)
        known = {each.key: each.id for each in db.session.scalars(select(Funder))}
        for key, name in SEATS.items():
            db.session.add(Appointment(user_id=world[name], role=Role.COFUNDER, funder_id=known[key]))
            world.people[key] = world[name]
        files = add_joint(world, range(1, 4))
        scenario_id = scenarios.begin(world["authority"], world.round_id, version=1, name="Avis du comité")
        payers = {key: known[key] for key in ("state_commissioner", "cofunder_a", "cofunder_b")}
        return SimpleNamespace(world=world, files=files, id=scenario_id, address=f"/scenarios/{scenario_id}",
                               payers=payers, pots=world.envelopes)  # fmt: skip


def add_joint(world, ranks):
    files = add_files(world, ranks)
    for key in files:
        file = db.session.get_one(Application, key)
        file.department, file.requested_amount, file.recommended_amount = "44", EUROS(30_000), EUROS(24_000)
    db.session.commit()
    return files


def parts(app, made, rank=0):
    """What the scenario takes of each envelope for one file."""
    with app.app_context():
        here = select(ScenarioLine).filter_by(scenario_id=made.id, application_id=made.files[rank])
        found = {int(key): Money(cents) for key, cents in (db.session.scalars(here).one().parts or {}).items()}
        return {key: found.get(id) for key, id in made.pots.items()}


def version(app, scenario_id):
    with app.app_context():
        return db.session.get_one(Scenario, scenario_id).version


def field(made, key, rank=0):
    return f"amount-{made.files[rank]}-{made.payers[key]}"


def test_the_board_shows_every_envelope_and_what_each_award_would_charge_where(app, made):
    assert parts(app, made) == {"state": EUROS(12_000), "funder_a": EUROS(8_000), "funder_b": EUROS(4_000)}
    client = sign_in(app, made.world["authority"])
    ranking = plain(client.get(f"/selection/{made.world.round_id}").text)
    scenario = plain(client.get(made.address).text)
    for label in ("État – crédits commissaire", "Cofinanceur A (fictif)", "Cofinanceur B (fictif)"):
        assert label in ranking
        assert f"Part de {label} pour" in scenario
    assert "Cofinanceur A (fictif) : 8 000 €" in ranking
    for left in ("reste 24 000", "reste 16 000", "reste 8 000", "reste 48 000"):
        assert left in scenario, left


@pytest.mark.parametrize(("who", "pot", "cents"), [("authority", "state", 1200000), ("cofunder_a", "funder_a", 800000),
                                                   ("cofunder_b", "funder_b", 400000)])  # fmt: skip
def test_each_funder_builds_its_scenario_and_is_led_to_its_own_ruling(app, made, who, pot, cents):
    with app.app_context():
        own = scenarios.begin(made.world[who], made.world.round_id, version=1, name="Le nôtre")
    client = sign_in(app, made.world[who])
    page = client.get(f"/scenarios/{own}").text
    address = f"/retenir?montant={cents}&amp;part_{made.pots[pot]}={cents}"
    assert page.count(address) == 3
    assert page.count("part_") == 3, "nothing of the envelopes of the others"
    with app.app_context():
        number = db.session.get_one(Application, made.files[0]).number
    form = client.get(f"/dossiers/{number}/retenir").text
    assert f'value="{plain(str(Money(cents)))[:-2]}"' in plain(form), "the share of the funder, not the whole"


def test_parts_are_typed_to_the_cent_and_none_of_one_funder_leads_it_to_refuse(app, made):
    client = sign_in(app, made.world["authority"])
    answer = client.post(f"{made.address}/dossiers", headers={"Accept": "application/json"}, data={
        "version": version(app, made.id), f"place-{made.files[0]}": "in", field(made, "state_commissioner"): "",
        field(made, "cofunder_a"): "9 876,54", field(made, "cofunder_b"): "0,01",
    }).get_json()  # fmt: skip
    assert parts(app, made) == {"state": None, "funder_a": Money(987654), "funder_b": Money(1)}
    row = answer["rows"][str(made.files[0])]
    assert plain(row["amounts"][field(made, "cofunder_a")]) == "9 876,54"
    assert plain(row["total"]) == "en tout 9 876,55 €"
    assert "/refuser" in row["decision"]["address"]
    assert "reste 14 123,46" in plain(answer["panel"])


@pytest.mark.parametrize(("verdict", "funder_a"), [("award", EUROS(9_000)), ("refuse", None)])
def test_the_line_of_the_report_counts_what_one_funder_ruled_and_the_parts_of_the_others(app, made, verdict, funder_a):
    given = {"reason": "Notre part."} | ({"amount": funder_a} if funder_a else {})
    with app.app_context():
        act = getattr(rulings, verdict)
        act(made.world["cofunder_a"], made.files[0], **given, **seen(Application, made.files[0]))
        round = db.session.get_one(Round, made.world.round_id)
        cut = marks.cut_of(round, marks.in_play(round.id, db.session.get_one(User, made.world["authority"])))
        pots = {key: str(envelope) for key, envelope in made.pots.items()}
    found = {key: cut.amounts[made.files[0]].get(pot) for key, pot in pots.items()}
    assert found == {"state": EUROS(12_000), "funder_a": funder_a, "funder_b": EUROS(4_000)}
    assert cut.left == {pots["state"]: EUROS(60_000), pots["funder_a"]: EUROS(40_000), pots["funder_b"]: EUROS(20_000)}


def test_nothing_typed_follows_the_announced_shares_and_the_same_again_moves_nothing(app, made):
    client = sign_in(app, made.world["authority"])
    blank = {field(made, key): "" for key in made.payers} | {f"place-{made.files[0]}": "in"}
    seen_before = version(app, made.id)
    client.post(f"{made.address}/dossiers", data=blank | {"version": seen_before})
    assert version(app, made.id) == seen_before
    assert parts(app, made)["funder_a"] == EUROS(8_000)


def test_the_parts_together_are_never_more_than_the_demand(app, made):
    answer = sign_in(app, made.world["authority"]).post(f"{made.address}/dossiers", data={
        "version": version(app, made.id), f"place-{made.files[0]}": "in", field(made, "state_commissioner"): "20 000",
        field(made, "cofunder_a"): "10 000", field(made, "cofunder_b"): "0,01",
    })  # fmt: skip
    assert (answer.status_code, 'value="0,01"' in answer.text) == (422, True)


def test_what_a_funder_has_decided_is_charged_once_and_the_others_still_move(app, made):
    with app.app_context():
        given = seen(Application, made.files[0]) | {"amount": EUROS(9_000)}
        rulings.award(made.world["cofunder_a"], made.files[0], reason="Notre part.", **given)
    page = plain(sign_in(app, made.world["authority"]).get(made.address).text)
    assert "Cofinanceur A (fictif) : 9 000 €, décidé" in page
    assert field(made, "cofunder_a") not in page
    assert f'name="{field(made, "cofunder_b")}" value="4 000,00"' in page
    assert "reste 15 000" in page, "40 000, less 9 000 charged and twice 8 000 that the scenario takes"
    other = sign_in(app, made.world["cofunder_a"])
    ranking = other.get(f"/selection/{made.world.round_id}").text
    assert ranking.count("/retenir") == 2, "nothing is left to decide of the first file for this funder"
    more = {made.payers["state_commissioner"]: EUROS(21_001)}
    with app.app_context():
        number, moves = db.session.get_one(Scenario, made.id).version, {made.files[0]: Move(Place.IN, by_funder=more)}
        with pytest.raises(Refused, match="serait plus"):
            scenarios.edit(made.world["authority"], made.id, version=number, moves=moves)


def test_a_proposal_draws_on_all_the_funders_and_overdraws_none(app, made):
    with app.app_context():
        for key in ("funder_a", "funder_b"):
            db.session.get_one(Envelope, made.pots[key]).amount = EUROS(10_000)
        db.session.commit()
        actor, number = made.world["authority"], db.session.get_one(Scenario, made.id).version
        asked = scenarios.propose(actor, made.id, version=number, keeps_hand=False, gap=Decimal(0), seconds=10)
        assert solving.run(asked)
        result = db.session.get_one(Calculation, asked).result
        drawn = {}
        for _, pot, cents in result["grants"]:
            drawn[pot] = drawn.get(pot, 0) + cents
        assert drawn == {made.pots["state"]: 60_000_00, made.pots["funder_a"]: 10_000_00,
                         made.pots["funder_b"]: 10_000_00}  # fmt: skip
        scenarios.adopt(actor, made.id, version=db.session.get_one(Scenario, made.id).version, calculation_id=asked)
        lines = db.session.scalars(select(ScenarioLine).filter_by(scenario_id=made.id, place=Place.IN)).all()
        assert sum(each.amount.cents for each in lines) == 80_000_00
        assert db.session.scalars(select(Ruling)).all() == []


def test_two_scenarios_are_compared_funder_by_funder(app, made):
    with app.app_context():
        other = scenarios.copy(made.world["authority"], made.id, version=1, name="Sans l’État")
        amounts = {made.payers["cofunder_a"]: EUROS(20_000)}
        scenarios.edit(made.world["authority"], other, version=db.session.get_one(Scenario, other).version,
                       moves={made.files[0]: Move(Place.IN, by_funder=amounts)})  # fmt: skip
    page = plain(sign_in(app, made.world["authority"]).get("/selection/1/comparer").text)
    assert "Donné par Cofinanceur A (fictif)" in page
    assert "Cofinanceur A (fictif) : 20 000 €" in page


@pytest.mark.parametrize("path", ["/scenarios/1", "/selection/1", "/selection/1/comparer?scenario=1&scenario=2"])
def test_a_shared_board_asks_as_much_of_the_database_for_3_files_as_for_60(app, made, path):
    with app.app_context():
        scenarios.copy(made.world["authority"], made.id, version=1, name="Autre")
    few = statements(app, made.world["authority"], path)
    with app.app_context():
        files = add_joint(made.world, range(4, 61))
        number = db.session.get_one(Scenario, made.id).version
        scenarios.edit(made.world["authority"], made.id, version=number,
                       moves={key: Move(Place.IN) for key in files})  # fmt: skip
    assert statements(app, made.world["authority"], path) == few


@pytest.mark.parametrize("cents", [1, 7, 99, 1_00, 999_99, 1_000_00, 1_234_56, 24_000_00, 39_999_99])
def test_shares_make_the_whole_to_the_cent(app, made, cents):
    with app.app_context():
        file = db.session.get_one(Application, made.files[0])
        credits = list(file.round.envelopes)
        found = funders.shared(file, Money(cents), credits)
        assert sum(each.cents for each in found.values()) == cents
        assert all(each.cents > 0 for each in found.values())
        rest = funders.shared(file, Money(cents), credits, {made.payers["cofunder_a"]: None})
        assert made.payers["cofunder_a"] not in rest
        assert {key: found[key] for key in rest} == rest, "who has ruled changes nothing of the part of the others"


def test_a_group_is_awarded_the_part_of_its_funder(app, made):
    page = plain(sign_in(app, made.world["authority"]).get(f"/vagues/{made.world.round_id}/retenir-un-groupe").text)
    assert page.count("12 000,00 €") == 3
    assert "24 000,00 €" not in page
