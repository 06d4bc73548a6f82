"""The layouts of `templates/documents`, filled without a web application."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grants.analysis.contractualisation import as_signed, in_percent
from grants.definitions.prose import CONTENT
from grants.typography import FrenchSpaces
from grants.values.french import FILTERS, whole_euros
from grants.values.typography import typeset

TEMPLATES = CONTENT.parent / "templates"


def frame(name: str, **values: Any) -> str:
    """The document `templates/documents/<name>.html` with its style sheet."""
    css = (TEMPLATES / "documents" / f"{name}.css").read_text(encoding="utf-8")
    return _environment().get_template(f"documents/{name}.html").render(css=Markup(css), **values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=[FrenchSpaces],
    )
    made.filters |= FILTERS | {"fr": typeset, "entier": whole_euros, "signed": as_signed, "in_percent": in_percent}
    return made
