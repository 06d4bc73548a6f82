"""Pieces joined to a file, read by its people alone."""

import io

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Piece
from grants.services import applications, organisations
from tests.support.answers import fill
from tests.support.documents import paper
from tests.views.portal import file, text
from tests.world import version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PDF = paper("Relevé d’identité bancaire")


def give(client, number, content, name, key="bank_details"):
    data = {f"{key}-content": (io.BytesIO(content), name)}
    return client.post(f"/dossiers/{number}/pieces/{key}", data=data, content_type="multipart/form-data")


def test_a_piece_is_joined_replaced_kept_and_read_by_its_people_alone(world, member, draft, number, as_person):
    assert give(member, number, PDF, "../../etc/rib é.pdf").status_code == 303
    assert give(member, number, paper("Un autre relevé"), "rib 2.pdf").status_code == 303
    old, new = db.session.scalars(select(Piece).order_by(Piece.id)).all()
    assert (old.name, old.replaced_at is None, new.replaced_at) == ("rib é.pdf", False, None)
    answer = member.get(f"/dossiers/{number}/pieces/{new.id}")
    assert answer.data == paper("Un autre relevé")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for name in ("outsider", "instructor"):
        assert as_person(name).get(f"/dossiers/{number}/pieces/{new.id}").status_code == 403


def test_a_piece_given_once_is_offered_to_the_next_file(world, member, draft, number):
    give(member, number, PDF, "rib.pdf")
    second = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    address = f"/dossiers/{file(second).number}/pieces"
    assert "Reprendre « rib.pdf »" in text(member.get(address))
    given = db.session.scalars(select(Piece.id)).one()
    member.post(f"{address}/bank_details/reprendre", data={"piece_id": given})
    assert db.session.scalars(select(Piece.digest).filter_by(application_id=second)).one()


def test_a_piece_of_another_organisation_is_not_taken(world, member, draft, number, as_person):
    give(member, number, PDF, "rib.pdf")
    theirs = organisations.create(world["outsider"], name="Les Autres")
    other = applications.start(world["outsider"], world.round_id, organisation_id=theirs)
    given = db.session.scalars(select(Piece.id)).one()
    address = f"/dossiers/{file(other).number}/pieces/bank_details/reprendre"
    assert as_person("outsider").post(address, data={"piece_id": given}).status_code == 403


def test_bank_details_are_for_those_who_check_and_pay(world, member, draft, number, as_person):
    fill(world["applicant"], draft)
    give(member, number, PDF, "rib.pdf")
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    piece = db.session.scalars(select(Piece).filter_by(key="bank_details", replaced_at=None)).one()
    address = f"/dossiers/{number}/pieces/{piece.id}"
    assert as_person("instructor").get(address).status_code == 200
    assert as_person("committee_member").get(address).status_code == 403
