"""The layouts of `templates/documents`, filled without a web application."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grants.definitions.prose import CONTENT

TEMPLATES = CONTENT.parent / "templates"


def frame(name: str, **values: Any) -> str:
    """The document `templates/documents/<name>.html` with its style sheet."""
    css = (TEMPLATES / "documents" / f"{name}.css").read_text(encoding="utf-8")
    return _environment().get_template(f"documents/{name}.html").render(css=Markup(css), **values)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
