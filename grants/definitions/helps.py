"""Help texts (content/help), shown where their front matter says."""

from functools import cache
from typing import Any

from markupsafe import Markup

from grants.definitions.markdown import to_html
from grants.definitions.prose import CONTENT, read
from grants.definitions.question import Section

Help = tuple[str, Markup]


@cache
def every() -> tuple[tuple[frozenset[str], Help], ...]:
    """(where it is shown, (title, text)) for each file."""
    found: list[tuple[dict[str, Any], str]] = [read(path) for path in sorted((CONTENT / "help").glob("*.md"))]
    return tuple((frozenset(head["shown_at"]), (head["title"], Markup(to_html(body)))) for head, body in found)


def at(place: str) -> list[Help]:
    """The helps of a place that is no section: « ruling »."""
    return [text for places, text in every() if place in places]


def of(section: Section) -> list[Help]:
    """The helps of a section and of its questions."""
    here = {section.key, *(each.key for each in section.questions)}
    return [text for places, text in every() if places & here]
