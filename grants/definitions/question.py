"""Forms, sections and questions."""

from typing import Any, Literal

from pydantic import Field

from grants.definitions.base import Count, Key, Line, Part, Share, Simple, Text, Year
from grants.definitions.condition import Condition

QuestionType = Literal[
    "text", "long_text", "number", "money", "date", "choice", "choices", "email", "phone", "siret", "rna", "iban",
    "commune", "territory", "file", "partners", "people", "rows", "budget", "indicators", "attestation",
]  # fmt: skip
Level = Literal["region", "department", "intercommunality", "commune", "priority_district", "rural_zone"]
TABLES = ("rows", "partners", "people")
COMPOUND = (*TABLES, "budget", "indicators", "territory")
CHOICES = ("choice", "choices")

# What may limit an answer, by type of question; checks refuse the others.
LIMITS: dict[str, set[str]] = {
    "text": {"max_length"},
    "long_text": {"max_length"},
    "number": {"min", "max", "decimals"},
    "money": {"min", "max"},
    "date": {"min", "max"},
    "choice": {"options", "options_from"},
    "choices": {"options", "options_from", "min_choices", "max_choices"},
    "territory": {"levels", "min_rows", "max_rows"},
    **dict.fromkeys(TABLES, {"columns", "min_rows", "max_rows", "total_must_equal"}),
    "budget": {"grid", "years", "year", "in_kind", "funder_row", "must_equal", "maximum_rate", "compare_with",
               "explain_gap_above"},
    "indicators": {"source", "by_year", "year", "min_filled", "own_max", "explain_gap_above"},
}  # fmt: skip


class Option(Part):
    value: str = Field(min_length=1, max_length=80)
    label: Line


class Column(Part):
    """One column of a table of rows, partners or people."""

    key: Key
    type: QuestionType
    label: Text
    required: bool
    min: Simple | None = None
    max: Simple | None = None
    decimals: int | None = Field(None, ge=0, le=4)
    max_length: int | None = Field(None, ge=1, le=20_000)
    options: list[Option] | None = Field(None, min_length=1)
    options_from: str | None = None


class Question(Part):
    """One question; `used_for` says why it is asked, the other fields limit the answer according to its type."""

    key: Key
    type: QuestionType
    label: Text
    help: Text | None = None
    required: bool
    show_if: Condition | None = None
    prefill: str | None = None
    identifying: bool = False
    public: bool = False
    min_choices: Count | None = None
    max_choices: Count | None = None
    levels: list[Level] | None = None
    min_rows: Count | None = None
    max_rows: int | None = Field(None, ge=1, le=100)
    min: Simple | None = None
    max: Simple | None = None
    decimals: int | None = Field(None, ge=0, le=4)
    max_length: int | None = Field(None, ge=1, le=20_000)
    options: list[Option] | None = Field(None, min_length=1)
    options_from: str | None = None
    total_must_equal: Key | None = None
    columns: list[Column] | None = Field(None, min_length=1)
    grid: Literal["cerfa_12156", "cerfa_15059"] | None = None
    years: int | None = Field(None, ge=1, le=4)
    year: Year | None = None
    in_kind: bool | None = None
    funder_row: str | None = None
    must_equal: Key | None = None
    maximum_rate: Share | None = None
    compare_with: Key | None = None
    source: Literal["indicators"] | None = None
    by_year: list[Year] | None = Field(None, min_length=1)
    min_filled: Count | None = None
    own_max: Count | None = None
    explain_gap_above: Share | None = None
    used_for: list[str] = Field(min_length=1)


class Section(Part):
    """One page of a form."""

    key: Key
    title: Line
    minutes: int = Field(ge=1, le=240)
    intro: Text | None = None
    questions: list[Question] = Field(min_length=1)


class FormDefinition(Part):
    """What is asked at one stage."""

    key: Key
    title: Line
    minutes_note: Line | None = None
    sections: list[Section] = Field(min_length=1)

    @property
    def questions(self) -> list[Question]:
        """All questions, in the order of the pages."""
        return [question for section in self.sections for question in section.questions]

    def section(self, key: str) -> Section:
        """The page of this key; KeyError when there is none."""
        return {section.key: section for section in self.sections}[key]

    def question(self, key: str) -> Question:
        """The question of this key; KeyError when there is none."""
        return {question.key: question for question in self.questions}[key]


class Piece(Part):
    """A document to join."""

    key: Key
    label: Line
    help: Text | None = None
    required: bool
    show_if: Condition | None = None
    waived_if: Literal["held_in_rna", "accounts_published", "report_approved_here"] | None = None
    reusable_months: int | None = Field(None, ge=1, le=240)
    max_files: int = Field(1, ge=1, le=50)
    accept: list[Literal["pdf", "jpg", "png", "ods", "xlsx", "odt", "docx", "csv"]] = Field(min_length=1)
    max_size_mb: int = Field(ge=1, le=200)
    identifying: bool = False
    used_for: list[str] | None = None
    stage: Key | None = None


def values_of(options: list[Option] | None) -> dict[str, Any]:
    """Labels by value."""
    return {option.value: option.label for option in options or []}
