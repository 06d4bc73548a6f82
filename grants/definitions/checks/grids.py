"""Grids that add up, and read what was asked for them; committees that can sit."""

from collections.abc import Iterator

from grants.definitions.checks.names import named, twice
from grants.definitions.mistakes import Path, Place
from grants.values.committees import REQUIRED_SEATS


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    for grid in call["grid"]:
        yield from twice(grid["criteria"])
        weights = [criterion["weight"].whole for criterion in grid["criteria"]]
        total = sum(filter(None, weights))
        if weights and None not in weights and total != 100:
            yield grid["criteria"].path, f"attendu : des poids dont la somme fait 100 — lu : {total}"
        for criterion in grid["criteria"]:
            yield from _criterion(criterion, grid)
    for stage in call["stages"]:
        yield from _readings(call, stage)
    yield from _committee(call["committee"])


def _criterion(criterion: Place, grid: Place) -> Iterator[tuple[Path, str]]:
    yield from named(criterion["scale"], grid["scales"].item_keys(), "une échelle de cette grille")
    for scale in grid["scales"]:
        lowest, highest, step = scale["min"].whole, scale["max"].whole, scale["step"].whole
        if lowest is None or highest is None or not step or scale["key"].text != criterion["scale"].text:
            continue
        marks = {str(mark) for mark in range(lowest, min(highest, lowest + 100) + 1, step)}
        if criterion["guidance"] and {str(each.path[-1]) for each in criterion["guidance"]} != marks:
            yield criterion["guidance"].path, f"attendu : une phrase par note ({', '.join(sorted(marks))})"


def _readings(call: Place, stage: Place) -> Iterator[tuple[Path, str]]:
    """`used_for: [scoring.need]` on a question and `reads: [question]` on the criterion say the same thing."""
    forms = [form for form in call["form"] if form["key"].text == stage["form"].text]
    asked = [question for form in forms for section in form["sections"] for question in section["questions"]]
    keys = {question["key"].text for question in asked}
    for grid in call["grid"]:
        if grid["key"].text != stage["grid"].text:
            continue
        for criterion in grid["criteria"]:
            use = f"scoring.{criterion['key'].text}"
            giving = {question["key"].text for question in asked if use in question["used_for"].texts()}
            for read in criterion["reads"]:
                yield from named(read, keys, "une question du formulaire de l’étape")
            for missing in sorted(giving - criterion["reads"].texts()):
                yield criterion["reads"].path, f"attendu : aussi {missing}, dont used_for annonce {use}"
            for extra in sorted((criterion["reads"].texts() & keys) - giving):
                yield criterion["reads"].path, f"attendu : {use} dans used_for de la question {extra}"


def _committee(committee: Place) -> Iterator[tuple[Path, str]]:
    seats = sum(seat["seats"].whole or 0 for seat in committee["members"] if seat["voting"].value is True)
    quorum = committee["quorum"]
    if committee and quorum["of_voting"].whole not in (seats, None):
        yield quorum["of_voting"].path, f"attendu : {seats}, la somme des sièges qui votent"
    if committee and (quorum["members"].whole or 0) > seats:
        yield quorum["members"].path, f"attendu : {seats} au plus, la somme des sièges qui votent"
    roles = {seat["role"].text for seat in committee["members"]}
    for role in quorum["required_roles"]:
        yield from named(role, roles, "un rôle qui a un siège")
        yield from named(role, {*REQUIRED_SEATS}, "un rôle que la séance distingue")
