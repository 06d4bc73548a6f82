"""Opening an account, and getting back into it: the same answer whether the address has an account or not."""

from sqlalchemy.exc import IntegrityError

from grants import outbox
from grants.database import db
from grants.models import AccountLink, LinkKind, User
from grants.services import sign_ins, users
from grants.services.accounts import links, tries
from grants.services.command import transaction
from grants.values import clock, passwords
from workflows.errors import Invalid, Refused

WAYS_BACK = (LinkKind.RESET, LinkKind.INVITE)
TAKEN = "Cette adresse a déjà un compte : connectez-vous, ou demandez un nouveau mot de passe."


def sign_up(email: str, name: str, password: str, *, onward: str | None = None) -> int | None:
    """Send the mail that opens the account, or tells that there is one; the link's number, when a link was made.

    onward: the page of this site where the person was going.
    """
    kept = passwords.hashed(password)  # always: it takes the longest
    if not links.may_send(email):
        return None
    with transaction():
        known = users.find(email)
        if known:
            link = links.send(LinkKind.KNOWN, email, onward=onward, user_id=known.id)
        else:
            link = links.send(LinkKind.CONFIRM, email, onward=onward, name=name, password_hash=kept)
        return link.id


def confirm(token: str, *, password: str | None) -> int:
    """Open the account; the password is asked again unless it is the browser that signed up (`None`).

    Without it, whoever signs up in somebody else's name would know the password of the account that they confirm.
    """
    with transaction():
        link = links.use(token, LinkKind.CONFIRM)
        if password is not None and not passwords.matches(link.password_hash, password):
            raise Invalid
        if users.find(link.sent_to):
            raise Refused([TAKEN])
        user = opened(link)
        links.use_up(user.email, LinkKind.CONFIRM)
        return user.id


def opened(link: AccountLink) -> User:
    """The account of this link; `Refused` when another link of the same address opened it at this very instant."""
    user = User(email=link.sent_to.lower(), name=link.name or "", password_hash=link.password_hash,
                created_at=clock.now())  # fmt: skip
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused([TAKEN]) from error
    return user


def ask_reset(email: str) -> None:
    """Send the way back to whoever has an account at this address; nothing tells whether there is one."""
    if not links.may_send(email):
        return
    with transaction():
        known = users.find(email)
        links.send(LinkKind.RESET, email, user_id=known.id if known and known.is_active else None)


def invite(user_id: int) -> str:
    """Send the link by which a person chooses their first password; its token."""
    with transaction():
        user = db.session.get_one(User, user_id)
        return links.token(links.send(LinkKind.INVITE, user.email, user_id=user_id))


def reset(token: str, password: str) -> None:
    """Choose another password: every session is closed, and failed tries no longer count."""
    with transaction():
        link = links.use(token, *WAYS_BACK)
        user = db.session.get_one(User, link.user_id)
        if not user.is_active:
            raise Refused([links.DEAD])
        change(user, password)
        links.use_up(user.email, *WAYS_BACK)
        tries.forget(tries.key("account", user.email))


def change(user: User, password: str, *, keep: int | None = None) -> None:
    """Set the password, close the sessions but the one that is kept, and tell the person."""
    user.password_hash = passwords.hashed(password)
    if keep is None:
        user.session_epoch += 1
    sign_ins.end_others(user.id, but=keep)
    outbox.put(user, "account.changed", at=clock.now(), changement="le mot de passe a été changé")
