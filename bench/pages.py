"""What a filled-in page would send back: read from its HTML, as a browser does."""

import re
from html.parser import HTMLParser

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')
VERSION = re.compile(r'name="version"[^>]*value="([^"]*)"')


class FormReader(HTMLParser):
    """The fields of the form that this page is for, inside <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.is_inside = False
        self.name = self.chosen = ""
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.is_inside = given.get("method") == "post" and ("data-filling" in given or not given.get("action"))
        if not self.is_inside or not (name := given.get("name") or (self.name if tag == "option" else "")):
            return
        if tag == "input" and given.get("type") not in ("submit", "file", "button"):
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.sent.append((name, given.get("value") or ""))
        elif tag == "textarea":
            self.name, self.text = name, []
        elif tag == "select":
            self.name, self.chosen = name, ""
        elif tag == "option" and "selected" in given:
            self.chosen = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.text is not None:
            self.sent.append((self.name, "".join(self.text).lstrip("\r\n")))
            self.name, self.text = "", None
        elif tag == "select" and self.name:
            self.sent.append((self.name, self.chosen))
            self.name = ""


def sent_by(page: str) -> list[tuple[str, str]]:
    """The fields and values, without the token and the version: each page has its own."""
    reader = FormReader()
    reader.feed(page[page.index("<main") : page.index("</main>")])
    return [(name, value) for name, value in reader.sent if name not in ("csrf_token", "version")]


def own(page: str) -> list[tuple[str, str]]:
    """This page's token and version."""
    token, version = TOKEN.search(page), VERSION.search(page)
    return [("csrf_token", token[1] if token else ""), ("version", version[1] if version else "0")]
