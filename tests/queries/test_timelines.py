"""A file's history is short: what was saved ten times in a row is one line."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.models import Application, User
from grants.queries import timelines
from grants.values import clock
from tests.support.web import sign_in
from tests.world import World, add_file, add_world

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask) -> World:
    with app.app_context():
        return add_world()


def write(world: World, file: Application, *acts: str) -> None:
    """One entry a word: "who:act"."""
    for minute, each in enumerate(acts):
        who, act = each.split(":")
        journal.append(file, act, actor_id=world[who], at=clock.now() + timedelta(minutes=minute), section="projet")
    db.session.commit()


def test_saves_in_a_row_by_one_person_are_one_line_with_the_last_time(app: Flask, world: World) -> None:
    with app.app_context():
        file = db.session.get_one(Application, add_file(world, "submitted"))
        edit = "application.edit"
        write(world, file, "applicant:application.start", *[f"applicant:{edit}"] * 4, f"representative:{edit}",
              f"applicant:{edit}", "applicant:application.submit")  # fmt: skip
        lines = timelines.of_staff(file)
        applicant = db.session.scalar(select(User.name).filter_by(id=world["applicant"]))
        assert [(each.act.split(".")[1], each.times) for each in lines] == [
            ("submit", 1), ("edit", 1), ("edit", 1), ("edit", 4), ("start", 1),
        ]  # fmt: skip
        assert [each.actor == applicant for each in lines] == [True, True, False, True, True]
        assert lines[3].at - lines[4].at > timedelta(minutes=3)  # the last of the four
        assert len(timelines.of_staff(file, limit=5)) == 5
        number = file.number
    page = sign_in(app, world["instructor"]).get(f"/instruction/{number}").text
    assert page.count("a modifié le dossier") == 3
    assert "4 fois de suite" in page
