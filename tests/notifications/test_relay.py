"""The relay, killed, doubled, refused: nothing lost, nothing twice at the counter."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from grants.database import db
from grants.models import InboxItem, OutboxItem
from grants.services import inbox_items, outbox_items
from grants.values import clock
from notifications import relay as module
from notifications.relay import relay
from tests.notifications.small_world import AT, add_items


class Killed(BaseException):
    """What a SIGKILL looks like from inside: nothing catches it."""


def inbox():
    return Counter(tuple(row) for row in db.session.execute(select(InboxItem.outbox_item_id, InboxItem.user_id)))


def waiting():
    return db.session.scalar(select(func.count(OutboxItem.id)).filter_by(done_at=None))


def later(minutes=2):
    return clock.stopped_at(datetime.now(UTC) + timedelta(minutes=minutes))


def test_a_receipt_reaches_the_applicants_and_their_instructor(small):
    add_items(1)
    sent = []
    assert relay(sent.append) == 1
    assert sorted(email["To"] for email in sent) == [
        "editrice@exemple.fr",
        "instructrice@exemple.fr",
        "presidente@exemple.fr",
    ]
    assert set(inbox()) == {(1, 1), (1, 2), (1, 3)}
    assert {email["Message-ID"] for email in sent} == {f"<1.{n}@guichet.example>" for n in (1, 2, 3)}
    assert sent[0]["Subject"].startswith("Crédits 2020 – CC20-0001")
    assert "https://guichet.example/dossiers/CC20-0001" in sent[0].get_body().get_content()
    assert waiting() == 0


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_random_lines_it_starts_again_at_the_same_item(small, monkeypatch, seed):
    add_items(12)
    dice, sent = random.Random(seed), []

    def fragile(function):
        def run(*args, **kwargs):
            if dice.random() < 0.12:
                raise Killed
            answer = function(*args, **kwargs)
            if dice.random() < 0.12:
                raise Killed
            return answer

        return run

    for room, name in (
        (outbox_items, "claim"),
        (outbox_items, "mark_done"),
        (inbox_items, "deliver"),
        (module, "write"),
    ):
        monkeypatch.setattr(room, name, fragile(getattr(room, name)))
    send = fragile(sent.append)
    for turn in range(300):
        with later(2 * turn):
            try:
                relay(send)
            except Killed:
                db.session.remove()
            if not waiting():
                break
    assert waiting() == 0
    assert inbox() == Counter({(item, user): 1 for item in range(1, 13) for user in (1, 2, 3)})
    assert {email["Message-ID"] for email in sent} == {
        f"<{item}.{user}@guichet.example>" for item in range(1, 13) for user in (1, 2, 3)
    }
    assert len(sent) > 36  # some were sent again, under the same Message-ID


def test_relays_at_the_same_time_never_send_twice(small):
    add_items(20)
    db.session.remove()
    sent, start = [], Barrier(4)

    def work():
        with small.app_context():
            start.wait()
            relay(sent.append)
            db.session.remove()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(email["Message-ID"] for email in sent).most_common(1)[0][1] == 1
    assert len(sent) == 60
    assert waiting() == 0


def test_a_poisoned_item_blocks_no_other(small, caplog):
    add_items(1, act="application.fly")
    add_items(2)
    sent = []
    assert relay(sent.append) == 2
    assert len(sent) == 6
    poisoned = db.session.get(OutboxItem, 1)
    assert poisoned.done_at is None
    assert poisoned.retry_at > datetime.now(UTC) + timedelta(seconds=20)
    assert relay(sent.append) == 0
    with later():
        relay(sent.append)
    assert db.session.get(OutboxItem, 1).tries == 2


def test_a_mail_that_fails_is_tried_again_and_the_others_are_not_sent_twice(small):
    add_items(1)
    sent, fails = [], [True]

    def send(email):
        if "presidente" in email["To"] and fails.pop():
            raise OSError("the server hung up")
        sent.append(email["To"])

    assert relay(send) == 0
    fails.append(False)
    with later():
        assert relay(send) == 1
    assert Counter(sent) == Counter(["editrice@exemple.fr", "presidente@exemple.fr", "instructrice@exemple.fr"])
    assert set(inbox().values()) == {1}


def test_the_database_itself_refuses_a_double(small):
    add_items(1)
    relay(lambda email: None)
    copy = {"act": "application.submit", "subject": "s", "body": "b", "link": "l", "created_at": AT}
    db.session.add(InboxItem(user_id=1, outbox_item_id=1, **copy))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_before_the_publication_the_applicant_hears_nothing(small):
    for act in ("award", "reserve", "refuse", "take_no_action", "change_amount"):
        add_items(1, act=f"ruling.{act}")
    sent = []
    relay(sent.append)
    assert sent == []
    assert {user for _, user in inbox()} == {3}


def test_a_rehearsal_sends_nothing_outside(small, tmp_path):
    small.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    add_items(1, is_simulated=True)
    assert relay() == 1
    kept = sorted(path.name for path in Path(small.config["MAIL_FOLDER"]).iterdir())
    assert kept == [f"1.{user}@guichet.example.eml" for user in (1, 2, 3)]


def test_what_was_played_long_ago_was_read_then(small):
    """The people of the demonstration find what is new, not years of notices."""
    add_items(2, is_simulated=True)
    old, new = db.session.scalars(select(OutboxItem).order_by(OutboxItem.id))
    new.queued_at = clock.now() - timedelta(days=2)
    db.session.commit()
    relay(lambda email: None)
    rows = select(InboxItem.outbox_item_id, InboxItem.read_at.is_(None)).distinct()
    assert {tuple(row) for row in db.session.execute(rows)} == {(old.id, False), (new.id, True)}
    assert db.session.scalar(select(func.max(InboxItem.created_at))) < clock.now() - timedelta(days=1)


def test_a_recused_person_hears_nothing_of_the_file(small):
    from grants.models import Recusal

    db.session.add(Recusal(application_id=1, user_id=3, reason="lien", declared_at=AT))
    add_items(1)
    relay(lambda email: None)
    assert {user for _, user in inbox()} == {1, 2}


def test_smtp_down_then_up(small, mailbox, smtp_url):
    small.config["SMTP_URL"] = smtp_url
    mailbox.is_down = True
    add_items(2)
    assert relay() == 0
    assert set(inbox().values()) == {1}  # the counter doesn't wait for the mail
    mailbox.is_down = False
    with later():
        assert relay() == 2
    identifiers = Counter(email["Message-ID"] for email in mailbox.messages)
    assert identifiers == Counter({f"<{item}.{user}@guichet.example>": 1 for item in (1, 2) for user in (1, 2, 3)})


def test_without_a_queue_the_act_goes_on_and_the_sweep_sends(small):
    from grants import outbox
    from grants.models import Application
    from grants.services.command import transaction

    started = datetime.now(UTC)
    for _ in range(20):
        with transaction():
            outbox.put(db.session.get(Application, 1), "application.submit", at=AT, application_id=1)
    assert datetime.now(UTC) - started < timedelta(seconds=3)
    sent = []
    assert relay(sent.append) == 20
