"""A reviewer of a blind call looks through every page and list of the system: nothing tells whose the file is."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.models import Answer, Application, Appointment, Piece, User
from grants.policies.blinding import blind_files
from grants.services import search_words
from grants.values import clock
from tests.support.instruction import add_complete_file, add_piece, add_review
from tests.support.web import sign_in
from tests.world import World, add_world, call_file
from workflows.roles import Role

NAME, STREET, TITLE = "Les Passerelles du Layon", "12 chemin des Ajoncs", "Une épicerie solidaire sur la route"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def blind(file: CallFile) -> CallFile:
    """The same call, scored blind; its first piece that is not for the payment identifies, the second does not."""
    first = next(each for each in file.pieces if each.used_for != ["payment"])
    pieces = [each.model_copy(update={"identifying": each is first}) for each in file.pieces]
    return file.model_copy(update={"blind_review": True, "pieces": pieces})


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """One file of a blind call, with an identifying answer, a piece that identifies and one that does not."""
    monkeypatch.setattr("tests.world.call_file", lambda key: blind(call_file(key)))
    with app.app_context():
        world = add_world(is_open=False)
        file = db.session.get_one(Application, add_complete_file(world, "under_review"))
        form = file.file.form_of(file.stage_key)
        section = next(each for each in form.sections if any(q.key == "legal_name" for q in each.questions))
        saved = select(Answer).filter_by(application_id=file.id, section_key=section.key)
        answer = db.session.scalars(saved).one()
        answer.values = {**answer.values, "legal_name": NAME, "street": STREET}
        asked = [each for each in file.file.pieces if each.used_for != ["payment"]][:2]
        for name, each in zip(("known", "open"), asked, strict=True):
            add_piece(file, each.key, world["applicant"])
            piece = db.session.scalars(select(Piece).filter_by(application_id=file.id, key=each.key)).one()
            piece.name, world.people[name] = f"{NAME}.pdf", piece.id
        search_words.index(file)
        world.people["file"] = file.id
        add_review(world, file.id, world["reviewer"])
        return world


def pages(app: Flask) -> list[str]:
    """Every address of the site that may be read, on this file and this round."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(("showcase.", "static", "bootstrap.")):
            path = rule.rule.replace("<number>", "CC20-0001").replace("<any(xlsx, ods):format>", "ods")
            for each in ("round_id", "meeting_id", "organisation_id", "call_id", "user_id", "id"):
                path = path.replace(f"<int:{each}>", "1")
            path = path.replace("<key>", "credits_commissaire_2020").replace("<section>", "project")
            found += [path] if "<" not in path else []
    return found


def told(app: Flask, user_id: int, paths: list[str]) -> set[str]:
    """The addresses whose page says the name or the street of the organisation."""
    client = sign_in(app, user_id)
    found = {path: client.get(path).get_data() for path in paths}
    return {path for path, page in found.items() if any(word.encode() in page for word in (NAME, STREET))}


def test_no_page_tells_a_blind_reviewer_whose_the_file_is(app: Flask, world: World) -> None:
    assert told(app, world["reviewer"], pages(app)) == set()
    assert "/instruction/CC20-0001" in told(
        app, world["instructor"], ["/instruction/CC20-0001"]
    )  # the sweep sees what there is to see


def test_the_page_says_what_was_taken_away_and_leaves_the_project(app: Flask, world: World) -> None:
    page = sign_in(app, world["reviewer"]).get("/instruction/CC20-0001")
    assert page.status_code == 200
    for words in ("Vous lisez ce dossier à l’aveugle", TITLE, "réponses sont retirées", "Noter ce dossier"):
        assert words in page.text.replace("\u202f", " ").replace("\xa0", " "), words


def test_an_identifying_piece_is_closed_and_another_is_handed_out_without_its_name(app: Flask, world: World) -> None:
    client = sign_in(app, world["reviewer"])
    assert client.get(f"/dossiers/CC20-0001/pieces/{world['known']}").status_code == 403
    listed = client.get("/instruction/CC20-0001").text
    assert f"/pieces/{world['open']}" in listed
    assert f"/pieces/{world['known']}" not in listed
    assert "identité bancaire" not in listed


def test_a_search_by_name_finds_the_file_for_those_who_know_alone(app: Flask, world: World) -> None:
    for name, is_found in (("reviewer", False), ("instructor", True)):
        for query in ("q=Passerelles", "organisme=Passerelles"):
            found = sign_in(app, world[name]).get(f"/instruction?{query}").text
            assert ("CC20-0001" in found) is is_found, (name, query)
    assert "CC20-0001" in sign_in(app, world["reviewer"]).get("/instruction").text


def test_blindness_ends_with_the_outcome_or_with_another_office(app: Flask, world: World) -> None:
    with app.app_context():
        me = db.session.get_one(User, world["reviewer"])
        assert blind_files(me) == {world["file"]}
        seat = Appointment(user_id=me.id, role=Role.COMMITTEE_MEMBER)
        db.session.add(seat)
        db.session.commit()
        assert blind_files(me) == {world["file"]}
        file = db.session.get_one(Application, world["file"])
        file.state = "awaiting_committee"
        db.session.commit()
        assert not blind_files(me)
        seat.role, file.state, file.released_at = Role.SERVICE, "under_review", clock.now()
        db.session.commit()
        assert not blind_files(me)
