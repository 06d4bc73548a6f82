"""Documents that go with a message."""

import re

import pytest
from sqlalchemy import func, select

from grants.database import db
from grants.models import Message, MessagePiece, StoredFile
from tests.support.documents import armed_pdf, paper
from tests.support.instruction import add_complete_file
from tests.views.after.pages import page_of, text, write


def test_documents_go_with_a_message_both_ways_and_are_stored_once(world, deposited, as_person):
    member, staff = as_person("applicant"), as_person("instructor")
    sent = write(member, deposited, "Voici deux papiers.", (paper("Un"), "../../un.pdf"), (paper("Deux"), "deux.pdf"))
    assert sent.status_code == 303
    assert write(staff, deposited, "Le premier vous revient.", (paper("Un"), "copie.pdf")).status_code == 303
    joined = db.session.scalars(select(MessagePiece).order_by(MessagePiece.id)).all()
    assert [each.name for each in joined] == ["un.pdf", "deux.pdf", "copie.pdf"]
    assert joined[0].digest == joined[2].digest
    assert db.session.scalar(select(func.count()).select_from(StoredFile).filter_by(digest=joined[0].digest)) == 1
    for client in (member, staff):
        got = client.get(f"{page_of(deposited)}/messages/pieces/{joined[0].id}")
        assert got.data == paper("Un")
        assert got.headers["Content-Disposition"].startswith("attachment")
    page = text(member.get(f"{page_of(deposited)}/messages"))
    assert "2 messages" in page
    assert "copie.pdf" in page
    number = page_of(deposited).rpartition("/")[2]
    assert "deux.pdf" in text(staff.get(f"/instruction/{number}"))


@pytest.mark.parametrize("name", ["outsider", "service", "visitor"])
def test_a_document_of_a_message_is_for_those_who_read_it(world, deposited, as_person, name):
    write(as_person("applicant"), deposited, "Un papier.", (paper("Un"), "un.pdf"))
    piece = db.session.scalars(select(MessagePiece.id)).one()
    answer = as_person(name).get(f"{page_of(deposited)}/messages/pieces/{piece}")
    assert answer.status_code == (401 if name == "visitor" else 403)


def test_a_document_is_found_at_its_own_file_alone(world, deposited, as_person):
    other = add_complete_file(world, rank=40)
    write(as_person("applicant"), deposited, "Un papier.", (paper("Un"), "un.pdf"))
    piece = db.session.scalars(select(MessagePiece.id)).one()
    assert as_person("applicant").get(f"{page_of(other)}/messages/pieces/{piece}").status_code == 404


def test_a_bad_document_is_refused_alone_and_nothing_else_is_lost(world, deposited, as_person):
    member = as_person("applicant")
    wrong = write(member, deposited, "Mon texte reste.", (paper("Bon"), "bon.pdf"), (b"MZ\x90" * 50, "facture.exe"))
    assert wrong.status_code == 422
    assert "facture.exe" in text(wrong)
    assert "Mon texte reste." in text(wrong)
    assert db.session.scalars(select(Message)).all() == []
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', wrong.text)
    assert kept, "the good one is offered again"
    assert write(member, deposited, "Mon texte reste.", kept=kept[1]).status_code == 303
    db.session.rollback()
    assert [each.name for each in db.session.scalars(select(MessagePiece))] == ["bon.pdf"]


def test_nobody_joins_a_content_that_they_did_not_send(world, deposited, as_person):
    wrong = write(as_person("representative"), deposited, "", (paper("Bon"), "bon.pdf"))
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', wrong.text)[1]
    for token in (kept, "eyJuYW1lIjoieCJ9.faux"):
        write(as_person("applicant"), deposited, "Bonjour.", kept=token)
    db.session.rollback()
    assert db.session.scalars(select(MessagePiece)).all() == []


def test_what_was_taken_out_of_a_document_is_said(world, deposited, as_person):
    write(as_person("applicant"), deposited, "Un papier.", (armed_pdf(), "statuts.pdf"))
    piece = db.session.scalars(select(MessagePiece)).one()
    assert piece.notes
    assert b"JavaScript" not in as_person("instructor").get(f"{page_of(deposited)}/messages/pieces/{piece.id}").data


def test_six_documents_are_one_too_many(world, deposited, as_person):
    many = [(paper(f"{rank}"), f"{rank}.pdf") for rank in range(6)]
    assert write(as_person("applicant"), deposited, "Beaucoup.", *many).status_code == 422
