"""Markdown → HTML with French spaces, a heading for each paragraph all in bold, a box for each included block."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grants.definitions.prose import CLOSE, OPEN
from grants.values.typography import typeset

_MARKDOWN = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table")


def to_html(text: str) -> str:
    """HTML without any tag that the text's author typed; a single line break is kept."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typeset(child.content)
    return str(_MARKDOWN.renderer.render(list(_laid_out(tokens)), _MARKDOWN.options, {}))


def _laid_out(tokens: list[Token]) -> Iterator[Token]:
    headings = 0
    for first, inline, last in _paragraphs(tokens):
        if inline is None:
            yield first
        elif inline.content[:1] in (OPEN, CLOSE):
            yield _box(inline.content)
        else:
            if _all_bold(inline) and first.level == 0:
                headings += 1
                first.tag = last.tag = "h1" if headings == 1 else "h2"
                inline.children = (inline.children or [])[1:-1]
            yield from (first, inline, last)


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[Token, Token | None, Token]]:
    """Whole paragraphs as (open, inline, close); any other token alone, as (token, None, token)."""
    waiting = iter(tokens)
    for token in waiting:
        if token.type == "paragraph_open":
            yield token, next(waiting), next(waiting)
        else:
            yield token, None, token


def _all_bold(inline: Token) -> bool:
    kinds = [child.type for child in inline.children or () if child.type != "text" or child.content]
    bold = kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1
    if bold:
        inline.children = [child for child in inline.children or () if child.type != "text" or child.content]
    return bold


def _box(mark: str) -> Token:
    return Token(
        "html_block",
        "",
        0,
        content=f'<div class="{mark[1:]}">\n' if mark[0] == OPEN else "</div>\n",
    )
