"""The no-break spaces of French, put in at rendering so that the sources stay plain."""

import re

SPACES = [
    (re.compile(r" (?=[;!?])"), "\u202f"),
    (re.compile(r" (?=[:»€]|%(?!\())|(?<=«) "), "\u00a0"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), "\u202f"),
    (re.compile(r"(?<=n°) |(?<=\bArticle) (?=\d)"), "\u00a0"),
]


def typeset(text: str) -> str:
    """French text with its no-break spaces: before : ; ! ? » % €, after «, between thousands, after n°."""
    for pattern, space in SPACES:
        text = pattern.sub(space, text)
    return text
