"""Organisations: their page, their numbers, their account, and two pages that are one organisation."""

from grants.services.organisations.banking import change_bank_details
from grants.services.organisations.creating import create, new_organisation
from grants.services.organisations.editing import edit
from grants.services.organisations.merging import keep_apart, merge, refusals
from grants.services.organisations.verifying import verify, verify_waiting

__all__ = [
    "change_bank_details", "create", "edit", "keep_apart", "merge", "new_organisation", "refusals", "verify",
    "verify_waiting",
]  # fmt: skip
