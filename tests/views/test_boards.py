"""The selection board: scenarios only try, a stale tab loses nothing, a recused person sees nothing of a file."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Place, Recusal, Review, ReviewStatus, Ruling, Scenario, ScenarioLine
from grants.services import scenarios
from grants.services.scenarios import Move
from grants.values import clock
from grants.values.money import Money
from tests.support.web import sign_in
from tests.views.test_money_lists import statements
from tests.world import World, add_file, add_world, envelope

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EUROS = Money.of


def add_files(world: World, ranks: range) -> list[int]:
    """Recommended files with a score each, the first the best."""
    found = []
    for rank in ranks:
        file_id = add_file(world, "recommended", rank=rank, recommended_amount=EUROS(10_000))
        reading = {"stage_key": db.session.get_one(Application, file_id).stage_key, "status": ReviewStatus.SCORED}
        db.session.add(Review(application_id=file_id, reviewer_id=world["reviewer"], total=20 - rank % 20, **reading,
                              marks={}, assigned_at=clock.now(), assigned_by_id=world["instructor"]))  # fmt: skip
        found.append(file_id)
    db.session.commit()
    return found


@pytest.fixture
def made(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world(is_open=False)
        envelope(world, "d49").amount = EUROS(25_000)
        files = add_files(world, range(1, 4))
        scenario_id = scenarios.begin(world["authority"], world.round_id, version=1, name="Ordre du comité")
        return SimpleNamespace(world=world, files=files, id=scenario_id, address=f"/scenarios/{scenario_id}")


def plain(text: str) -> str:
    """With spaces that break."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def places(app, scenario_id):
    with app.app_context():
        lines = db.session.scalars(select(ScenarioLine).filter_by(scenario_id=scenario_id))
        return {each.application_id: (each.place, each.amount) for each in lines}


def version(app, scenario_id):
    with app.app_context():
        return db.session.get_one(Scenario, scenario_id).version


def test_it_begins_as_the_committee_advised_and_says_what_is_missing(app, made):
    assert places(app, made.id) == {key: (Place.IN, EUROS(10_000)) for key in made.files}
    page = plain(sign_in(app, made.world["authority"]).get(made.address).text)
    assert "il manque 5 000" in page
    assert page.count("ne tient pas sur") == 1


def test_what_is_sent_moves_and_decides_nothing(app, made):
    first, second, _ = made.files
    answer = sign_in(app, made.world["authority"]).post(f"{made.address}/dossiers", data={
        "version": version(app, made.id),
        f"place-{first}": "in", f"amount-{first}": "7 500,50", f"place-{second}": "out",
    })  # fmt: skip
    assert answer.status_code == 303
    found = places(app, made.id)
    assert (found[first], found[second]) == ((Place.IN, Money.parse("7500,50")), (Place.OUT, None))
    with app.app_context():
        assert db.session.scalars(select(Ruling)).all() == []


def test_a_stale_tab_keeps_what_was_typed(app, made):
    client, seen = sign_in(app, made.world["authority"]), version(app, made.id)
    sent = {f"place-{made.files[0]}": "reserve", "version": seen}
    client.post(f"{made.address}/dossiers", data=sent)
    answer = client.post(f"{made.address}/dossiers", data={
        f"place-{made.files[1]}": "in", f"amount-{made.files[1]}": "1 234,56", "version": seen,
    })  # fmt: skip
    assert answer.status_code == 409
    assert 'value="1 234,56"' in answer.text
    assert places(app, made.id)[made.files[1]] == (Place.IN, EUROS(10_000))
    answer = client.post(f"{made.address}/dossiers", data=sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")


def test_more_than_the_demand_or_no_amount_at_all_is_refused_with_what_was_typed(app, made):
    client = sign_in(app, made.world["authority"])
    for typed in ("18 000,01", "beaucoup"):
        answer = client.post(f"{made.address}/dossiers", data={
            f"place-{made.files[0]}": "in", f"amount-{made.files[0]}": typed, "version": version(app, made.id),
        })  # fmt: skip
        assert (answer.status_code, typed in answer.text) == (422, True)


def test_a_script_is_told_the_credits_again(app, made):
    answer = sign_in(app, made.world["authority"]).post(
        f"{made.address}/dossiers", headers={"Accept": "application/json"},
        data={f"place-{made.files[2]}": "reserve", "version": version(app, made.id)},
    )  # fmt: skip
    said = answer.get_json()
    assert said["version"] == version(app, made.id)
    assert "reste 5 000" in plain(said["panel"])
    assert "il manque" not in plain(said["panel"])
    assert said["rows"][str(made.files[2])]["place"] == "reserve"


def test_only_its_author_changes_it_and_deciders_read_it_once_shared(app, made):
    other, instructor = sign_in(app, made.world["prefect"]), sign_in(app, made.world["instructor"])
    assert other.get(made.address).status_code == 403
    with app.app_context():
        scenarios.share(made.world["authority"], made.id, version=version(app, made.id), is_shared=True)
    assert other.get(made.address).status_code == 200
    assert instructor.get(made.address).status_code == 403
    sent = {f"place-{made.files[0]}": "out", "version": version(app, made.id)}
    assert other.post(f"{made.address}/dossiers", data=sent).status_code == 422
    assert places(app, made.id)[made.files[0]][0] == Place.IN


def test_a_recused_decider_sees_nothing_of_the_file_and_the_credits_whole(app, made):
    with app.app_context():
        scenarios.share(made.world["authority"], made.id, version=version(app, made.id), is_shared=True)
        hidden = db.session.get_one(Application, made.files[1])
        hidden.title = "Le projet caché"
        db.session.add(Recusal(application_id=hidden.id, user_id=made.world["prefect"], declared_at=clock.now(),
                               reason="x"))  # fmt: skip
        db.session.commit()
        copy_id = scenarios.begin(made.world["prefect"], made.world.round_id, version=1, name="Le mien")
        number = db.session.get_one(Application, made.files[1]).number
    client = sign_in(app, made.world["prefect"])
    pages = [made.address, f"/scenarios/{copy_id}", f"/selection/{made.world.round_id}",
             f"/selection/{made.world.round_id}/comparer?montrer=tout",
             f"{made.address}/pourquoi?dossier={made.files[0]}",
             f"/scenarios/{copy_id}/regles?regle=exclusive"]  # fmt: skip
    for address in pages:
        text = client.get(address).text
        assert ("Le projet caché" in text, number in text) == (False, False), address
    assert "il manque 5 000" in plain(client.get(made.address).text)  # the file that is not seen counts in the envelope
    assert made.files[1] not in places(app, copy_id)
    assert client.post(f"/scenarios/{copy_id}/dossiers", data={
        f"place-{made.files[1]}": "in", "version": version(app, copy_id)}).status_code == 422  # fmt: skip


@pytest.mark.parametrize("path", ["/scenarios/1", "/selection/1", "/selection/1/comparer?scenario=1&scenario=2"])
def test_a_board_asks_as_much_of_the_database_for_3_files_as_for_300(app, made, path):
    with app.app_context():
        scenarios.copy(made.world["authority"], made.id, version=1, name="Autre")
    few = statements(app, made.world["authority"], path)
    with app.app_context():
        files = add_files(made.world, range(4, 301))
        seen = db.session.get_one(Scenario, made.id).version
        scenarios.edit(made.world["authority"], made.id, version=seen, moves={key: Move(Place.IN) for key in files})
    assert statements(app, made.world["authority"], path) == few


def test_two_scenarios_side_by_side_say_what_differs(app, made):
    with app.app_context():
        other = scenarios.copy(made.world["authority"], made.id, version=1, name="Sans le premier")
        seen = db.session.get_one(Scenario, other).version
        scenarios.edit(made.world["authority"], other, version=seen, moves={made.files[0]: Move(Place.OUT)})
    page = sign_in(app, made.world["authority"]).get("/selection/1/comparer").text
    assert page.count("Une épicerie solidaire") == 1
    assert "Sans le premier" in page


def test_a_file_leads_to_its_ruling_with_the_amount_of_the_scenario(app, made):
    client = sign_in(app, made.world["authority"])
    client.post(f"{made.address}/dossiers", data={
        f"place-{made.files[0]}": "in", f"amount-{made.files[0]}": "7 500",
        "version": version(app, made.id)})  # fmt: skip
    page = client.get(made.address).text
    assert "/retenir?montant=750000&amp;part_3=750000" in page
    ruling = client.get("/dossiers/CC20-0001/retenir?montant=750000").text
    assert 'value="7 500,00"' in plain(ruling)
