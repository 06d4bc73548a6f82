"""What a form knows beforehand: the organisation's page first, then its last file."""

import pytest
from flask import Flask
from sqlalchemy import event

from grants.database import db
from grants.models import Answer, Application, Membership
from grants.queries.answers import prefilled
from grants.values import clock
from tests.world import World, add_file, add_world

ASKED = {"carrier": "organisation.legal_name", "people": "organisation.representative"}


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world()


def draft(world: World) -> Application:
    return db.session.get_one(Application, add_file(world))


def test_the_representatives_in_office_are_known_without_their_past_ones(world: World) -> None:
    file = draft(world)
    gone = Membership(user_id=world["applicant"], organisation_id=world.organisation_id, role="representative",
                      began_at=clock.now(), ended_at=clock.now())  # fmt: skip
    db.session.add(gone)
    db.session.commit()
    known = prefilled(file, ASKED)
    assert known["carrier"] == file.organisation.name
    assert [each["email"] for each in known["people"]] == ["representative@guichet.example"]


def test_people_are_not_read_for_a_form_that_does_not_ask_for_them(world: World) -> None:
    file = draft(world)
    name, sent = file.organisation.name, []
    event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    assert prefilled(file, {"carrier": "organisation.legal_name"}) == {"carrier": name}
    assert sent == []


def test_what_its_page_lacks_comes_from_the_last_file_handed_in(world: World) -> None:
    file, earlier = draft(world), db.session.get_one(Application, add_file(world, "submitted", rank=2))
    form = earlier.file.form_of(earlier.stage_key)
    key, source = next(
        (each.key, each.prefill) for each in form.questions if (each.prefill or "").endswith("usual_name")
    )
    db.session.add(Answer(application_id=earlier.id, form_key=form.key, section_key="organisation",
                          values={key: "L’Abri"}, saved_at=clock.now(), saved_by_id=world["applicant"]))  # fmt: skip
    db.session.commit()
    assert prefilled(file, {"name": source}) == {"name": "L’Abri"}
