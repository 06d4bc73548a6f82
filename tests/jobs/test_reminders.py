"""Reminders: at their time, once, and again only when the deadline has moved."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.jobs.reminders import remind
from grants.models import Application, OutboxItem, Report
from grants.services.command import transaction
from grants.values import clock
from notifications.relay import relay
from tests import world as whole
from tests.notifications.conftest import bare, small_url  # noqa: F401  # fixtures

CLOSING = timedelta(days=10)  # from now: tests.world


@pytest.fixture
def world(bare):  # noqa: F811
    return whole.add_world()


def acts_at(moment: datetime) -> list[str]:
    """What is asked for at this moment and was not before."""
    before = set(db.session.scalars(select(OutboxItem.id)))
    with clock.stopped_at(moment):
        remind()
        assert remind() == 0
    new = db.session.scalars(select(OutboxItem).order_by(OutboxItem.act))
    return [item.act for item in new if item.id not in before]


def test_a_draft_is_reminded_as_its_end_comes_near(world):
    whole.add_file(world, "draft", rank=1)
    whole.add_file(world, "submitted", rank=2)
    closes_at = db.session.get(Application, 1).closes_at
    assert acts_at(closes_at - timedelta(days=8)) == []
    assert acts_at(closes_at - timedelta(days=7)) == ["application.remind_7d"]
    assert acts_at(closes_at - timedelta(days=6, hours=23)) == []
    assert acts_at(closes_at - timedelta(hours=47)) == ["application.remind_48h"]
    assert acts_at(closes_at - timedelta(hours=6)) == ["application.remind_6h"]
    assert acts_at(closes_at + timedelta(minutes=59)) == []
    assert acts_at(closes_at + timedelta(hours=1)) == ["application.not_submitted"]


def test_a_moved_deadline_is_reminded_again(world):
    whole.add_file(world, "draft")
    closes_at = db.session.get(Application, 1).closes_at
    assert acts_at(closes_at - timedelta(hours=47)) == ["application.remind_48h"]
    with transaction():
        round = db.session.get(Application, 1).round
        later = (closes_at + timedelta(days=5)).isoformat()
        round.stages = [each | {"closes_at": later} for each in round.stages]
    assert acts_at(closes_at + timedelta(days=5, hours=-47)) == ["application.remind_48h"]


def test_a_report_is_reminded_before_and_after(world):
    file_id, due = whole.add_file(world, "awarded"), clock.now() + timedelta(days=100)
    report = Report(application_id=file_id, key="final", kind="final", label="Compte rendu", due_at=due,
                    workflow_key="report@1", state="due")  # fmt: skip
    db.session.add(report)
    db.session.commit()
    expected = {-60: "report.remind_60_before", -15: "report.remind_15_before", 1: "report.remind_1_after",
                15: "report.remind_15_after"}  # fmt: skip
    for days, act in expected.items():
        assert acts_at(due + timedelta(days=days)) == [act]
    assert acts_at(due + timedelta(days=200)) == []


def test_a_reminder_finds_its_words(world):
    whole.add_file(world, "draft")
    closes_at = db.session.get(Application, 1).closes_at
    sent = []
    with clock.stopped_at(closes_at - timedelta(hours=6)):
        remind()
        assert relay(sent.append) == 1
    assert len(sent) == 2
    assert "PAS ENCORE DÉPOSÉ" in sent[0]["Subject"]
    assert "6 heures" in sent[0].get_body().get_content()
