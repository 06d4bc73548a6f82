"""Proving again who one is, before what matters most; a code serves once."""

from sqlalchemy import select

from grants.database import db
from grants.models import RecoveryCode, User
from grants.queries import proofs
from grants.services.accounts import passkeys, tries
from grants.services.command import transaction
from grants.values import clock, codes, passwords


def prove(user_id: int, *, password: str, code: str = "", credential: str = "", challenge: str = "") -> bool:
    """Whether it is this person: password, and code or key when they have a second factor. A failure counts as a try.

    credential: what the browser signed with a device's key, in JSON; challenge: what it was asked to sign.
    """
    if proofs.is_waived():
        return True
    user = db.session.get_one(User, user_id)
    known, has_second_factor = user.password_hash, proofs.has_second_factor(user)
    keys = [tries.key("account", user.email), *([tries.key("code", str(user_id))] if has_second_factor else [])]
    if not tries.may(*keys):
        passwords.matches(None, password)  # as long as a real one
        return False
    proved = passwords.matches(known, password) and (
        passkeys.accept(user_id, credential, challenge) if credential and challenge
        else not has_second_factor or accept(user_id, code)
    )  # fmt: skip
    if proved:
        tries.forget(*keys)
    return proved


def accept(user_id: int, code: str) -> bool:
    """Use up a code of six digits, or a recovery code."""
    with transaction():
        mine = select(User).filter_by(id=user_id).with_for_update().execution_options(populate_existing=True)
        user = db.session.scalars(mine).one()
        return accept_digits(user, code) or accept_recovery(user, code)


def accept_digits(user: User, code: str) -> bool:
    step = codes.step_of(user.totp_secret, code, clock.now()) if user.totp_secret else None
    if step is None or step <= (user.totp_step or 0):
        return False
    user.totp_step = step
    return True


def accept_recovery(user: User, code: str) -> bool:
    known = select(RecoveryCode).filter_by(user_id=user.id, digest=codes.digest(code), used_at=None)
    found = db.session.scalars(known).first()
    if found:
        found.used_at = clock.now()
    return found is not None
