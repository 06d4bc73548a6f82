"""What an account holds beside its person: where it is open, how it is proved, what was asked about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.user import User


class SignIn(Model):
    """A session of a person on a device; only digests of what the browser holds, never the address of the network."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)  # of the token in the session's cookie
    device_digest: Mapped[str] = mapped_column(index=True)  # of the token in the device's own cookie
    device: Mapped[str]  # « Firefox sur Windows »
    network: Mapped[str]  # the prefix only: 192.0.2.0/24, 2001:db8::/48
    has_second_factor: Mapped[bool]
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # a minute at the finest
    ended_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class Passkey(Model):
    """A key that a device keeps for this site (clé d’accès, WebAuthn); binary values in base64url."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int]
    label: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """A code that replaces the second factor once; shown once, kept as a digest."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    digest: Mapped[str]
    used_at: Mapped[datetime | None]


class LinkKind(StrEnum):
    CONFIRM = "confirm"  # open the account of this address
    KNOWN = "known"  # somebody asked for one at an address that has one: nothing to do
    RESET = "reset"  # choose another password
    INVITE = "invite"  # choose the first one
    CHANGE_EMAIL = "change_email"  # one to each address; the change happens when both have been used


class AccountLink(Model):
    """A link sent by mail, which serves once; the link is signed, so that these rows alone open nothing."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LinkKind]
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)
    sent_to: Mapped[str]
    email: Mapped[str | None]  # the new address, of a change
    name: Mapped[str | None]  # of who signs up
    password_hash: Mapped[str | None]  # of who signs up
    pair: Mapped[str | None] = mapped_column(index=True)  # the two links of one change of address
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()


class SignInTry(Model):
    """A failed try at proving who one is, by address, by network or by code; known and unknown addresses alike."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class ParkedForm(Model):
    """What somebody had typed when their session ended: theirs alone, until they are back."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    path: Mapped[str]
    fields: Mapped[list[Any]]  # [name, value] pairs, in the order typed
    lost_files: Mapped[list[str]]  # names of the files that could not be kept
    parked_at: Mapped[datetime]
