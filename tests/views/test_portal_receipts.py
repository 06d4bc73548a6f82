"""The deposit and its proof: one file, one receipt, that anybody may check."""

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, OutboxItem, Receipt
from grants.services import applications
from tests.support.answers import fill
from tests.support.signing import signed
from tests.views.portal import file, text
from tests.world import PASSWORD, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_an_incomplete_file_is_not_handed_in_and_each_gap_has_its_link(member, draft, number):
    page = member.get(f"/dossiers/{number}/deposer")
    assert f"/dossiers/{number}/formulaire/organisation?verifier=tout" in page.text
    assert f"/dossiers/{number}/pieces#bank_details" in page.text
    sent = {"version": file(draft).version, "is_sincere": "y", "proof_password": PASSWORD}
    assert member.post(f"/dossiers/{number}/deposer", data=sent).status_code == 422
    assert file(draft).state == "draft"


def test_pressed_twice_there_is_one_file_and_one_receipt(world, as_person, draft, number):
    fill(world["applicant"], draft)
    member = as_person("representative")
    data = signed(member.get(f"/dossiers/{number}/deposer").text)
    answers = [member.post(f"/dossiers/{number}/deposer", data=data) for _ in range(2)]
    assert [each.location for each in answers] == [f"/dossiers/{number}/recepisse"] * 2
    assert len(db.session.scalars(select(Receipt)).all()) == 1
    assert db.session.scalars(select(OutboxItem).filter_by(act="application.submit")).one()
    page = text(member.get(f"/dossiers/{number}/recepisse"))
    assert "Votre dossier est déposé" in page
    assert "18 000,00 €" in page
    assert member.get(f"/dossiers/{number}/deposer").location == f"/dossiers/{number}/recepisse"


def test_the_receipt_is_a_pdf_without_the_queue(world, member, draft, number):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    answer = member.get(f"/dossiers/{number}/recepisse.pdf")
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_anybody_checks_a_receipt_and_learns_nothing_personal(world, draft, number, as_person):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    receipt = db.session.scalars(select(Receipt)).one()
    page = text(as_person("visitor").get(f"/recepisse/{receipt.code.lower()}"))
    assert number in page
    assert receipt.snapshot.digest in page
    for secret in ("Passerelles", "Applicant", "épicerie", "18 000"):
        assert secret not in page
    assert as_person("visitor").get("/recepisse/AAAA-AAAA").status_code == 404
