"""One file of content/mails → a subject, a text and an HTML that say the same words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grants.definitions.mail import MAILS, mail
from grants.definitions.markdown import to_html
from grants.definitions.prose import CONTENT, compiled, plain, words
from grants.values.typography import typeset


@dataclass(frozen=True)
class Mail:
    """What a person receives; `link` is the address of its one button."""

    subject: str
    text: str
    html: str
    link: str
    summary: str
    can_mute: bool


def write(key: str, variables: Mapping[str, Any]) -> Mail:
    """The mail of this key with these variables; UndefinedError or ValueError when one is missing."""
    definition = mail(key)
    link = words(definition.link, variables)
    text = typeset(compiled(definition.body, MAILS, plain).render(variables)).strip()
    html = to_html(compiled(definition.body, MAILS).render(variables))
    happened, *rest = re.findall(r"<p>.*?</p>", html, re.DOTALL)
    subject = typeset(words(definition.subject, variables))
    frame = {
        "subject": subject,
        "button": typeset(definition.button),
        "link": link,
        "because": typeset(f"Vous recevez ce message parce qu’il s’adresse à vous : {definition.to}."),
        "heading": subject.rpartition(" – ")[0] or "Guichet",
    }
    return Mail(
        subject=subject,
        text=_frames().get_template("emails/frame.txt").render(frame, paragraphs=text),
        html=_frames()
        .get_template("emails/frame.html")
        .render(frame, happened=_inside(happened), rest=[_inside(each) for each in rest]),
        link=link,
        summary=text,
        can_mute=definition.can_mute,
    )


def _inside(paragraph: str) -> Markup:
    return Markup(paragraph.removeprefix("<p>").removesuffix("</p>"))


@cache
def _frames() -> Environment:
    return Environment(
        loader=FileSystemLoader(CONTENT.parent / "templates"),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
