"""What a person may do now, as the `offers` component shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app

from grants.views.subjects import address_of
from workflows.words import plural
from workflows.words.amounts import words_of

# The first of these that is possible is the page's main button: what moves the file on.
FIRST = (
    "review.score", "opinion.give", "application.start_review", "application.invite_full", "application.refer",
    "application.recommend", "application.declare_ineligible", "ruling.approve", "ruling.award", "ruling.conclude",
    "meeting.open", "meeting.close", "meeting.minute", "meeting.sign", "review.assign",
    "report.draft", "report.submit", "report.edit", "report.approve", "evaluation.start", "evaluation.submit",
    "evaluation.approve", "evaluation.publish", "round.open", "round.close", "round.decide", "round.publish",
)  # fmt: skip
LAST = ("recusal.declare", "message.send", "meeting.adjourn", "meeting.correct")


def items(found: Mapping[str, Sequence[str]], subject: Any, *, without: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Offers (act → what stands in its way) as links; acts whose page does not exist are left out."""
    shown = {name: reasons for name, reasons in found.items() if name not in without and has_page(name)}
    first = next((name for name in FIRST if name in shown and not shown[name]), None)
    amount = getattr(subject, "recommended_amount", None)
    ordered = sorted(shown, key=lambda name: name in LAST)
    return [
        {"words": words_of(name, amount), "act": name, "address": address_of(name, subject),
         "reasons": list(shown[name]), "is_primary": name == first, **({"is_aside": True} if name in LAST else {})}
        for name in ordered
    ]  # fmt: skip


def has_page(name: str) -> bool:
    noun, verb = name.split(".")
    return f"{plural(noun)}.{verb}" in current_app.view_functions
