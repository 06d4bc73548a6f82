"""Passwords, kept as argon2 hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The least that OWASP's Password Storage Cheat Sheet advises for argon2id: on the last evening, hundreds sign at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("nobody")  # compared when there is no account: as long as a real one


def hashed(password: str) -> str:
    return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes the same time when there is none to compare with."""
    try:
        return HASHER.verify(kept or NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
