"""Empty the outbox: the inbox exactly once, each e-mail at least once under one Message-ID.

Each item is claimed for a minute before anything leaves, so that two relays never send the same one; a relay that is
killed loses its claim with time, and the item starts again. Nothing is sent inside a transaction.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from math import inf
from time import monotonic

from grants import outbox
from grants.database import db
from grants.definitions.mail import mail as definition
from grants.models import OutboxItem, User
from grants.services import inbox_items, outbox_items
from grants.services.inbox_items import Delivery
from grants.values import clock
from notifications.event import Event
from notifications.facts import facts
from notifications.mailer import mailer, message
from notifications.mails import Mail, write
from notifications.notices import NOTICES, Notice

Send = Callable[[EmailMessage], None]

AT_ONCE = 20  # mails between two renewals of the claim

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """What one person receives of one act."""

    user_id: int
    address: str
    notice: Notice
    mail: Mail
    is_muted: bool = False  # the person reads such mails at the counter only
    unsubscribe: str | None = None  # where one press ends it, for who may ask no more


def relay(send: Send | None = None, *, seconds: float = inf) -> int:
    """Send what waits, oldest first; how many items are done. A failing item is put off, the others go on.

    seconds: after which no other item is begun.
    """
    done, leaves_at = 0, monotonic() + seconds
    for item_id in waiting():
        if outbox_items.claim(item_id):
            done += carry(item_id, send)
        if monotonic() >= leaves_at:
            break
    return done


def waiting() -> Iterator[int]:
    """What waits, then what came meanwhile."""
    while ids := outbox.waiting(at=clock.now()):
        yield from ids


def carry(item_id: int, send: Send | None) -> bool:
    """One claimed item; true when everything has left."""
    sent_to: set[int] = set()
    try:
        event = Event(db.session.get_one(OutboxItem, item_id))
        letters = list(letters_of(event))
        deliver(event, letters)
        leave(event, letters, sent_to, send)
    except Exception:  # whatever is wrong with this one, those that follow must leave
        log.exception("outbox item %s is put off", item_id)
        db.session.rollback()
        outbox_items.put_off(item_id, sent_to=sent_to)
        return False
    outbox_items.mark_done(item_id)
    return True


def letters_of(event: Event) -> Iterator[Letter]:
    """Each person once, in the words of the first notice that names them."""
    seen: set[int] = set()
    for notice in NOTICES[event.item.act] or ():
        for user in notice.recipients(event):
            if user.id not in seen:
                seen.add(user.id)
                mail = written(event, notice, user)
                is_muted = mail.can_mute and notice.noun in (user.muted or ())
                yield Letter(user.id, user.email, notice, mail, is_muted, getattr(user, "unsubscribe", None))


def written(event: Event, notice: Notice, user: User) -> Mail:
    names = definition(notice.mail).variables.keys() - {"url"}
    return write(notice.mail, facts(event, user, names) | {"url": notice.link(event)})


def deliver(event: Event, letters: list[Letter]) -> None:
    """To the counters."""
    copies = [
        Delivery(each.user_id, each.mail.subject, each.mail.summary, each.mail.link)
        for each in letters
        if each.notice.inbox
    ]
    if copies:
        played_at = event.item.queued_at if event.item.is_simulated else None
        inbox_items.deliver(event.item.id, event.item.act, event.item.application_id, copies, rehearsed_at=played_at)


def leave(event: Event, letters: list[Letter], sent_to: set[int], send: Send | None) -> None:
    """By e-mail, to whom it has not reached yet; `sent_to` grows with those whom it reaches."""
    item_id, reached = event.item.id, set(event.data.get("sent_to", ()))
    waiting = [
        (each.user_id, message(event, each.user_id, each.address, each.mail, each.unsubscribe))
        for each in letters
        if each.notice.email and not each.is_muted and each.user_id not in reached
    ]
    stays_here = event.item.is_simulated
    db.session.rollback()  # no read stays open while servers are spoken to
    with mailer(stays_here=stays_here) as post:
        for count, (user_id, email) in enumerate(waiting, start=1):
            post_one(send or post.send, email)
            sent_to.add(user_id)
            if count % AT_ONCE == 0:
                outbox_items.keep_going(item_id, sent_to=sent_to)


def post_one(send: Send, email: EmailMessage) -> None:
    """An address that the server refuses for good is told to the log and left: trying again would not help."""
    try:
        send(email)
    except smtplib.SMTPRecipientsRefused as refusal:
        if any(code < 500 for code, _ in refusal.recipients.values()):
            raise
        log.warning("%s can't be delivered: %s", email["Message-ID"], refusal)
