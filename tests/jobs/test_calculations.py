"""The solver at work on a scenario: what it proposes, why it cannot, why a file is in or out; nothing is lost."""

import json
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import select

from grants.cli.worker import make_worker
from grants.database import db
from grants.definitions.selection_names import BY_RULE, Known, told
from grants.definitions.selection_rules import RuleKind, SelectionRule
from grants.jobs import calculations as queue
from grants.jobs import solving
from grants.models import Application, Calculation, Place, Scenario, ScenarioLine
from grants.services import calculations, scenarios
from grants.services.scenarios import Move
from grants.values import clock
from grants.values.money import Money
from tests.support.web import sign_in
from tests.views.test_boards import add_files, plain
from tests.world import add_world, envelope

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def made(app):
    """Three files that ask 18 000 each, the first the best, and 25 000 to give."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        for key in world.envelopes:
            envelope(world, key).amount = Money.of(25_000 if key == "d49" else 0)
        files = add_files(world, range(1, 4))
        scenario_id = scenarios.begin(world["authority"], world.round_id, version=1, name="Essai", basis="empty")
        return SimpleNamespace(world=world, files=files, id=scenario_id, actor=world["authority"])


def seen(made):
    db.session.rollback()
    return db.session.get_one(Scenario, made.id).version


def propose(made, **changes):
    asked = {"keeps_hand": True, "gap": Decimal(0), "seconds": 10} | changes
    calculation_id = scenarios.propose(made.actor, made.id, version=seen(made), **asked)
    assert solving.run(calculation_id)
    return db.session.get_one(Calculation, calculation_id)


def rule(made, **fields):
    scenarios.add_rule(made.actor, made.id, version=seen(made), rule=fields)


def places(made):
    db.session.rollback()
    lines = db.session.scalars(select(ScenarioLine).filter_by(scenario_id=made.id))
    return {each.application_id: (each.place, each.amount) for each in lines}


def page(app, made, calculation_id):
    return plain(sign_in(app, made.actor).get(f"/calculs/{calculation_id}").text)


def test_the_best_total_is_proposed_and_taken_over_on_demand(app, made):
    with app.app_context():
        found = propose(made)
        assert places(made) == {}, "nothing moves by itself"
        # the least of each is 60 % of 18 000: two at most, neither whole
        assert (found.result["spent"], found.result["gap"]) == (25_000_00, 0.0)
        calculation_id = found.id
    text = page(app, made, calculation_id)
    assert "la meilleure sélection, prouvée" in text
    assert "2 dossiers retenus pour 25 000" in text
    with app.app_context():
        scenarios.adopt(made.actor, made.id, version=seen(made), calculation_id=calculation_id)
        found = places(made)
        assert found[made.files[2]] == (Place.RESERVE, None)
        assert sum(amount.cents for _, amount in found.values() if amount) == 25_000_00
        assert db.session.get_one(Application, made.files[0]).state == "recommended"


def test_what_was_placed_by_hand_is_kept(app, made):
    with app.app_context():
        moves = {made.files[2]: Move(Place.IN, Money.of(12_345)), made.files[0]: Move(Place.OUT)}
        scenarios.edit(made.actor, made.id, version=seen(made), moves=moves)
        amounts = {file_id: cents for file_id, _, cents in propose(made).result["grants"]}
        assert amounts[made.files[2]] == 12_345_00
        assert made.files[0] not in amounts
        amounts = {file_id: cents for file_id, _, cents in propose(made, keeps_hand=False).result["grants"]}
        assert made.files[0] in amounts


def test_an_amount_typed_to_the_cent_is_kept_to_the_cent_and_the_steps_are_told(app, made):
    with app.app_context():
        moves = {made.files[2]: Move(Place.IN, Money(7_123_45))}
        scenarios.edit(made.actor, made.id, version=seen(made), moves=moves)
        found = propose(made)
        assert {file_id: cents for file_id, _, cents in found.result["grants"]}[made.files[2]] == 7_123_45
        calculation_id = found.id
        scenarios.adopt(made.actor, made.id, version=seen(made), calculation_id=calculation_id)
        assert places(made)[made.files[2]] == (Place.IN, Money(7_123_45))
    text = page(app, made, calculation_id)
    assert "7 123,45 €" in text
    assert "par pas de 100 €" in text
    board = plain(sign_in(app, made.actor).get(f"/scenarios/{made.id}").text)
    assert 'value="7 123,45"' in board
    assert "se tapent au centime" in board


def test_impossible_because_of_these_rules_and_no_other(app, made):
    with app.app_context():
        rule(made, kind="at_least", department="49", amount=30_000_00)
        rule(made, kind="at_most", count=3)
        found = propose(made)
        json.dumps(found.result, allow_nan=False)  # PostgreSQL takes no infinity
        calculation_id = found.id
    text = page(app, made, calculation_id)
    assert "impossible parce que" in text
    assert "30 000,00 € au moins pour le département 49" in text
    assert "L’enveloppe" in text
    assert "3 dossiers retenus au plus" not in text


def test_why_a_file_is_out_what_would_change_it_and_what_a_rule_costs(app, made):
    with app.app_context():
        rule(made, kind="at_most", count=1)
        scenarios.propose(made.actor, made.id, version=seen(made), keeps_hand=True, gap=Decimal(0), seconds=10)
        asked = scenarios.explain(made.actor, made.id, version=seen(made), file_id=made.files[1])
        assert solving.run(asked)
        found = db.session.get_one(Calculation, asked).result
        assert found["is_in"] is False
        assert found["difference"]["leaving"] == [made.files[0]]
        assert 18.9 < found["score_needed"]["value"] < 19.1  # the first has 19
        gains = {tuple(each["name"]): each["gain"] for each in found["prices"]}
        assert gains["at_most", "r2"] > 0
        richer = [str(made.world.envelopes[each]) for each in ("d49", "region")]
        assert [each["envelope"] for each in found["raised"]] == richer
    text = page(app, made, asked)
    assert "Le calcul ne le retient pas" in text
    assert "1 dossier retenu au plus pour tous les dossiers." in text
    assert "Note : il est retenu à partir de 19" in text


def test_made_once_whoever_asks_and_again_after_a_worker_died(app, made):
    with app.app_context():
        asked = scenarios.propose(made.actor, made.id, version=seen(made), keeps_hand=True, gap=Decimal(0), seconds=10)
        assert calculations.take(made.actor, asked)
        assert not solving.run(asked), "another worker is at it"
        with clock.stopped_at(clock.now() + timedelta(minutes=5)):
            text = page(app, made, asked)
            assert solving.run(asked)
        assert not solving.run(asked)
        assert not solving.run(10_000)
    assert "s’est arrêté en route" in text
    assert "Demander de nouveau" in text


def test_without_a_queue_the_demand_waits_and_the_page_says_so(app, made):
    answer = sign_in(app, made.actor).post(
        f"/scenarios/{made.id}/proposition", data={"version": 1, "gap": "0.0010", "seconds": "10"}
    )
    assert answer.status_code == 303
    asked = int(answer.location.rsplit("/", 1)[1])
    assert "attend son tour" in page(app, made, asked)
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        assert "est gardée" in page(app, made, asked)


def test_a_worker_of_the_queue_makes_it(app, made, valkey):
    app.config["REDIS_URL"] = valkey
    with app.app_context():
        asked = scenarios.propose(made.actor, made.id, version=seen(made), keeps_hand=True, gap=Decimal(0), seconds=10)
        assert queue.call() == 1
        (job,) = Queue("calculations", connection=Redis.from_url(valkey), serializer=JSONSerializer).jobs
        assert job.timeout >= 60 * (9 + 10)  # a minute for each question, and for ten envelopes
        db.session.remove()
        make_worker(app, ["calculations"]).work(burst=True)
        db.session.rollback()
        assert db.session.get_one(Calculation, asked).result["is_found"]
        assert queue.call() == 0


def test_a_file_outside_the_calculation_says_why(app, made):
    with app.app_context():
        db.session.get_one(Application, made.files[0]).state = "not_recommended"
        db.session.commit()
        asked = scenarios.explain(made.actor, made.id, version=seen(made), file_id=made.files[0])
        assert solving.run(asked)
    assert "hors du calcul" in page(app, made, asked)


def test_every_kind_of_constraint_has_its_words(database_url):
    rules = {
        f"r{rank}": SelectionRule(
            key=f"r{rank}", kind=kind, department="49", count=2, share=Decimal("0.5"), files=(1, 2)
        )
        for rank, kind in enumerate(RuleKind, start=1)
    }
    known = Known({1: "« A »", 2: "« B »"}, {3: "Sarthe"}, rules, {1: Money.of(5)})
    of_files = ("in", "out", "fixed", "least", "all_or_nothing", "lowest_rate", "highest_rate", "asked", "grant")
    names = [*((kind, "1") for kind in of_files), ("envelope", "3"), ("envelope", "tranches"), ("step", "10000")]
    written = [(str(each.kind), key) for key, each in rules.items() if each.kind not in BY_RULE.values()]
    said = [told(name, known) for name in [*names, *written]]
    assert len(set(said)) == len(said)
    assert not [each for each in said if "retirée" in each or "%(" in each]


def test_the_money_of_a_department_is_proposed_before_that_of_the_region(app, made):
    with app.app_context():
        envelope(made.world, "region").amount = Money.of(40_000)
        db.session.commit()
        spent = {}
        for _, envelope_id, cents in propose(made).result["grants"]:
            spent[envelope_id] = spent.get(envelope_id, 0) + cents
        assert spent == {made.world.envelopes["d49"]: 25_000_00, made.world.envelopes["region"]: 29_000_00}
