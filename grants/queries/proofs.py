"""By what a person proves who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from grants.database import db
from grants.models import Passkey, RecoveryCode, User


@dataclass(frozen=True)
class Factors:
    """The second factors of one person."""

    has_totp: bool
    passkeys: Sequence[Passkey]
    codes_left: int

    def __bool__(self) -> bool:
        return self.has_totp or bool(self.passkeys)


def factors(user: User) -> Factors:
    passkeys = db.session.scalars(select(Passkey).filter_by(user_id=user.id).order_by(Passkey.id)).all()
    left = select(func.count(RecoveryCode.id)).filter_by(user_id=user.id, used_at=None)
    return Factors(user.totp_secret is not None, passkeys, db.session.scalar(left) or 0)


def has_second_factor(user: User) -> bool:
    if user.totp_secret is not None:
        return True
    return db.session.scalar(select(Passkey.id).filter_by(user_id=user.id).limit(1)) is not None


def is_waived() -> bool:
    """In the demonstration nobody proves who they are, and a banner says so."""
    return bool(current_app.config["GUICHET_ENV"] == "demo")
