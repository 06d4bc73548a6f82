"""Signing in: the password, then the second factor; every refusal takes the same time and says the same."""

from grants.queries import users
from grants.services.accounts import passkeys, proving, tries
from grants.values import passwords


def enter(email: str, password: str, *, network: str) -> int | None:
    """The person of this address and password; None too when there were too many tries for now."""
    keys = (tries.key("account", email), tries.key("network", network))
    if not tries.may(*keys):
        passwords.matches(None, password)  # as long as a real one
        return None
    user = users.with_password(email, password)
    if user is None:
        return None
    user_id = user.id
    tries.forget(keys[0])
    tries.take_back(keys[1])
    return user_id


def enter_code(user_id: int, code: str) -> bool:
    """Whether this code is theirs; a failure counts as a try."""
    key = tries.key("code", str(user_id))
    return tries.may(key) and took(proving.accept(user_id, code), key)


def enter_passkey(user_id: int, answer: str, challenge: str) -> bool:
    return passkeys.accept(user_id, answer, challenge)


def took(is_right: bool, key: str) -> bool:
    if is_right:
        tries.forget(key)
    return is_right
