"""Every act tells, in words that its rows can fill, those whom it concerns and nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from grants import outbox
from grants.database import db
from grants.definitions.mail import keys, mail
from grants.models import AgendaItem, Delegation, InboxItem, Message, OutboxItem, User
from grants.policies.permits import PERMITS
from grants.services.command import transaction
from grants.values import clock
from notifications.facts import FACTS
from notifications.notices import NOTICES
from notifications.relay import relay
from tests import world as whole
from tests.documents.lived import add_lived_file
from workflows.registry import WORKFLOWS

ELSEWHERE = (  # told by their services' own tests
    "account.", "organisation.", "invitation.", "joining.", "membership.", "accreditation.", "mandate.", "adviser.",
    "remark.", "alert.",
)  # fmt: skip
TOLD = {act for act, notices in NOTICES.items() if notices and not act.startswith(ELSEWHERE)}
# Sent by their own services, with a token or to people whom no file knows.
ALONE: set[str] = set()


# What the services name as the subject, where it is not the act's own noun.
ON_THE_FILE = dict.fromkeys(
    ["recovery.propose", "opinion.ask", "review.assign", "review.unassign", "review.abstain", "recusal.declare",
     "recusal.record", "message.send", "label.grant", "label.renew", "label.withdraw"],
    "application",
) | {"ruling.award_group": "round"}  # fmt: skip


@pytest.fixture
def lived(bare):
    world = whole.add_world()
    rows = add_lived_file(world)
    delegation = db.session.scalars(select(Delegation).filter_by(user_id=world["authority"])).one()
    item = db.session.scalars(select(AgendaItem)).one()
    others = {"delegation": (Delegation, delegation.id), "hearing": (AgendaItem, item.id)}
    return world, rows | others | {"recorded": world["committee_member"]}


def tell(rows, act, **more):
    """Run one act's notices; who read them at their counter, by name."""
    model, id = rows[act.partition(".")[0]]
    with transaction():
        if act in ON_THE_FILE:
            model, id = rows[ON_THE_FILE[act]]
        subject = db.session.get_one(model, id)
        about_no_file = act.startswith(("round.", "meeting.", "delegation.")) or act == "ruling.award_group"
        file_id = None if about_no_file else rows["application"][1]
        data = {"previous_closes_at": "2020-07-01T12:00:00+02:00"}
        if act == "application.hear" or act.startswith("hearing."):
            data |= {"hearing_at": "2020-09-01T10:00:00+02:00", "previous_at": "2020-09-02T10:00:00+02:00"}
            data |= {"meeting_id": rows["meeting"][1]}
        if act == "recusal.record":
            data |= {"user_id": rows["recorded"]}
        outbox.put(subject, act, at=clock.now(), application_id=file_id, **data, **more)
    relay(lambda email: None)
    readers = select(User.email).join(InboxItem).join(OutboxItem, OutboxItem.id == InboxItem.outbox_item_id)
    return {email.partition("@")[0] for email in db.session.scalars(readers.where(OutboxItem.act == act))}


def test_every_act_of_every_workflow_is_here():
    acts = {action.name for workflow in WORKFLOWS.values() for action in workflow.actions} | set(PERMITS)
    assert acts <= set(NOTICES)


def test_every_mail_is_sent_by_a_notice():
    sent = {notice.mail for notices in NOTICES.values() for notice in notices or ()}
    assert set(keys()) - sent == ALONE


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_every_notice_finds_its_words_and_its_people(lived):
    rows = lived[1]
    alone = {act: tell(rows, act) for act in sorted(TOLD)}
    assert db.session.scalars(select(OutboxItem.act).filter_by(done_at=None)).all() == []
    assert {act for act, people in alone.items() if not people} == {"meeting.sign"}, "minutes that nobody has signed"
    assert {"applicant", "representative"} <= alone["application.submit"]
    assert "instructor" in alone["application.submit"]
    assert alone["opinion.ask"] == {"service"}
    assert alone["review.assign"] == {"reviewer"}
    assert alone["recusal.confirm"] == {"committee_member"}
    assert alone["payment.approve"] == {"grant_manager"}
    assert "accountant" in alone["payment.order"]
    assert alone["evaluation.submit"] == {"commissioner"}
    assert {"authority", "prefect"} <= alone["application.propose_ineligible"]
    assert alone["agreement.send"] == {"representative"}
    assert alone["meeting.minute"] == {"president"}
    assert not any("outsider" in people or "clock" in people for people in alone.values())


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_minutes_are_signed_by_one_then_by_the_other(lived):
    rows = lived[1]
    for state, readers in (("countersigning", {"secretary"}), ("signed", {"president", "secretary"})):
        assert readers <= tell(rows, "meeting.sign", target=state)


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_of_a_ruling_only_the_staff_hear_until_it_is_published(lived):
    rows = lived[1]
    for act in sorted(act for act in TOLD if act.startswith("ruling.") and act != "ruling.publish"):
        assert tell(rows, act) & {"applicant", "representative"} == set(), act
    assert tell(rows, "label.grant") & {"applicant", "representative"} == set()
    rows["ruling"] = rows["application"]
    assert {"applicant", "representative"} <= tell(rows, "ruling.publish")


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_a_message_goes_to_the_other_side(lived):
    rows = lived[1]
    assert tell(rows, "message.send") == {"applicant", "representative"}
    with transaction():
        db.session.get_one(*rows["message"]).is_from_staff = False
        db.session.add(OutboxItem(act="message.send", application_id=rows["application"][1], subject_kind="message",
                                  subject_id=rows["message"][1], data={}, queued_at=clock.now()))  # fmt: skip
    relay(lambda email: None)
    last = db.session.scalar(select(OutboxItem.id).order_by(OutboxItem.id.desc()))
    readers = db.session.scalars(select(User.email).join(InboxItem).where(InboxItem.outbox_item_id == last))
    assert [email.partition("@")[0] for email in readers] == ["instructor"]
    assert db.session.get_one(Message, rows["message"][1]).body not in "".join(
        db.session.scalars(select(InboxItem.body))
    )


def test_every_variable_of_a_notice_is_known():
    for notices in NOTICES.values():
        for notice in notices or ():
            assert set(mail(notice.mail).variables) - {"url"} <= set(FACTS), notice.mail


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_rounds_of_past_years_that_are_loaded_tell_nobody_that_they_open_and_close(lived):
    rows = lived[1]
    assert "instructor" in tell(rows, "round.open")
    with transaction():
        round = db.session.get_one(*rows["round"])
        round.opens_at, round.closes_at = (clock.now() - timedelta(days=days) for days in (430, 400))
        db.session.execute(delete(InboxItem))
    assert tell(rows, "round.open") == tell(rows, "round.close") == set()
