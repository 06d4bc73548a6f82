"""Tables as plain text."""

import re
from pathlib import Path

from grants.examining.refusing import Unacceptable

BLOCK = 1 << 16
SEPARATORS = (b",", b";", b"\t")
TAGS = rb"<\s*(!doctype|!--|\?xml|html|head|body|script|svg|iframe|img|object|embed|a\s|meta|link|style)"
MARKUP = re.compile(TAGS, re.IGNORECASE)
# Everything that is no sign of a text: controls other than tab, line feed, form feed and carriage return.
UNTEXTUAL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_markup(head: bytes) -> bool:
    """Whether a browser could take this beginning for a page or a drawing."""
    return bool(MARKUP.search(head.replace(b"\x00", b"")))


def is_plain(path: Path) -> bool:
    """Text in columns: the start of a CSV."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    return not UNTEXTUAL.search(head) and any(sign in head for sign in SEPARATORS)


def checked(path: Path, kind: str) -> tuple[Path, list[str]]:
    """The same file, once all of it is found to be text without markup."""
    before = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if UNTEXTUAL.search(block):
                raise Unacceptable("Ce tableau contient autre chose que du texte : enregistrez-le de nouveau en CSV.")
            if is_markup(before + block):
                raise Unacceptable("Ce tableau contient du code de page web : enregistrez-le de nouveau en CSV.")
            before = block[-64:]
    return path, []
