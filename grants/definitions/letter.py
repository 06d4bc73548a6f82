"""A letter as a file of content/letters: its variables, checked and frozen when the letter is issued."""

from collections.abc import Mapping
from decimal import InvalidOperation
from functools import cache
from typing import Any

from jinja2 import TemplateError
from pydantic import BaseModel, ConfigDict

from grants.definitions import letter_values
from grants.definitions.prose import CONTENT, environment, read

LETTERS = CONTENT / "letters"


class MissingWords(ValueError):
    """A letter that can't be written; `reasons` are the sentences to show."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Variable(BaseModel):
    """One variable of a letter: its type, and where its value is found."""

    model_config = ConfigDict(extra="forbid")
    type: str
    source: str
    fields: list[str] = []
    required: bool = True
    example: Any = None

    def frozen(self, value: Any) -> Any:
        """The value as JSON keeps it; ValueError when it is not of this type."""
        if value is None or value == "" or (value == [] and self.required):
            if self.required:
                raise ValueError("il manque")
            return None
        return letter_values.freeze(self.type, self.fields, value)


class LetterDefinition(BaseModel):
    """The front matter of a letter or of a block."""

    model_config = ConfigDict(extra="forbid")
    key: str
    title: str
    kind: str
    event: str | None = None
    recipient: str
    signed_by: str
    adverse: bool
    blocks: list[str] = []
    extends: str | None = None
    note: str | None = None
    to_verify: list[str] = []
    variables: dict[str, Variable] = {}

    def every_variable(self) -> dict[str, Variable]:
        """Its own, those of its blocks and those of what it extends."""
        others = [*self.blocks, *([self.extends] if self.extends else [])]
        found: dict[str, Variable] = {}
        for other in others:
            found |= letter(other).every_variable()
        return found | self.variables


@cache
def letter(key: str) -> LetterDefinition:
    """The letter of this key; KeyError when there is none."""
    path = LETTERS / f"{key}.md"
    if not path.is_file():
        raise KeyError(f"no letter {key}")
    return LetterDefinition.model_validate(read(path)[0])


def keys() -> list[str]:
    """Every letter, without the blocks."""
    return sorted(path.stem for path in LETTERS.glob("[a-z]*.md"))


def freeze(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the letter will say, as JSON; MissingWords when a value is missing or is not of its type."""
    frozen, reasons = {}, []
    for name, variable in letter(key).every_variable().items():
        try:
            frozen[name] = variable.frozen(values.get(name))
        except (ValueError, TypeError, KeyError, InvalidOperation) as mistake:
            reasons.append(f"« {name} » ({variable.source}) : {mistake or 'mal rempli'}")
    reasons = reasons or _mistakes(key, frozen)
    if reasons:
        title = letter(key).title
        raise MissingWords([f"La lettre « {title} » ne peut pas être écrite : {' ; '.join(reasons)}."])
    return frozen


def markdown(key: str, frozen: Mapping[str, Any]) -> str:
    """The letter's Markdown, written with what was frozen."""
    return environment(LETTERS).get_template(f"{key}.md").render(thaw(key, frozen))


def _mistakes(key: str, frozen: Mapping[str, Any]) -> list[str]:
    """What would stop the letter later, when it is too late to say so."""
    try:
        markdown(key, frozen)
    except (TemplateError, ValueError, TypeError, InvalidOperation) as mistake:
        return [str(mistake)]
    return []


def thaw(key: str, frozen: Mapping[str, Any]) -> dict[str, Any]:
    """The values again, typed: money as Money, so that nothing is false."""
    variables = letter(key).every_variable()
    return {
        name: value if value is None else letter_values.thaw(variables[name].type, value)
        for name, value in frozen.items()
    }
