"""A condition as rows that one builds by choosing: of what one speaks, how it is compared, with what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.definitions.checks.conditions import FACTS
from grants.definitions.drafting.typing import amount, as_line, day, shown_amount, shown_day, whole
from grants.definitions.question import CHOICES, TABLES

Test = dict[str, Any]
FILLED = ("is_filled",)
ORDERED = ("is", "at_least", "at_most", "above", "between", "at_most_question", "equals_question")
OPERATORS: dict[str, tuple[str, ...]] = {
    "choice": ("is", "is_not", "in", *FILLED),
    "choices": ("contains", *FILLED),
    "attestation": ("is",),
    "number": (*ORDERED, *FILLED),
    "money": (*ORDERED, *FILLED),
    "date": ("is", "at_least", "at_most", "between", "after_fact", "at_most_question", *FILLED),
    "territory": ("within", *FILLED),
    "commune": ("within", *FILLED),
    "budget": ("line_filled", "any_line_above", *FILLED),
    **dict.fromkeys((*TABLES, "indicators", "long_text"), FILLED),
}
OTHERS = ("is", "is_not", "in", "equals_question", *FILLED)
OF_FACTS = ("is", "is_not", "at_least", "at_most", "above", "between", "in")
WORDS = {
    "is": "est", "is_not": "n’est pas", "in": "est l’un de (séparés par une virgule)", "contains": "contient",
    "above": "dépasse", "greater_than": "est plus grand que", "at_least": "vaut au moins", "at_most": "vaut au plus",
    "between": "est entre (deux valeurs séparées par un point-virgule)", "within": "se trouve dans",
    "is_filled": "a une réponse (oui ou non)", "line_filled": "a ce compte rempli",
    "any_line_above": "a une ligne au-dessus de", "after_fact": "ne précède pas",
    "equals_question": "est égal à la question", "at_most_question": "ne dépasse pas la question",
}  # fmt: skip
NAMED_FACTS = {
    "submitted_on": "Le jour du dépôt", "requested_rate": "La part demandée", "awarded_amount": "Le montant accordé",
    "year_total_same_authority": "Le total de l’année par la même autorité", "project_months": "La durée en mois",
    "organisation_age_months": "L’âge de l’organisme, en mois", "late_report_count": "Les comptes rendus en retard",
    "applications_same_organisation_department": "Les dossiers du même organisme dans le département",
    "consortium_size": "Le nombre de partenaires", "tranches_total": "Le total des tranches",
    "partner_shares_total": "Le total des parts des partenaires",
}  # fmt: skip
assert set(NAMED_FACTS) == FACTS


@dataclass(frozen=True)
class Row:
    """One line: "q:scope" or "f:submitted_on", an operator, and the value as it is typed."""

    subject: str
    operator: str
    value: str


def rows_of(test: Test | None, questions: Sequence[Mapping[str, Any]]) -> tuple[str, list[Row]] | None:
    """("all" or "any", its rows); None for a test that rows can't say: it is kept as it is."""
    if not test:
        return "all", []
    combined = next((name for name in ("all", "any") if name in test), None)
    parts = test[combined] if combined else [test]
    rows = [row_of(part, questions) for part in parts]
    found = [row for row in rows if row is not None]
    return (combined or "all", found) if len(found) == len(rows) else None


def row_of(part: Test, questions: Sequence[Mapping[str, Any]]) -> Row | None:
    operator = next((name for name in WORDS if name in part), None)
    subject = f"q:{part['question']}" if "question" in part else f"f:{part['fact']}" if "fact" in part else None
    if subject is None or operator is None or set(part) - {"question", "fact", operator}:
        return None
    return Row(
        subject, operator, label_of(part, operator, questions) or said(part[operator], kind_of(subject, questions))
    )


def label_of(part: Test, operator: str, questions: Sequence[Mapping[str, Any]]) -> str:
    """The words of the answer meant, where they mean only that one; a list keeps values, that hold no comma."""
    question: Mapping[str, Any] = next((each for each in questions if each.get("key") == part.get("question")), {})
    options = question.get("options") or []
    labels = [as_line(each["label"]) for each in options if each["value"] == part[operator]]
    alone = [each for each in options if labels and labels[0] in (as_line(each["label"]), each["value"])]
    return labels[0] if operator in ("is", "is_not", "contains") and len(alone) == 1 else ""


def said(value: Any, kind: str) -> str:
    """A value as the page shows it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ("; " if len(value) == 2 and kind not in (*CHOICES, "") else ", ").join(
            said(each, kind) for each in value
        )
    if kind == "money":
        return shown_amount(value)
    return shown_day(value) if kind == "date" else str(value)


def kind_of(subject: str, questions: Sequence[Mapping[str, Any]]) -> str:
    """The type of the question of a row; "" for a fact."""
    key = subject.removeprefix("q:")
    return next((str(each.get("type")) for each in questions if each.get("key") == key), "")


def operators_of(subject: str, questions: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    if subject.startswith("f:"):
        return OF_FACTS
    return OPERATORS.get(kind_of(subject, questions), OTHERS)


def test_of(
    combine: str, rows: Sequence[Row], questions: Sequence[Mapping[str, Any]], before: Test | None
) -> Test | None:
    """The test that these rows say; ValueError with the sentence to read. What did not change keeps its writing."""
    known = rows_of(before, questions)
    if known is not None and list(rows) == known[1] and (len(rows) < 2 or combine == known[0]):
        return before
    parts = [part_of(row, questions) for row in rows]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {combine: parts}


def part_of(row: Row, questions: Sequence[Mapping[str, Any]]) -> Test:
    name, key = ("question" if row.subject.startswith("q:") else "fact"), row.subject[2:]
    if row.operator not in operators_of(row.subject, questions) and row.operator not in WORDS:
        raise ValueError("Choisissez comment comparer.")
    return {name: key, row.operator: operand(row, questions)}


def operand(row: Row, questions: Sequence[Mapping[str, Any]]) -> Any:
    text, kind = as_line(row.value), kind_of(row.subject, questions)
    if row.operator == "is_filled" or kind == "attestation":
        if text.lower() not in ("oui", "non"):
            raise ValueError("Écrivez oui ou non.")
        return text.lower() == "oui"
    if not text:
        raise ValueError("Dites à quoi comparer.")
    if row.operator == "in":
        return (
            text
            if text.startswith("eligibility.")
            else [one_of(each.strip(), row, questions) for each in text.split(",")]
        )
    if row.operator == "between":
        ends = [single(each, row, questions) for each in text.split(";")]
        if len(ends) != 2:
            raise ValueError("Écrivez deux valeurs séparées par un point-virgule.")
        return ends
    if row.operator == "any_line_above":
        return amount(text)
    if row.operator in ("within", "after_fact", "equals_question", "at_most_question", "line_filled"):
        return text
    return single(text, row, questions)


def one_of(text: str, row: Row, questions: Sequence[Mapping[str, Any]]) -> Any:
    """A list may name answers that only other calls offer; the checks want one that can be given here."""
    try:
        return single(text, row, questions)
    except ValueError:
        return text


def single(text: str, row: Row, questions: Sequence[Mapping[str, Any]]) -> Any:
    """One value, written as the answers to its question are."""
    text, kind = text.strip(), kind_of(row.subject, questions)
    if text.startswith("eligibility."):
        return text
    if kind in CHOICES:
        return option(text, row.subject, questions)
    if kind == "money":
        return amount(text)
    if kind == "date":
        return day(text)
    if kind == "number":
        return whole(text)
    if row.subject.startswith("f:") and text.lstrip("-").isdecimal():
        return int(text)
    return text


def option(text: str, subject: str, questions: Sequence[Mapping[str, Any]]) -> str:
    """The value of the answer that was named by its value or by its words."""
    question = next(each for each in questions if each.get("key") == subject[2:])
    options = question.get("options") or []
    for each in options:
        if text in (each["value"], as_line(each["label"])):
            return str(each["value"])
    if not options:
        return text
    raise ValueError(f"Choisissez une réponse de cette question : {', '.join(each['label'] for each in options[:12])}.")
