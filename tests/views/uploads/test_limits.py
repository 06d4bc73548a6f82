"""How much may be sent, how many, and for how long it is kept."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import Piece
from grants.services import uploads
from grants.values import clock
from tests.support import documents
from tests.views.uploads.steps import CONTENT, JSON, MIDDLE, SQLITE, START, begin, send


@SQLITE
@pytest.mark.parametrize(("size", "said"), [(0, "est vide"), (11 * 1024 * 1024, "dépasse 10 Mo"), (-5, "est vide")])
def test_the_limit_of_the_call_is_said_before_anything_travels(world, member, size, said):
    answer = member.post(START, data={"name": "rib.pdf", "size": size, "mark": ""}, headers=JSON)
    assert (answer.status_code, said in answer.json["detail"]) == (422, True)


@SQLITE
def test_one_person_does_not_fill_the_disk(site, world, member, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 2 * len(CONTENT))
    places = [begin(member, mark=str(rank)) for rank in range(3)]
    assert [each.status_code for each in places] == [201, 201, 422]
    assert "envois en cours" in places[2].json["detail"]
    assert member.delete(places[0].json["address"], headers=JSON).status_code == 204
    assert begin(member, mark="4").status_code == 201


@SQLITE
def test_what_nobody_finished_for_a_day_is_forgotten(site, world, member):
    now = clock.now()
    with clock.stopped_at(now - timedelta(hours=30)):
        old = begin(member, mark="old").json["address"]
        moving = begin(member, mark="moving").json["address"]
    send(member, moving, 0, CONTENT[:MIDDLE])
    recent = begin(member, mark="recent").json["address"]
    with site.app_context():
        assert uploads.purge() == 1
    assert [member.get(each, headers=JSON).status_code for each in (old, moving, recent)] == [404, 200, 200]


@SQLITE
def test_too_many_files_are_refused_on_the_page_itself(site, world, member):
    """A piece that takes one file replaces it; one that takes several says when it is full."""
    address = START.removesuffix("/envois")
    for line in ("un", "deux"):
        data = {"bank_details-content": (io.BytesIO(documents.paper(line)), "rib.pdf")}
        assert member.post(address, data=data).status_code == 303
    page = member.get("/dossiers/CC20-0001/pieces").text
    assert "Une version précédente" in page
    with site.app_context():
        assert db.session.scalar(select(func.count()).where(Piece.replaced_at.is_(None))) == 1
