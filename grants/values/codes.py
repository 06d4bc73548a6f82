"""Codes that a person types: six digits that change every half minute, and recovery codes."""

import hashlib
import re
import secrets
from datetime import datetime

import pyotp

STEP = 30  # seconds
DRIFT = (-1, 0, 1)  # a telephone's clock may be half a minute early or late
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads like another
ISSUER = "Guichet"


def new_secret() -> str:
    """What the telephone and we share, in base32."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What the QR code says to the telephone's application."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The half minute of this code; None when it is not one of now."""
    now, digits = int(at.timestamp()) // STEP, re.sub(r"\s", "", typed)
    steps = (now + drift for drift in DRIFT)
    return next((step for step in steps if secrets.compare_digest(code_at(secret, step), digits)), None)


def code_at(secret: str, step: int) -> str:
    return pyotp.TOTP(secret).at(step * STEP)


def draw() -> str:
    """Four groups of four letters and digits: nobody guesses it, anybody can read it aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def digest(code: str) -> str:
    """Of a recovery code (79 bits drawn at random, so that a plain hash keeps it); however it is typed."""
    return hashlib.sha256(re.sub(r"[\s-]", "", code).lower().encode()).hexdigest()
