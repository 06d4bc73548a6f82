"""Fields that name another part of the same call: what one may choose there, and in which words."""

from collections.abc import Callable, Mapping
from typing import Any

from grants.definitions.drafting import names
from grants.definitions.drafting.agreeing import PREFIX, criteria_of, every_question
from grants.definitions.drafting.kinds import Asked
from grants.definitions.drafting.spots import Spot
from grants.values.territories import DEPARTMENTS

Pairs = list[tuple[str, str]]


def pairs_of(asked: Asked, spot: Spot) -> Pairs | None:
    """(value, words) of a field chosen in a list; None for a field that is typed."""
    find = NAMED.get((spot.model, asked.name)) or NAMED.get(("", asked.name))
    if find is not None:
        return with_present(find(spot), spot.value.get(asked.name))
    if asked.name == "type" and spot.model == "Column":
        return [(each, names.TYPES[each]) for each in names.IN_COLUMNS]
    return [(each, names.choice(each)) for each in asked.options] if asked.options else None


def with_present(pairs: Pairs, now: Any) -> Pairs:
    """A value that is no longer among the choices stays one, so that nothing changes by being shown."""
    known = {value for value, _ in pairs}
    present = now if isinstance(now, list) else [now] if isinstance(now, str) and now else []
    return pairs + [(str(each), str(each)) for each in present if str(each) not in known]


def keyed(part: str) -> Callable[[Spot], Pairs]:
    """The items of one list of the call."""
    return lambda spot: [(str(each.get("key")), said(each)) for each in spot.content.get(part, [])]


def said(part: Mapping[str, Any]) -> str:
    return str(part.get("label") or part.get("title") or part.get("key") or "")


def asked_with(spot: Spot) -> list[dict[str, Any]]:
    """The questions among which one of a form, of a report or of a rule may choose."""
    form = spot.within("FormDefinition")
    if form is not None:
        return [each for section in form.value.get("sections", []) for each in section.get("questions", [])]
    report = spot.within("ReportDefinition")
    return list(report.value.get("questions", [])) if report else every_question(dict(spot.content))


def questions(*types: str) -> Callable[[Spot], Pairs]:
    """The other questions of these types."""

    def find(spot: Spot) -> Pairs:
        mine = spot.value.get("key") if spot.model == "Question" else None
        return [(str(each["key"]), said(each)) for each in asked_with(spot)
                if each.get("type") in types and each.get("key") != mine]  # fmt: skip

    return find


def scales(spot: Spot) -> Pairs:
    grid = spot.within("GridDefinition")
    return [(str(each.get("key")), str(each.get("key"))) for each in (grid.value.get("scales", []) if grid else [])]


def uses(spot: Spot) -> Pairs:
    """The known uses, then the criteria that judge the form."""
    if spot.model == "Piece":  # it may serve any stage
        criteria = [each for grid in spot.content.get("grid", []) for each in grid.get("criteria", [])]
    else:
        criteria = criteria_of(dict(spot.content), spot)
    return [*names.USES.items(), *((f"{PREFIX}{each.get('key')}", f"Critère : {said(each)}") for each in criteria)]


def rows(spot: Spot) -> Pairs:
    return [(str(each.get("budget_row")), said(each)) for each in spot.content.get("funders", [])]


NAMED: dict[tuple[str, str], Callable[[Spot], Pairs]] = {
    ("", "used_for"): uses,
    ("StageDefinition", "form"): keyed("form"),
    ("StageDefinition", "grid"): keyed("grid"),
    ("Piece", "stage"): keyed("stages"),
    ("Rule", "applies_to_stage"): keyed("stages"),
    ("EnvelopeDefinition", "funder"): keyed("funders"),
    ("EnvelopeDefinition", "department"): lambda spot: [
        (code, f"{name} ({code})") for code, name in DEPARTMENTS.items()
    ],
    ("Instalment", "envelope"): keyed("envelopes"),
    ("Criterion", "scale"): scales,
    ("Question", "must_equal"): questions("money"),
    ("Question", "total_must_equal"): questions("money"),
    ("Question", "options_from"): questions("choice", "choices"),
    ("Question", "funder_row"): rows,
}
