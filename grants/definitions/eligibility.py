"""Whether a file meets the rules of its call (recevabilité)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.definitions.assessment import Rule
from grants.definitions.call import CallFile
from grants.definitions.completeness import shown_answers, visible_questions
from grants.definitions.condition import Condition
from grants.definitions.conditions import holds


@dataclass(frozen=True)
class Finding:
    """What one rule says of one file."""

    rule: str
    passed: bool
    on_fail: str
    message: str
    overridable: bool


def eligibility(
    call: CallFile, answers: Mapping[str, Any], facts: Mapping[str, Any], *, stage: str | None = None
) -> list[Finding]:
    """Every rule of this stage (by default the last), in the order of the call."""
    stage = stage or call.stages[-1].key
    form = call.form_of(stage)
    shown = shown_answers(form, answers, facts)
    asked = {question.key for question in visible_questions(form, answers, facts)}
    rules = [rule for rule in call.eligibility.rules if rule.applies_to_stage in (None, stage)]
    return [_finding(rule, _passes(rule.test, shown, facts, call, asked)) for rule in rules]


def _passes(
    test: Condition, answers: Mapping[str, Any], facts: Mapping[str, Any], call: CallFile, asked: set[str]
) -> bool:
    """A rule on a question that is not asked passes."""
    if test.question is not None and test.question not in asked:
        return True
    if test.any_ is not None:
        return any(_passes(part, answers, facts, call, asked) for part in test.any_)
    if test.all_ is not None:
        return all(_passes(part, answers, facts, call, asked) for part in test.all_)
    return holds(test, answers, facts, call.values())


def _finding(rule: Rule, passed: bool) -> Finding:
    """A rule that is met is told by its question: the message says what is wrong."""
    message = f"{rule.self_test} Oui." if passed and rule.self_test else rule.message
    return Finding(rule.key, passed, rule.on_fail, message, rule.overridable)
