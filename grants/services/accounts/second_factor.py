"""The second factor: enrolled, lost, found again by recovery codes."""

from sqlalchemy import delete

from grants import outbox
from grants.database import db
from grants.models import Passkey, RecoveryCode, User
from grants.services.command import transaction
from grants.values import clock, codes
from workflows.errors import Refused

CODES = 10
NEEDED = "Votre rôle demande un second facteur : ajoutez-en un autre avant de retirer celui-ci."


def enrol(user_id: int, secret: str, code: str) -> list[str]:
    """Take the telephone's application as second factor; ten recovery codes, none when its code is wrong."""
    step = codes.step_of(secret, code, clock.now())
    if step is None:
        return []
    with transaction():
        user = db.session.get_one(User, user_id)
        user.totp_secret, user.totp_step = secret, step
        tell(user, "une application de codes a été ajoutée comme second facteur")
        return draw_codes(user_id)


def draw_codes(user_id: int) -> list[str]:
    """Ten new recovery codes, read once; the former ones serve no more."""
    drawn = [codes.draw() for _ in range(CODES)]
    with transaction():
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        db.session.add_all(RecoveryCode(user_id=user_id, digest=codes.digest(each)) for each in drawn)
    return drawn


def remove_totp(user_id: int) -> None:
    """Stop using the telephone's application; `Refused` to the staff who have nothing else."""
    with transaction():
        user = db.session.get_one(User, user_id)
        if user.is_staff and not has_passkey(user_id):
            raise Refused([NEEDED])
        user.totp_secret = user.totp_step = None
        forget_codes_if_alone(user)
        tell(user, "l’application de codes a été retirée")


def add_passkey(user_id: int, credential_id: str, public_key: str, sign_count: int, label: str) -> list[str]:
    """Keep a device's key; recovery codes come with the first second factor, else none."""
    with transaction():
        user = db.session.get_one(User, user_id)
        is_first = user.totp_secret is None and not has_passkey(user_id)
        db.session.add(Passkey(user_id=user_id, credential_id=credential_id, public_key=public_key,
                               sign_count=sign_count, label=label, created_at=clock.now()))  # fmt: skip
        tell(user, f"une clé d’accès a été ajoutée : {label}")
        return draw_codes(user_id) if is_first else []


def use_passkey(passkey_id: int, sign_count: int) -> None:
    with transaction():
        passkey = db.session.get_one(Passkey, passkey_id)
        passkey.sign_count, passkey.used_at = sign_count, clock.now()


def remove_passkey(user_id: int, passkey_id: int) -> None:
    """Forget a device's key; `Refused` to the staff who have nothing else."""
    with transaction():
        user = db.session.get_one(User, user_id)
        db.session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user_id))
        if user.is_staff and user.totp_secret is None and not has_passkey(user_id):
            raise Refused([NEEDED])
        forget_codes_if_alone(user)
        tell(user, "une clé d’accès a été retirée")


def forget(user: User) -> None:
    """All of it: lost, or the account is closed. Inside a transaction."""
    user.totp_secret = user.totp_step = None
    for model in (Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.user_id == user.id))


def forget_codes_if_alone(user: User) -> None:
    """Recovery codes replace a second factor: without one, they mean nothing."""
    if user.totp_secret is None and not has_passkey(user.id):
        forget(user)


def has_passkey(user_id: int) -> bool:
    return db.session.query(Passkey.id).filter_by(user_id=user_id).first() is not None


def tell(user: User, change: str) -> None:
    outbox.put(user, "account.changed", at=clock.now(), changement=change)
