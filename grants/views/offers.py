"""What a person may do now on a subject, for `components/offers.html`."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from grants.views.subjects import address_of
from workflows.words import WORDS


def items(offers: Mapping[str, list[str]], subject: Any) -> list[dict[str, Any]]:
    """The acts that have a page, with why some are not possible yet."""
    return [
        {"act": name, "words": WORDS[name], "address": address_of(name, subject), "reasons": reasons}
        for name, reasons in offers.items()
        if has_page(name)
    ]


def has_page(name: str) -> bool:
    noun, _dot, verb = name.partition(".")
    return f"{noun}s.{verb}" in current_app.view_functions
