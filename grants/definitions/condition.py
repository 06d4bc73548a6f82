"""A condition written as data: when a question is shown, when a rule holds."""

from functools import cached_property
from typing import Any

from pydantic import Field, model_validator

from grants.definitions.base import Key, Part, Simple

OPERATORS = (
    "is_", "is_not", "in_", "contains", "greater_than", "above", "at_least", "at_most", "between", "within",
    "is_filled", "line_filled", "any_line_above", "after_fact", "equals_question", "at_most_question",
)  # fmt: skip


class Condition(Part):
    """One subject (a question or a fact) and one operator; or `all`, `any`, `always`, `self_declared`."""

    all_: list["Condition"] | None = Field(None, alias="all", min_length=1)
    any_: list["Condition"] | None = Field(None, alias="any", min_length=1)
    always: bool | None = None
    self_declared: bool | None = None
    question: Key | None = None
    fact: str | None = Field(None, pattern=r"^[a-z_]+(\.[a-z0-9_]+)?$")
    is_: Simple | None = Field(None, alias="is")
    is_not: Simple | None = None
    in_: Any = Field(None, alias="in", description="a list of values, or the name of a list of this file")
    contains: Simple | None = None
    greater_than: Simple | None = None
    above: Simple | None = None
    at_least: Simple | None = None
    at_most: Simple | None = None
    between: list[Simple] | None = Field(None, min_length=2, max_length=2)
    within: str | None = None
    is_filled: bool | None = None
    line_filled: str | None = None
    any_line_above: str | None = None
    lines: list[str] | None = None
    after_fact: str | None = None
    equals_question: Key | None = None
    at_most_question: Key | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Condition":
        said = self.model_fields_set
        subjects = said & {"all_", "any_", "always", "self_declared", "question", "fact"}
        if len(subjects) != 1:
            raise ValueError("attendu : un seul sujet parmi question, fact, all, any, always, self_declared")
        needed = 1 if subjects & {"question", "fact"} else 0
        if len(said & set(OPERATORS)) != needed:
            raise ValueError("attendu : un seul opérateur (is, in, at_least…)" if needed else "aucun opérateur ici")
        if "lines" in said and "any_line_above" not in said:
            raise ValueError("lines ne va qu’avec any_line_above")
        return self

    @cached_property
    def operator(self) -> str:
        """The name of its operator, as the file writes it."""
        return next(name for name in OPERATORS if name in self.model_fields_set).rstrip("_")

    @cached_property
    def operand(self) -> Any:
        return getattr(self, next(name for name in OPERATORS if name in self.model_fields_set))

    @cached_property
    def questions(self) -> frozenset[str]:
        """The questions that it speaks of, parts included."""
        own = {self.question, self.equals_question, self.at_most_question}
        parts = [part for combined in (self.all_, self.any_) for part in combined or []]
        return frozenset(key for key in own if key is not None).union(*(part.questions for part in parts))
