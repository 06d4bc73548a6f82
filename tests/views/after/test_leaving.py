"""A draft given up and taken back, a file withdrawn."""

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Letter
from grants.services import applications
from notifications.relay import relay
from tests.views.after.pages import page_of, text
from tests.world import version_of


def test_a_draft_is_deleted_after_being_asked_and_taken_back(world, draft, as_person):
    member = as_person("applicant")
    form = text(member.get(f"{page_of(draft)}/supprimer"))
    assert "Brouillons supprimés" in form
    assert db.session.get_one(Application, draft).state == "draft", "asking does nothing"
    data = {"version": version_of(Application, draft)}
    assert member.post(f"{page_of(draft)}/supprimer", data=data).status_code == 303
    assert "Ce brouillon est supprimé" in text(member.get(page_of(draft)))
    assert "Brouillons supprimés" in text(member.get("/mes-dossiers"))
    assert member.get(f"{page_of(draft)}/formulaire/request").status_code in (302, 303)
    data = {"version": version_of(Application, draft)}
    assert as_person("representative").post(f"{page_of(draft)}/reprendre", data=data).status_code == 303
    assert "À commencer" in text(member.get(page_of(draft)))


@pytest.mark.parametrize("name", ["outsider", "instructor", "administrator", "visitor"])
def test_nobody_else_deletes_or_takes_back(world, draft, as_person, name):
    for page in ("/supprimer", "/reprendre"):
        answer = as_person(name).post(f"{page_of(draft)}{page}", data={"version": 1})
        assert answer.status_code == (401 if name == "visitor" else 403)


def test_the_members_are_written_to(world, draft):
    applications.discard(world["applicant"], draft, version=version_of(Application, draft))
    db.session.rollback()
    sent = []
    relay(send=sent.append)
    told = [each for each in sent if "brouillon supprimé" in each["Subject"]]
    assert len(told) == 2
    assert "jusqu’au" in told[0].get_body(("plain",)).get_content()


def test_the_page_of_a_withdrawal_says_what_it_does(world, deposited, as_person):
    member = as_person("applicant")
    page = text(member.get(f"{page_of(deposited)}/se-desister"))
    assert "elle ne sera plus examinée" in page
    data = {"version": version_of(Application, deposited), "reason": "Le camion n’est plus là."}
    assert member.post(f"{page_of(deposited)}/se-desister", data=data).status_code == 303
    letter = db.session.scalars(select(Letter).filter_by(application_id=deposited, act="application.withdraw")).one()
    assert letter.released_at is not None
    assert letter.reference in text(member.get(f"{page_of(deposited)}/documents"))
