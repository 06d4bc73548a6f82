"""Messages, notices, one's account and one's organisation."""

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, InboxItem, Message, OutboxItem
from grants.services import applications
from grants.values import clock
from tests.support.answers import fill
from tests.views.portal import text
from tests.world import version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_messages_go_both_ways_once_the_file_is_handed_in(world, member, draft, number, as_person):
    early = member.post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Bonjour"})
    assert "pas encore déposé" in text(early)
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    member.post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Une question."})
    as_person("instructor").post(f"/dossiers/{number}/messages", data={"version": 1, "body": "Une réponse."})
    said = [(each.body, each.is_from_staff) for each in db.session.scalars(select(Message).order_by(Message.id))]
    assert said == [("Une question.", False), ("Une réponse.", True)]
    assert "Une réponse." in text(member.get(f"/dossiers/{number}/messages"))


def told(user_id, application_id, link):
    """A notice in this person's inbox; its id."""
    item = OutboxItem(act="application.submit", subject_kind="application", subject_id=application_id, data={})
    item.queued_at = clock.now()
    db.session.add(item)
    db.session.flush()
    notice = InboxItem(user_id=user_id, outbox_item_id=item.id, act=item.act, created_at=clock.now(), link=link)
    notice.subject, notice.body = "Votre dossier est déposé", "Il est déposé."
    db.session.add(notice)
    db.session.commit()
    return notice.id


def test_my_account_tells_who_i_am_and_opening_a_notice_reads_it(world, member, draft, number):
    notice = told(world["applicant"], draft, f"http://ailleurs.example/dossiers/{number}")
    page = text(member.get("/compte"))
    for words in ("Applicant Fictif", "Les Passerelles du Layon", "Votre dossier est déposé"):
        assert words in page
    assert member.post(f"/compte/avis/{notice}").location == f"/dossiers/{number}"
    assert "Vous avez tout lu" in text(member.get("/compte"))


def test_a_notice_of_somebody_else_is_not_mine(world, member, draft):
    assert member.post(f"/compte/avis/{told(world['instructor'], draft, '/')}").status_code == 404


def test_an_organisation_is_seen_by_its_people(world, member, as_person):
    address = f"/organisations/{world.organisation_id}"
    assert "Les Passerelles du Layon" in text(member.get(address))
    assert as_person("outsider").get(address).status_code == 403
