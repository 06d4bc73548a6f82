"""Questions that can be asked, and that serve something."""

from collections.abc import Callable, Iterator
from typing import Any

from grants.definitions.base import read_amount, read_day
from grants.definitions.checks.names import named
from grants.definitions.mistakes import Path, Place
from grants.definitions.question import CHOICES, LIMITS, TABLES, Question

USES = {
    "eligibility", "completeness", "instruction", "recusal", "letter", "agreement", "payment", "open_data",
    "public_notice", "bilan", "indicators", "equity", "report", "contact", "checks", "envelope", "evaluation",
    "register",
}  # fmt: skip
COMMON = set(Question.model_fields).difference(*LIMITS.values())
LABEL = 190


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    asked_of_all = {form["key"].text: questions(form) for form in call["form"]}
    application = {key for asked in asked_of_all.values() for key in keys(asked)}
    for form in call["form"]:
        asked = asked_of_all[form["key"].text]
        for question in asked:
            yield from _question(question, keys(asked), _criteria(call, form))
            yield from _prefill(question, {key: keys(each) for key, each in asked_of_all.items()})
            yield from _agrees_with_call(question, call)
            if question["type"].text == "file":
                yield from named(question["key"], call["pieces"].item_keys(), "la clé d’une pièce de cet appel")
    for report in call["reports"]:
        own = report["questions"].item_keys() | {f"application.{key}" for key in application}
        for question in report["questions"]:
            yield from _question(question, own, set())
            yield from named(question["prefill"], own, "une question du dossier (application.…)")
            yield from named(question["compare_with"], application, "une question du dossier")
    for piece in call["pieces"]:
        yield from _uses(piece, {key for grid in call["grid"] for key in grid["criteria"].item_keys()})


def questions(form: Place) -> list[Place]:
    return [question for section in form["sections"] for question in section["questions"]]


def keys(asked: list[Place]) -> set[str]:
    return {question["key"].text for question in asked}


def _criteria(call: Place, form: Place) -> set[str]:
    grids = {stage["grid"].text for stage in call["stages"] if stage["form"].text == form["key"].text}
    return {key for grid in call["grid"] if grid["key"].text in grids for key in grid["criteria"].item_keys()}


def _question(question: Place, known: set[str], criteria: set[str]) -> Iterator[tuple[Path, str]]:
    yield from _uses(question, criteria)
    yield from limits(question, known)
    if len(question["label"].text) > LABEL:
        yield question["label"].path, f"attendu : {LABEL} caractères au plus"
    if question["type"].text in TABLES:
        for needed in ("max_rows", "columns"):
            if not question[needed]:
                yield question.path, f"attendu : {needed}, pour une question de type {question['type'].text}"
    for column in question["columns"]:
        yield from limits(column, known)
    for other in ("total_must_equal", "must_equal"):
        yield from named(question[other], known, "une question du même formulaire")


def _uses(question: Place, criteria: set[str]) -> Iterator[tuple[Path, str]]:
    for use in question["used_for"]:
        if use.text.startswith("scoring."):
            yield from named(use, {f"scoring.{key}" for key in criteria}, "un critère de la grille de l’étape")
        else:
            yield from named(use, USES, "un usage connu")


def limits(asked: Place, known: set[str]) -> Iterator[tuple[Path, str]]:
    """A limit belongs to its type of question, is of the right kind, and is there when needed."""
    kind, given = asked["type"].text, asked.value if isinstance(asked.value, dict) else {}
    allowed = COMMON | LIMITS.get(kind, set())
    for name in given:
        if name not in allowed and name in Question.model_fields:
            yield (*asked.path, name), f"attendu : rien ici pour une question de type {kind}"
    if kind in ("text", "long_text") and not asked["max_length"] and "used_for" in given:
        yield asked.path, "attendu : max_length, le nombre de caractères"
    if kind in CHOICES and not (asked["options"] or asked["options_from"]):
        yield asked.path, "attendu : options, les réponses possibles"
    yield from named(asked["options_from"], known, "une question à choix du même formulaire")
    values = [option["value"].text for option in asked["options"]]
    if len(values) != len(set(values)):
        yield asked["options"].path, "attendu : des valeurs toutes différentes"
    yield from _bounds(asked, kind)


def _bounds(asked: Place, kind: str) -> Iterator[tuple[Path, str]]:
    read = READERS.get(kind)
    found: list[Any] = []
    for side in ("min", "max"):
        if read is None or not asked[side]:
            continue
        try:
            found.append(read(asked[side].value))
        except ValueError as error:
            yield asked[side].path, str(error)
    if len(found) == 2 and found[0] > found[1]:
        yield asked["max"].path, "attendu : un maximum au-dessus du minimum"


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("attendu : un nombre entier")
    return value


READERS: dict[str, Callable[[Any], Any]] = {"number": _whole, "money": read_amount, "date": read_day}


def _prefill(question: Place, forms: dict[str, set[str]]) -> Iterator[tuple[Path, str]]:
    known = {f"stage:{form}.{key}" for form, asked in forms.items() for key in asked}
    source = question["prefill"].text
    if source.startswith("stage:"):
        yield from named(question["prefill"], known, "une question d’une autre étape")
    elif source and not source.startswith(("organisation.", "earlier:")):
        yield question["prefill"].path, "attendu : organisation.…, stage:<formulaire>.<question> ou earlier:<appel>"


def _agrees_with_call(question: Place, call: Place) -> Iterator[tuple[Path, str]]:
    eligibility = call["eligibility"]
    pairs = [("maximum_rate", "maximum_rate")]
    if question["key"].text == "requested_amount":
        pairs += [("min", "amount_min"), ("max", "amount_max")]
    for mine, theirs in pairs:
        if question[mine] and eligibility[theirs] and question[mine].value != eligibility[theirs].value:
            yield question[mine].path, f"attendu : la valeur de eligibility.{theirs} ({eligibility[theirs].value})"
    rows = {funder["budget_row"].text for funder in call["funders"]}
    yield from named(question["funder_row"], rows, "la ligne de budget d’un financeur")
