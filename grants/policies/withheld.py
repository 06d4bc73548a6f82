"""Answers that not every reader of a file may read: bank details."""

from collections.abc import Iterable

from grants.definitions.question import Question
from grants.models import Application, User
from grants.policies.access import can


def withheld(questions: Iterable[Question], user: User, application: Application) -> frozenset[str]:
    """The keys of these questions whose answers are kept from this person."""
    bank = frozenset(each.key for each in questions if each.type == "iban")
    return bank if bank and not can(user, "application.see_bank_details", application) else frozenset()
