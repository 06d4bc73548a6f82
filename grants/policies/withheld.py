"""Answers that not every reader of a file may read: bank details; what a consulted service has no need of."""

from collections.abc import Iterable

from grants.definitions.question import Question
from grants.models import Application, User
from grants.policies.access import can

# Contacts, bank details and names of people: never for a service that is asked one question (domain §7).
PRIVATE_TYPES = frozenset({"iban", "email", "phone", "people", "attestation"})
PRIVATE_USES = frozenset({"payment", "contact", "recusal", "notification"})


def is_open(question: Question) -> bool:
    """Whether a consulted service may read this answer."""
    only_private = set(question.used_for) <= PRIVATE_USES
    return not (question.identifying or question.type in PRIVATE_TYPES or only_private)


def withheld(questions: Iterable[Question], user: User, application: Application) -> frozenset[str]:
    """The keys of these questions whose answers are kept from this person."""
    bank = frozenset(each.key for each in questions if each.type == "iban")
    return bank if bank and not can(user, "application.see_bank_details", application) else frozenset()
