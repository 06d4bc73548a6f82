"""One name, one thing; and each name that is used exists."""

from collections.abc import Iterator

from grants.definitions.mistakes import Path, Place

LISTS = ("rounds", "stages", "envelopes", "funders", "form", "pieces", "grid", "instalments", "reports", "indicators")


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    for name in LISTS:
        yield from twice(call[name])
    yield from twice(call["eligibility"]["rules"])
    for form in call["form"]:
        yield from twice(form["sections"])
        yield from twice([question for section in form["sections"] for question in section["questions"]])
    for report in call["reports"]:
        yield from twice(report["questions"])
    yield from stages(call)


def twice(items: Place | list[Place]) -> Iterator[tuple[Path, str]]:
    """The second item with the same key."""
    seen: set[str] = set()
    for item in items:
        key = item["key"].text
        if key and key in seen:
            yield (*item.path, "key"), f"attendu : une clé qui n’a pas encore servi ({key} existe déjà)"
        seen.add(key)


def stages(call: Place) -> Iterator[tuple[Path, str]]:
    """Stages name forms and grids; each form and each grid serves a stage."""
    known = call["stages"].item_keys()
    for stage in call["stages"]:
        yield from named(stage["form"], call["form"].item_keys(), "un formulaire de ce fichier")
        yield from named(stage["grid"], call["grid"].item_keys(), "une grille de ce fichier")
    for part in ("form", "grid"):
        used = {stage[part].text for stage in call["stages"]}
        for item in call[part]:
            if item["key"].text not in used:
                yield (*item.path, "key"), "attendu : une étape qui l’emploie (stages)"
    for piece in call["pieces"]:
        yield from named(piece["stage"], known, "une étape de ce fichier")
    for rule in call["eligibility"]["rules"]:
        yield from named(rule["applies_to_stage"], known, "une étape de ce fichier")
    for count in call["reviewers_by_stage"]:
        if count.path[-1] not in known:
            yield count.path, "attendu : une étape de ce fichier"


def named(place: Place, known: set[str], what: str) -> Iterator[tuple[Path, str]]:
    """A name that is given must be one of `known`."""
    if place.text and place.text not in known:
        listed = ", ".join(sorted(known)) or "aucun"
        yield place.path, f"attendu : {what} ({listed}) — lu : {place.text}"
