"""The readings of a round shared out: what lacks, links found, the sheet before anything is given, replacements."""

from datetime import timedelta

import pytest
from flask import Flask, g
from sqlalchemy import event, select

from grants.database import db
from grants.models import (
    Application,
    Appointment,
    Organisation,
    ReaderProfile,
    Recusal,
    Review,
    ReviewStatus,
    Round,
    User,
)
from grants.queries import panels, sharings
from grants.services import readings, recusals, reviews
from grants.values import clock
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.support.web import sign_in
from tests.world import World, add_organisation, add_world, version_of
from workflows.errors import Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PLACE = "/vagues/{}/lectures"


@pytest.fixture
def site(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def world(site: Flask):
    with site.app_context():
        yield add_world(is_open=False)


def add_reader(name: str, **profile: object) -> int:
    user_id = add_person(name)
    db.session.add(Appointment(user_id=user_id, role=Role.REVIEWER))
    said = {"skills": {}, "departments": [], "most": 5, "employer": "", "employer_siren": ""} | profile
    db.session.add(ReaderProfile(user_id=user_id, **said))
    db.session.commit()
    return user_id


def add_files(world: World, count: int) -> list[int]:
    return [add_complete_file(world, "under_review", rank=rank, theme="food_aid") for rank in range(1, count + 1)]


def sharing(world: World, who: str = "instructor") -> panels.Sharing:
    db.session.rollback()
    return panels.of_round(db.session.get_one(Round, world.round_id), db.session.get_one(User, world[who]))


def plain(answer) -> str:
    return answer.text.replace("\u202f", " ").replace("\xa0", " ").replace("&#39;", "’")


def enter(site: Flask, user_id: int):
    """A client of this person; whoever looked before is forgotten, though the context stays open."""
    db.session.remove()
    g.pop("_login_user", None)
    return sign_in(site, user_id)


def get(site: Flask, world: World, rest: str = "", who: str = "instructor"):
    return enter(site, world[who]).get(PLACE.format(world.round_id) + rest)


def post(site: Flask, world: World, rest: str, data: dict[str, object], who: str = "instructor"):
    return enter(site, world[who]).post(PLACE.format(world.round_id) + rest, data=data)


def pairs() -> set[tuple[int, int]]:
    db.session.rollback()
    return {(each.application_id, each.reviewer_id) for each in db.session.scalars(select(Review))}


def test_the_proposal_is_shown_first_then_given_as_ticked(site: Flask, world: World) -> None:
    files = add_files(world, 3)
    expert = add_reader("experte", skills={"food_aid": 100}, departments=["49"])
    sheet = sharings.proposed(sharing(world))
    assert sheet.proposal.is_found
    assert len(sheet.given) == 6
    page = plain(get(site, world, "/proposition?par=calcul"))
    assert "c’est son métier" in page
    assert "prouvée la meilleure à" in page
    assert pairs() == set(), "nothing is given by looking"
    ticked = [each.key for each in sheet.given if each.reader.user.id == expert]
    due = (clock.today() + timedelta(days=7)).isoformat()
    answer = post(site, world, "/proposition?par=calcul", {"given": ticked, "due_on": due})
    assert answer.status_code == 303
    assert pairs() == {(each, expert) for each in files}


def test_a_past_day_gives_nothing_and_shows_the_sheet_again(site: Flask, world: World) -> None:
    add_files(world, 1)
    keys = [each.key for each in sharings.proposed(sharing(world)).given]
    answer = post(site, world, "/proposition?par=calcul", {"given": keys, "due_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "jour à venir" in plain(answer)
    assert pairs() == set()


def test_links_found_are_never_proposed_and_ask_for_a_word_by_hand(site: Flask, world: World) -> None:
    (file_id,) = add_files(world, 1)
    db.session.get_one(Organisation, world.organisation_id).siret = "73282932000074"
    db.session.commit()
    linked = add_reader("liee", skills={"food_aid": 100}, employer_siren="732829320")
    free = add_reader("libre")
    sheet = sharings.proposed(sharing(world))
    assert linked not in {each.reader.user.id for each in sheet.given}
    page = plain(get(site, world))
    assert "le même SIREN que « Les Passerelles du Layon »" in page
    give = {"due_on": clock.today() + timedelta(days=5)}
    with pytest.raises(Refused, match="même SIREN"):
        reviews.assign(world["instructor"], file_id, version=version_of(Application, file_id),
                       reviewer_ids=[free, linked], **give)  # fmt: skip
    assert pairs() == set(), "neither of both"
    reviews.assign(world["instructor"], file_id, version=version_of(Application, file_id), reviewer_ids=[linked],
                   despite="Elle a quitté cet employeur.", **give)  # fmt: skip
    assert pairs() == {(file_id, linked)}


def test_a_link_is_recorded_or_set_aside(site: Flask, world: World) -> None:
    (file_id,) = add_files(world, 1)
    linked = add_reader("liee", employer="Passerelles du Layon")
    add_review(world, file_id, linked)
    assert (file_id, linked) in sharing(world).found
    recusals.set_aside(world["instructor"], file_id, version=version_of(Application, file_id), user_id=linked,
                       reason="Un homonyme.")  # fmt: skip
    assert (file_id, linked) not in sharing(world).found
    recusals.record(world["secretary"], file_id, version=version_of(Application, file_id), user_id=linked, reason="Si.")
    assert (file_id, linked) in sharing(world).barred
    assert db.session.scalars(select(Review.status)).all() == [ReviewStatus.ABSTAINED]
    kept = db.session.scalars(select(Recusal).order_by(Recusal.id)).all()
    assert [each.lifted_at is None for each in kept] == [False, True]
    with pytest.raises(Refused, match="déjà écartée"):
        recusals.record(world["secretary"], file_id, version=version_of(Application, file_id), user_id=linked,
                        reason="Encore.")  # fmt: skip
    with pytest.raises(Refused, match="déclarez-le"):
        recusals.record(world["secretary"], file_id, version=version_of(Application, file_id),
                        user_id=world["secretary"], reason="Moi.")  # fmt: skip


def test_who_drops_out_is_replaced_and_what_is_scored_stays(site: Flask, world: World) -> None:
    files = add_files(world, 3)
    leaving, staying = add_reader("partante"), add_reader("restante")
    add_review(world, files[0], leaving, "4.00")
    for file_id in files[1:]:
        add_review(world, file_id, leaving)
    for file_id in files:
        add_review(world, file_id, staying)
    sheet = sharings.proposed(sharing(world), leaving=leaving)
    assert {each.application_id for each in sheet.taken} == set(files[1:])
    assert {each.reader.user.id for each in sheet.given} == {world["reviewer"]}
    assert {each.file.file.id for each in sheet.given} == set(files[1:])
    due = (clock.today() + timedelta(days=7)).isoformat()
    told = {"given": [each.key for each in sheet.given], "due_on": due,
            "taken": [f"{each.application_id}:{each.id}:{each.version}" for each in sheet.taken]}  # fmt: skip
    assert post(site, world, f"/proposition?par=depart&personne={leaving}", told).status_code == 303
    assert pairs() == {(files[0], leaving), *((each, staying) for each in files),
                       *((each, world["reviewer"]) for each in files[1:])}  # fmt: skip


def test_what_lacks_is_said_in_words_and_what_can_be_is_proposed(site: Flask, world: World) -> None:
    files = add_files(world, 2)
    db.session.add(Recusal(application_id=files[0], user_id=world["reviewer"], reason="x", declared_at=clock.now()))
    db.session.commit()
    sheet = sharings.proposed(sharing(world))
    assert sheet.is_relaxed
    assert {(each.file.file.id, each.reader.user.id) for each in sheet.given} == {(files[1], world["reviewer"])}
    page = plain(get(site, world, "/proposition?par=calcul"))
    assert "CC20-0001 : 2 lectures voulues, 0 personnes libres" in page
    assert "avec moins de lectures" in page


def test_rules_propose_and_give_nothing_by_themselves(site: Flask, world: World) -> None:
    files = add_files(world, 2)
    db.session.get_one(Application, files[1]).theme = "housing"
    db.session.commit()
    reader = add_reader("experte")
    told = {"theme": "food_aid", "department": "", "reviewer_id": str(reader)}
    assert post(site, world, "/regles", told).status_code == 303
    assert post(site, world, "/regles", told | {"theme": ""}).status_code == 422
    found = sharings.by_rule(sharing(world), panels.rules_of(db.session.get_one(Round, world.round_id)))
    assert [(each.file.file.id, each.reader.user.id) for each in found.given] == [(files[0], reader)]
    assert pairs() == set()
    rule = panels.rules_of(db.session.get_one(Round, world.round_id))[0].id
    assert post(site, world, f"/regles/{rule}/retirer", {}).status_code == 303
    assert panels.rules_of(db.session.get_one(Round, world.round_id)) == []


def test_a_file_that_changed_is_left_and_said_while_others_are_given(site: Flask, world: World) -> None:
    files = add_files(world, 2)
    wanted = [readings.Wanted(each, version_of(Application, each), world["reviewer"]) for each in files]
    stale = readings.Wanted(files[0], wanted[0].version + 1, world["reviewer"])
    outcome = readings.share(world["instructor"], [stale, wanted[1]], [], due_on=clock.today() + timedelta(days=3))
    assert (outcome.given, [file for file, _ in outcome.refused]) == (1, [files[0]])
    assert pairs() == {(files[1], world["reviewer"])}


def test_only_organisers_share_and_who_is_recused_sees_the_file_nowhere_there(site: Flask, world: World) -> None:
    (file_id,) = add_files(world, 1)
    number = db.session.get_one(Application, file_id).number
    assert get(site, world, who="reviewer").status_code == 403
    assert number in get(site, world, who="secretary").text
    assert number in get(site, world, "/proposition?par=calcul", who="secretary").text
    recusals.declare(world["secretary"], file_id, version=version_of(Application, file_id), reason="x")
    assert number not in get(site, world, who="secretary").text
    assert number not in get(site, world, f"/proposition?par=main&dossier={file_id}&personne=4", who="secretary").text


def test_the_page_asks_as_many_questions_for_few_files_as_for_many(site: Flask, world: World) -> None:
    counted: list[int] = []
    for start, stop in ((1, 4), (4, 40)):
        for rank in range(start, stop):
            world.organisation_id = add_organisation(f"Asso {rank}", world["applicant"], world["representative"])
            add_review(world, add_complete_file(world, "under_review", rank=rank), world["reviewer"])
        client, said = enter(site, world["instructor"]), []
        listen = lambda *given, said=said: said.append(given[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        assert client.get(PLACE.format(world.round_id)).status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        counted.append(len(said))
    assert counted[0] == counted[1]


def test_a_reviewer_writes_their_own_sheet_and_nobody_elses(site: Flask, world: World) -> None:
    mine, other = world["reviewer"], add_reader("autre")
    client = enter(site, mine)
    told = {
        "most": "7",
        "departments": ["49"],
        "theme_housing": "100",
        "employer": "Ville",
        "employer_siren": "732829320",
    }
    assert client.get(f"/lecteurs/{other}").status_code == 404
    assert client.post(f"/lecteurs/{other}", data=told).status_code == 404
    assert client.post(f"/lecteurs/{mine}", data=told | {"employer_siren": "123"}).status_code == 422
    assert client.post(f"/lecteurs/{mine}", data=told).status_code == 303
    profile = db.session.scalars(select(ReaderProfile).filter_by(user_id=mine)).one()
    assert (profile.most, profile.skills, profile.departments) == (7, {"housing": 100}, ["49"])
    assert "Ville" in enter(site, world["instructor"]).get(f"/lecteurs/{mine}").text
    assert enter(site, world["instructor"]).post(f"/lecteurs/{mine}", data=told).status_code == 403
    assert enter(site, world["administrator"]).post(f"/lecteurs/{mine}", data=told | {"most": "9"}).status_code == 303
