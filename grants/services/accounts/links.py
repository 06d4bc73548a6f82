"""Links sent by mail: signed, kept for a time, used once."""

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, func, select, update

from grants import outbox
from grants.database import db
from grants.models import AccountLink, LinkKind
from grants.services.accounts import tries
from grants.services.command import transaction
from grants.values import clock
from workflows.errors import Refused

HOUR = timedelta(hours=1)
LASTS = {
    LinkKind.CONFIRM: 24 * HOUR, LinkKind.KNOWN: HOUR, LinkKind.RESET: HOUR, LinkKind.INVITE: 7 * 24 * HOUR,
    LinkKind.CHANGE_EMAIL: 24 * HOUR,
}  # fmt: skip
KEPT = timedelta(days=30)
DEAD = "Ce lien a déjà servi, ou il est trop ancien. Demandez-en un autre : il arrive dans la minute."


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], "account-link")


def token(link: AccountLink) -> str:
    """What the mail carries; nothing of it is kept."""
    signed: str | bytes = signer().dumps(link.id)
    return signed if isinstance(signed, str) else signed.decode()


def send(kind: LinkKind, sent_to: str, *, onward: str | None = None, **more: Any) -> AccountLink:
    """Write a link and ask for its mail; for an address that nobody has here, the same steps and no mail.

    onward: the page of this site where the link leads in the end.
    """
    now = clock.now()
    db.session.execute(delete(AccountLink).where(AccountLink.expires_at < now - KEPT))
    link = AccountLink(kind=kind, sent_to=sent_to, created_at=now, expires_at=now + LASTS[kind], **more)
    db.session.add(link)
    db.session.flush()
    told: dict[str, Any] = {"onward": onward} if onward else {}
    outbox.put(link, f"account.{kind.value}", at=now, **told)
    return link


def may_send(address: str) -> bool:
    """An address is not flooded: after a few mails, the waits grow. Nobody is told."""
    return tries.may(tries.key("mail", address))


def find(text: str, *kinds: LinkKind) -> AccountLink | None:
    """The link of this token while it may serve."""
    try:
        id = signer().loads(text)
    except BadSignature:
        return None
    alive = select(AccountLink).filter_by(id=id, used_at=None).where(AccountLink.expires_at > clock.now())
    return db.session.scalars(alive.where(AccountLink.kind.in_(kinds))).first()


def use(text: str, *kinds: LinkKind) -> AccountLink:
    """Use it up, under lock; `Refused` when it no longer serves. Inside a transaction."""
    found = find(text, *kinds)
    if found is None:
        raise Refused([DEAD])
    now = clock.now()
    mine = update(AccountLink).where(AccountLink.id == found.id, AccountLink.used_at.is_(None)).values(used_at=now)
    if db.session.execute(mine.returning(AccountLink.id)).first() is None:  # another press came first
        raise Refused([DEAD])
    return found


def use_up(email: str, *kinds: LinkKind) -> None:
    """The other links of this address serve no more."""
    same = func.lower(AccountLink.sent_to) == email.lower()
    waiting = update(AccountLink).where(same, AccountLink.kind.in_(kinds), AccountLink.used_at.is_(None))
    with transaction():
        db.session.execute(waiting.values(used_at=clock.now()))
