"""A person's own account: opening it, proving who one is, changing it, closing it."""

from grants.services.accounts.entering import enter, enter_code, enter_passkey
from grants.services.accounts.keeping import (
    ask_email_change,
    change_password,
    confirm_email,
    delete_account,
    rename,
)
from grants.services.accounts.opening import ask_reset, confirm, invite, reset, sign_up
from grants.services.accounts.proving import prove

__all__ = [
    "ask_email_change", "ask_reset", "change_password", "confirm", "confirm_email", "delete_account", "enter",
    "enter_code", "enter_passkey", "invite", "prove", "rename", "reset", "sign_up",
]  # fmt: skip
