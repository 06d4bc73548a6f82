"""What a question needs to know of its call to be asked and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grants.definitions.call import CallFile
from grants.definitions.conditions import holds
from grants.definitions.follow_up import Indicator
from grants.definitions.question import Column, FormDefinition, Option, Question
from grants.values.accounts import Grid, grid
from grants.values.sentences import sentence


@dataclass(frozen=True)
class Context:
    """The call, the questions asked together, the other answers, and for a report those of the application."""

    call: CallFile
    questions: Sequence[Question] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    application: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, call: CallFile, form: FormDefinition, answers: Mapping[str, Any]) -> "Context":
        return cls(call, form.questions, answers)

    def options(self, asked: Question | Column) -> list[Option]:
        """The answers that one may choose; `options_from` keeps those chosen in another question."""
        if asked.options_from is None:
            return asked.options or []
        source, answers = asked.options_from, self.answers
        questions = list(self.questions)
        if source.startswith("application."):
            source, answers = source.removeprefix("application."), self.application
            questions = [question for form in self.call.form for question in form.questions]
        options = next((question.options or [] for question in questions if question.key == source), [])
        chosen = answers.get(source)
        kept = [option for option in options if isinstance(chosen, list) and option.value in chosen]
        return kept or options

    def grid(self, question: Question) -> Grid:
        """The accounts of a budget."""
        return grid(self.call.funder_rows, in_kind=question.in_kind is not False)

    def indicators(self, question: Question) -> list[Indicator]:
        """The indicators that this question asks a figure for."""
        answers = {**self.application, **self.answers}
        return [
            indicator
            for indicator in self.call.indicators
            if indicator.target == "asked" and holds(indicator.show_if, answers, {})
        ]


def years_of(question: Question) -> list[str]:
    """The headings of the columns of figures: years, or one column without a name."""
    if question.by_year:
        return [str(year) for year in question.by_year]
    if question.years and question.years > 1:
        return [sentence("Année %(rank)s", rank=rank) for rank in range(1, question.years + 1)]
    return [str(question.year)] if question.year else [""]
