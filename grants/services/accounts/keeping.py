"""What a person changes in their own account."""

import secrets

from sqlalchemy import delete, select

from grants.database import db
from grants.models import AccountLink, InboxItem, LinkKind, Membership, ParkedForm, SignIn, User
from grants.services import sign_ins, users
from grants.services.accounts import links, opening, second_factor
from grants.services.command import transaction
from workflows.errors import Refused

TAKEN = "Cette adresse ne peut pas être prise : choisissez-en une autre."
ON_DUTY = (
    "Vous agissez encore pour un organisme, ou l’administration vous a confié un rôle. Passez d’abord la main : "
    "un dossier ne reste pas sans personne."
)
ERASED = "Compte supprimé"


def rename(user_id: int, *, name: str, locale: str, muted: list[str]) -> None:
    """The name that others read, the language, and the mails that are not wanted."""
    with transaction():
        user = db.session.get_one(User, user_id)
        user.name, user.locale, user.muted = name, locale, muted


def change_password(user_id: int, password: str, *, keep: int | None) -> None:
    """Another password; the other sessions are closed."""
    with transaction():
        opening.change(db.session.get_one(User, user_id), password, keep=keep or 0)


def ask_email_change(user_id: int, email: str) -> None:
    """Write to both addresses: each confirms. An address taken already is told so itself, and nothing changes."""
    if not links.may_send(email):
        return
    with transaction():
        user, taken = db.session.get_one(User, user_id), users.find(email)
        if taken:
            links.send(LinkKind.KNOWN, email, user_id=taken.id)
            return
        pair = secrets.token_hex(8)
        for address in (user.email, email):
            links.send(LinkKind.CHANGE_EMAIL, address, user_id=user_id, email=email.lower(), pair=pair)


def confirm_email(token: str) -> bool:
    """One address has answered; whether both have, and the change is made."""
    with transaction():
        link = links.use(token, LinkKind.CHANGE_EMAIL)
        if db.session.scalar(select(AccountLink.id).filter_by(pair=link.pair, used_at=None).limit(1)):
            return False
        if users.find(link.email or ""):
            raise Refused([TAKEN])
        db.session.get_one(User, link.user_id).email = link.email or ""
        return True


def delete_account(user_id: int) -> None:
    """Close the account and erase what tells who it was; what was done for organisations stays, without a name."""
    with transaction():
        user = db.session.get_one(User, user_id)
        still = select(Membership.id).filter_by(user_id=user_id, ended_at=None).limit(1)
        if user.is_staff or db.session.scalar(still):
            raise Refused([ON_DUTY])
        sign_ins.end_others(user_id, but=None)
        second_factor.forget(user)
        for model in (InboxItem, ParkedForm, SignIn, AccountLink):
            db.session.execute(delete(model).where(model.user_id == user_id))
        user.name, user.email = ERASED, f"supprime-{user_id}@guichet.invalid"
        user.office = user.password_hash = None
        user.is_enabled, user.session_epoch = False, user.session_epoch + 1
