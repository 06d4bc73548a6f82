"""What is said twice in a call file and must agree: a question's use by a criterion, and what the criterion reads."""

from typing import Any

from grants.definitions.drafting.spots import Spot

PREFIX = "scoring."


def tell_criteria(content: dict[str, Any], spot: Spot, question: dict[str, Any]) -> None:
    """Each criterion of the stage's grid reads the questions that say so, in the order of their arrival."""
    key = str(question.get("key"))
    used = {use.removeprefix(PREFIX) for use in question.get("used_for", []) if use.startswith(PREFIX)}
    for criterion in criteria_of(content, spot):
        reads = criterion.setdefault("reads", [])
        if criterion.get("key") in used and key not in reads:
            reads.append(key)
        elif criterion.get("key") not in used and key in reads:
            reads.remove(key)


def forget(content: dict[str, Any], spot: Spot) -> None:
    """Take a part away from what refers to it: questions from the criteria, criteria from the questions."""
    if spot.is_list or not isinstance(spot.value, dict):
        return
    questions = spot.value.get("questions", []) if spot.model == "Section" else [spot.value]
    if spot.model in ("Question", "Section"):
        for question in questions:
            tell_criteria(content, spot, {"key": question.get("key"), "used_for": []})
    if spot.model == "Criterion":
        use = f"{PREFIX}{spot.value.get('key')}"
        for each in every_question(content):
            each["used_for"] = [other for other in each.get("used_for", []) if other != use]


def criteria_of(content: dict[str, Any], spot: Spot) -> list[dict[str, Any]]:
    """The criteria of the grids that judge the form in which this question stands."""
    form = spot.within("FormDefinition")
    if form is None:
        return []
    grids = {each.get("grid") for each in content.get("stages", []) if each.get("form") == form.value.get("key")}
    return [each for grid in content.get("grid", []) if grid.get("key") in grids for each in grid.get("criteria", [])]


def every_question(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        question
        for form in content.get("form", [])
        for section in form.get("sections", [])
        for question in section.get("questions", [])
    ]
