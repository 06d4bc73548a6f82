"""What had begun before the deadline may end after it."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants.arriving import parts
from grants.database import db
from grants.models import Application, Piece, Round
from grants.services import applications
from grants.values import clock
from tests.support.answers import fill
from tests.views.uploads.steps import CONTENT, MIDDLE, SQLITE, START, begin, count, finish, send
from tests.world import version_of


@SQLITE
class TestDeadline:
    """The instant that counts is when the whole of the file was here."""

    @pytest.fixture
    def closes_at(self, site, world):
        with site.app_context():
            found = db.session.scalars(select(Application)).one().closes_at
            db.session.remove()
            return found

    def test_begun_before_and_whole_after_it_is_refused_kept_and_told(self, site, world, member, closes_at):
        second = timedelta(seconds=1)
        with clock.stopped_at(closes_at - second):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT[:MIDDLE])
        with clock.stopped_at(closes_at):
            send(member, place, MIDDLE, CONTENT[MIDDLE:])
            answer = finish(member, place)
        assert answer.status_code == 422
        assert "date limite est passée" in answer.json["detail"]
        assert count(site, Piece) == 0
        with site.app_context():
            assert parts.length(place.rsplit("/", 1)[1]) == len(CONTENT)

    def test_whole_before_it_is_joined_even_if_that_is_said_after(self, site, world, member, closes_at):
        with clock.stopped_at(closes_at - timedelta(seconds=1)):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT)
        with clock.stopped_at(closes_at + timedelta(minutes=5)):
            assert finish(member, place).json["piece"]

    def test_what_was_kept_is_joined_when_the_deadline_is_put_off(self, site, world, member, closes_at):
        with clock.stopped_at(closes_at + timedelta(seconds=1)):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT)
            assert finish(member, place).status_code == 422
        with site.app_context():
            round = db.session.scalars(select(Round)).one()
            later = (closes_at + timedelta(days=1)).isoformat()
            round.stages = [*round.stages[:-1], round.stages[-1] | {"closes_at": later}]
            db.session.commit()
            db.session.remove()
        with clock.stopped_at(closes_at + timedelta(hours=1)):
            assert finish(member, place).json["piece"]

    def test_the_plain_form_obeys_the_same_second(self, site, world, member, closes_at):
        address = START.removesuffix("/envois")
        for moment, status in ((closes_at, 422), (closes_at - timedelta(seconds=1), 303)):
            with clock.stopped_at(moment):
                data = {"bank_details-content": (io.BytesIO(CONTENT), "rib.pdf")}
                assert member.post(address, data=data).status_code == status

    def test_a_file_handed_in_meanwhile_is_not_touched(self, site, world, member):
        place = begin(member).json["address"]
        send(member, place, 0, CONTENT)
        with site.app_context():
            fill(world["applicant"], 1)
            before = db.session.scalar(select(func.count()).select_from(Piece))
            applications.submit(world["representative"], 1, version=version_of(Application, 1))
            db.session.remove()
        assert finish(member, place).status_code in (403, 422)
        assert count(site, Piece) == before
