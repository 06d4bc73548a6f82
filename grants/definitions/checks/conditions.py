"""Conditions that speak of questions, facts and answers that exist."""

from collections.abc import Iterator

from grants.definitions.assessment import Eligibility
from grants.definitions.checks.forms import keys, questions
from grants.definitions.checks.names import named
from grants.definitions.mistakes import Path, Place

FACTS = {
    "submitted_on", "requested_rate", "awarded_amount", "year_total_same_authority", "project_months",
    "organisation_age_months", "late_report_count", "applications_same_organisation_department", "consortium_size",
    "tranches_total", "partner_shares_total",
}  # fmt: skip
VALUES = {f"eligibility.{name}" for name in Eligibility.model_fields}


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    asked = [question for form in call["form"] for question in questions(form)]
    facts = FACTS | {f"stage_outcome.{stage}" for stage in call["stages"].item_keys()}
    for form in call["form"]:
        for question in questions(form):
            yield from condition(question["show_if"], questions(form), facts)
        yield from circles(questions(form))
    for report in call["reports"]:
        for question in report["questions"]:
            yield from condition(question["show_if"], list(report["questions"]), facts)
    for holder, name in _others(call):
        yield from condition(holder[name], asked, facts)


def _others(call: Place) -> Iterator[tuple[Place, str]]:
    yield from ((piece, "show_if") for piece in call["pieces"])
    yield from ((rule, "test") for rule in call["eligibility"]["rules"])
    yield from ((opinion, "when") for opinion in call["opinions"])
    yield from ((instalment, "applies_if") for instalment in call["instalments"])
    yield from ((indicator, "show_if") for indicator in call["indicators"])


def condition(test: Place, asked: list[Place], facts: set[str]) -> Iterator[tuple[Path, str]]:
    """Every name that a condition uses, parts included."""
    for name in ("question", "equals_question", "at_most_question"):
        yield from named(test[name], keys(asked), "une question de ce formulaire")
    for name in ("fact", "after_fact"):
        yield from named(test[name], facts, "un fait connu")
    yield from _values(test, asked)
    for combined in ("all", "any"):
        for part in test[combined]:
            yield from condition(part, asked, facts)


def _values(test: Place, asked: list[Place]) -> Iterator[tuple[Path, str]]:
    references = [test["in"], test["within"], *test["between"], test["at_most"], test["at_least"]]
    for reference in references:
        if "." in reference.text and reference.text[0].isalpha():
            yield from named(reference, VALUES, "une valeur de ce fichier")
    question = next((each for each in asked if each["key"].text == test["question"].text), None)
    options = {option["value"].text for option in question["options"]} if question else set()
    if not options:
        return
    for value in (test["is"], test["is_not"], test["contains"]):
        yield from named(value, options, "une réponse possible de la question")
    # A list may name answers that only other calls offer, as long as one can be given here.
    if test["in"].texts() and not test["in"].texts() & options:
        yield test["in"].path, f"attendu : une réponse possible de la question ({', '.join(sorted(options))})"


def circles(asked: list[Place]) -> Iterator[tuple[Path, str]]:
    """A question whose condition leads back to itself can never be shown."""
    needs = {question["key"].text: mentioned(question["show_if"]) for question in asked}
    for question in asked:
        reached: set[str] = set()
        waiting = set(needs[question["key"].text])
        while waiting:
            key = waiting.pop()
            reached.add(key)
            waiting |= needs.get(key, set()) - reached
        if question["key"].text in reached:
            yield question["show_if"].path, "attendu : une condition qui ne revient pas à cette question"


def mentioned(test: Place) -> set[str]:
    """The questions that a condition speaks of."""
    own = {test[name].text for name in ("question", "equals_question", "at_most_question")} - {""}
    return own.union(*(mentioned(part) for combined in ("all", "any") for part in test[combined]))
