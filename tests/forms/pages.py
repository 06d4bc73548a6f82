"""A browser in a few lines: what a rendered form would post."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class Inputs(HTMLParser):
    """Names and values of the controls of a page, as a browser sends them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: list[tuple[str, str]] = []
        self.area: str | None = None
        self.select: str | None = None
        self.text, self.options, self.chosen = "", [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.sent.append((given["name"], given.get("value", "on")))
        elif tag == "input":
            self.sent.append((given["name"], given.get("value") or ""))
        elif tag == "textarea":
            self.area, self.text = given["name"], ""
        elif tag == "select":
            self.select, self.options, self.chosen = given["name"], [], None
        elif tag == "option":
            self.options.append(given.get("value") or "")
            if "selected" in given:
                self.chosen = given.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            # A browser forgets the line break that opens a text area, and sends CR LF.
            text = self.text.replace("\r\n", "\n").removeprefix("\n")
            self.sent.append((self.area, text.replace("\n", "\r\n")))
            self.area = None
        elif tag == "select" and self.select:
            first = self.options[0] if self.options else ""
            self.sent.append((self.select, first if self.chosen is None else self.chosen))
            self.select = None


def posted(form) -> MultiDict:
    """What a browser would send back without touching anything."""
    return MultiDict(Inputs("".join(str(field()) for field in form)).sent)
