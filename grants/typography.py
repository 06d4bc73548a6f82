"""French spaces on pages: sources are typed with plain ones, pages show the ones that don't break."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from grants.values.typography import typeset

TAG = re.compile(r"(<[^>]*(?:>|$))")

tied_text = lru_cache(maxsize=4096)(typeset)


def tied(text: object) -> str:
    """The same words with French no-break spaces; markup stays markup, and its tags stay as they are."""
    return Markup(between_tags(str(text))) if isinstance(text, Markup) else tied_text(str(text))


def between_tags(html: str, is_inside: bool = False) -> str:
    """Tie the words of a piece of HTML; `is_inside` says that it begins within a tag."""
    start, close, rest = html.partition(">") if is_inside else ("", "", html)
    parts = TAG.split(rest)
    return start + close + "".join(part if part.startswith("<") else tied_text(part) for part in parts)


class FrenchSpaces(Extension):
    """Ties the words written in page templates, once, when they are compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        is_page, is_inside = (stream.name or "").endswith(".html"), False
        for token in stream:
            if not is_page or token.type != "data":
                yield token
                continue
            yield Token(token.lineno, "data", between_tags(token.value, is_inside))
            last = max(token.value.rfind("<"), token.value.rfind(">"))
            is_inside = token.value[last] == "<" if last >= 0 else is_inside
