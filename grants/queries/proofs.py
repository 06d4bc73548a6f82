"""By what a person proves who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from grants.database import db
from grants.models import Passkey, RecoveryCode, User
from grants.policies.known import remembered


@dataclass(frozen=True)
class Factors:
    """The second factors of one person."""

    has_totp: bool
    passkeys: Sequence[Passkey]
    codes_left: int

    def __bool__(self) -> bool:
        return self.has_totp or bool(self.passkeys)


def factors(user: User) -> Factors:
    """Recovery codes are drawn with a first factor: who has none is asked for none."""
    keys, has_totp = passkeys_of(user), user.totp_secret is not None
    left = select(func.count(RecoveryCode.id)).filter_by(user_id=user.id, used_at=None)
    return Factors(has_totp, keys, (db.session.scalar(left) or 0) if keys or has_totp else 0)


def passkeys_of(user: User) -> Sequence[Passkey]:
    """The keys of this person's devices, the oldest first."""
    known, key = remembered(), ("passkeys", user.id)
    if key not in known:
        known[key] = db.session.scalars(select(Passkey).filter_by(user_id=user.id).order_by(Passkey.id)).all()
    found: Sequence[Passkey] = known[key]
    return found


def has_second_factor(user: User) -> bool:
    return user.totp_secret is not None or bool(passkeys_of(user))


def is_waived() -> bool:
    """In the demonstration nobody proves who they are, and a banner says so."""
    return bool(current_app.config["GUICHET_ENV"] == "demo")
