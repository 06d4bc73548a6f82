"""Two texts for one question: theirs, saved meanwhile, and mine, typed here."""

from dataclasses import dataclass
from typing import Any

from forms.showing import shown
from grants.definitions.answers import Context
from grants.definitions.answers.differing import NOTHING, Line, differing
from grants.definitions.answers.reading import read
from grants.definitions.question import Question


@dataclass(frozen=True)
class Clash:
    """One question that two people answered; `may_join`: a text, of which both may be kept one after the other.

    lines: of a budget, those that differ, which `theirs` and `mine` then tell alone.
    """

    key: str
    label: str
    theirs: str
    mine: str
    may_join: bool
    lines: tuple[Line, ...] = ()

    @classmethod
    def of(cls, question: Question, theirs: Any, mine: Any, context: Context) -> "Clash":
        if question.type == "budget":
            return cls.of_budget(question, differing(question, theirs, mine, context))
        here, typed = ("\n".join(read(question, each, context)) or NOTHING for each in (theirs, mine))
        return cls(question.key, question.label, here, typed, may_join=question.type == "long_text")

    @classmethod
    def of_budget(cls, question: Question, lines: list[Line]) -> "Clash":
        here, typed = ("\n".join(f"{each.label} : {getattr(each, whose)}" for each in lines)
                       for whose in ("theirs", "mine"))  # fmt: skip
        return cls(question.key, question.label, here, typed, may_join=False, lines=tuple(lines))


def both(theirs: Any, mine: Any) -> str:
    """One text after the other."""
    return "\n\n".join(str(each) for each in (theirs, mine) if each)


def show_again(field: Any, question: Question, value: Any, context: Context) -> None:
    """Have a field that was sent show what the file holds instead."""
    field.process(None, shown(question, value, context))
    field.raw_data = None
