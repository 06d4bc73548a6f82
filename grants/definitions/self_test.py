"""The two-minute test of a call: few questions made of its rules, and what each rule says of the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from grants.definitions import facts
from grants.definitions.assessment import Rule
from grants.definitions.call import CallFile
from grants.definitions.condition import Condition
from grants.definitions.conditions import holds, is_filled
from grants.definitions.question import Option, Question
from grants.definitions.reach import nature_name
from grants.definitions.remedies import remedy
from grants.values.numbers import decimal_of

Answers = Mapping[str, Any]
# What the test asks as such, since rules compare it; every other rule is asked by its own yes-or-no question.
TYPED = ("legal_nature", "created_on", "territory", "requested_amount", "project_cost", "project_start", "project_end")
TOLD_BY = {
    "organisation_age_months": ("created_on",),
    "requested_rate": ("requested_amount", "project_cost"),
    "project_months": ("project_start", "project_end"),
}
DECLARED = [("oui", "Oui"), ("non", "Non"), ("inconnu", "Je ne sais pas")]
LABELS: dict[str, tuple[str, str, str | None]] = {
    "legal_nature": ("choice", "Quelle est la nature juridique de votre organisme ?", None),
    "created_on": ("date", "Quand votre organisme a-t-il été créé ?", "À sa déclaration. Par exemple 10/07/2015."),
    "territory": ("territory", "Où le projet se déroulera-t-il ?", "Une commune, un code postal, un département…"),
    "requested_amount": ("money", "Combien pensez-vous demander ?", "À peu près ; rien n’est enregistré."),
    "project_cost": ("money", "Combien le projet coûtera-t-il en tout ?", "Sans le bénévolat ni les dons en nature."),
    "project_start": ("date", "Quand le projet commencera-t-il ?", "Par exemple 01/03/2027."),
    "project_end": ("date", "Quand finira-t-il ?", None),
}  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """What one rule says: met, not met, or not known yet; `remedy` is what would make it possible."""

    rule: Rule
    answer: Literal["yes", "no", "unknown"]
    remedy: str

    @property
    def is_blocking(self) -> bool:
        return self.answer == "no" and self.rule.on_fail == "ineligible"


def rules_of(call: CallFile) -> list[Rule]:
    """The rules that one can answer before filling the form, each once, those without a limit left out."""
    return [
        rule
        for rule in call.eligibility.rules
        if rule.self_test
        and rule.on_fail != "incomplete"
        and is_known_before(rule.test)
        and limits_something(rule.test, call.values())
    ]


def is_known_before(test: Condition) -> bool:
    """What a stage gave is known only once it is passed."""
    return not (test.fact or "").startswith("stage_outcome.")


def limits_something(test: Condition, values: Answers) -> bool:
    """Whether the call sets at least one of the limits that the test names."""
    if test.question is None and test.fact is None:
        return True
    operands = test.operand if isinstance(test.operand, list) else [test.operand]
    return any(not (isinstance(each, str) and each in values and values[each] is None) for each in operands)


def needed(test: Condition) -> tuple[str, ...] | None:
    """The typed answers that decide a test; None when only its own question can."""
    parts = [needed(part) for part in test.all_ or test.any_ or []]
    if parts:
        return None if None in parts else tuple(key for part in parts for key in part or ())
    if test.fact:
        return TOLD_BY.get(test.fact)
    is_typed = test.question in TYPED and test.operator not in ("equals_question", "at_most_question")
    return (str(test.question),) if is_typed else None


def questions(call: CallFile) -> list[Question]:
    """What to ask, in an order that people find natural: the organisation, the project, then yes or no."""
    rules = rules_of(call)
    wanted = {key for rule in rules for key in needed(rule.test) or ()}
    typed = [typed_question(key, call) for key in TYPED if key in wanted]
    return typed + [declared_question(rule) for rule in rules if needed(rule.test) is None]


def typed_question(key: str, call: CallFile) -> Question:
    type, label, help = LABELS[key]
    given: dict[str, Any] = {"key": key, "type": type, "label": label, "help": help}
    if key == "legal_nature":
        given["options"] = natures(call)
    if key == "territory":
        given |= {"levels": ["region", "department", "intercommunality", "commune"], "max_rows": 1}
    return Question(required=False, used_for=["eligibility"], **given)


def natures(call: CallFile) -> list[Option]:
    """Those of the call's own question, then « another »."""
    asked = [question for form in call.form for question in form.questions if question.key == "legal_nature"]
    own = next((question.options for question in asked if question.options), None)
    named = [Option(value=each, label=nature_name(each)) for each in call.eligibility.legal_natures]
    return [*(own or named), Option(value="other", label="Aucune de celles-ci")]


def declared_question(rule: Rule) -> Question:
    options = [{"value": value, "label": label} for value, label in DECLARED]
    given = {"key": f"r_{rule.key}", "type": "choice", "label": rule.self_test or rule.message, "options": options}
    return Question.model_validate(given | {"required": False, "used_for": ["eligibility"]})


def judged(call: CallFile, answers: Answers, *, today: date, closes_on: date | None) -> list[Answered]:
    """What each rule says of these answers, as if the file were handed in today."""
    known = facts.derived(call, answers, submitted_on=today) | {"requested_rate": rate(answers)}
    return [judge(call, rule, answers, known, closes_on) for rule in rules_of(call)]


def rate(answers: Answers) -> Decimal | None:
    """The share of the cost that is asked."""
    asked, cost = decimal_of(answers.get("requested_amount")), decimal_of(answers.get("project_cost"))
    return asked / cost if asked is not None and cost else None


def judge(call: CallFile, rule: Rule, answers: Answers, known: Answers, closes_on: date | None) -> Answered:
    keys = needed(rule.test)
    if keys is None:
        said = {"oui": "yes", "non": "no"}.get(answers.get(f"r_{rule.key}", ""), "unknown")
    elif not all(is_filled(answers.get(key)) for key in keys) or is_undone(rule.test, known):
        said = "unknown"
    else:
        said = "yes" if holds(rule.test, answers, known, call.values()) else "no"
    answer: Literal["yes", "no", "unknown"] = said  # type: ignore[assignment]
    return Answered(rule, answer, remedy(call, rule, answers, known, closes_on) if said == "no" else "")


def is_undone(test: Condition, known: Answers) -> bool:
    """Whether the fact could not be told from the answers: an end before the beginning, a cost of nothing."""
    return test.fact is not None and known.get(test.fact) is None
