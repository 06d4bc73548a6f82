"""Texts that administrators write: YAML front matter, then Markdown with Jinja, rendered in a sandbox."""

import re
import string
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment

from grants.values.french import FILTERS

CONTENT = Path(__file__).parents[2] / "content"
OPEN, CLOSE = (
    "\ue000",
    "\ue001",
)  # around an included block; no text that a person types may hold them

_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in string.punctuation} | {OPEN: "", CLOSE: ""})


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body; ValueError when the file is not made of both."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path.name}: a front matter between two lines --- is expected")
    return yaml.safe_load(parts[1]), parts[2].strip() + "\n"


def plain(value: Any) -> Any:
    """One line, as it is; ValueError for nothing, which must never be printed."""
    if value is None:
        raise ValueError("une valeur qui devrait être écrite manque")
    return " ".join(value.split()) if isinstance(value, str) else value


def escaped(value: Any) -> Any:
    """One line in which nothing is Markdown: what people typed stays what they typed."""
    line = plain(value)
    return line.translate(_MARKDOWN) if isinstance(line, str) else line


class Texts(BaseLoader):
    """The bodies of one folder; a block (`_x.md`) comes between marks, for the layout to find it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        path = self.folder / Path(template).name
        if not path.is_file():
            raise TemplateNotFound(template)
        body = read(path)[1]
        return (
            (f"\n\n{OPEN}{path.stem[1:]}\n\n{body}\n\n{CLOSE}\n\n" if path.name[0] == "_" else body),
            str(path),
            None,
        )


@cache
def environment(folder: Path, finalize: Callable[[Any], Any] = escaped) -> Environment:
    """Jinja that can reach nothing but its variables, and refuses a missing one."""
    jinja = SandboxedEnvironment(
        loader=Texts(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    jinja.filters.update(FILTERS)
    return jinja


@lru_cache(maxsize=512)
def compiled(text: str, folder: Path, finalize: Callable[[Any], Any] = escaped) -> Template:
    """A text ready to render: the same few are sent by the hundred, and compiling one takes milliseconds."""
    return environment(folder, finalize).from_string(text)


def words(text: str, variables: Mapping[str, Any], *, folder: Path = CONTENT / "mails") -> str:
    """A short text (a subject, an address) on one line."""
    return re.sub(r"\s+", " ", compiled(text, folder, plain).render(variables)).strip()
