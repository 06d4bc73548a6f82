"""A call under construction: pages write what the file says, and what is not touched keeps its bytes."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from grants.definitions.drafting import beginnings, changing, kinds, references, rows, spots
from grants.definitions.drafting import typing as typed
from grants.definitions.files import dump, examined, load

CALLS = sorted(Path("content/calls").glob("*.yaml"))


def content_of(path: Path) -> dict:
    return load(path).model_dump(mode="json", exclude_unset=True, by_alias=True)


def parts(spot: spots.Spot) -> Iterator[spots.Spot]:
    """Every part of a call that has a page."""
    if spot.is_list:
        for rank, value in enumerate(spot.value):
            yield from parts(spots.item(spot, spots.step_of(value, rank)))
        return
    yield spot
    for asked in kinds.fields_of(spot):
        if asked.kind in ("part", "parts") and (inside := spots.field(spot, asked.name)) and inside.value:
            yield from parts(inside)


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_each_field_of_each_call_can_be_typed_as_it_is_shown(path: Path) -> None:
    whole = spots.locate(content_of(path), "")
    for spot in parts(whole):
        for asked in kinds.fields_of(spot):
            value = spot.value.get(asked.name)
            if asked.kind in ("part", "parts") or value in (None, [], ""):
                continue
            if asked.kind == "condition":
                said = rows.rows_of(value, references.asked_with(spot))
                assert said is None or rows.test_of(*said, references.asked_with(spot), None) == value
            else:
                assert typed.typed(asked, typed.shown(asked, value)) == value, (spot.address, asked.name)


def test_a_call_from_nothing_could_be_put_in_force() -> None:
    call, faults = examined(beginnings.call("nouveau", "commissioner_credits", 1, "Un appel"))
    assert faults == []
    assert dump(call)


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_every_mistake_leads_to_the_page_that_mends_it(path: Path) -> None:
    content = content_of(path)
    content["form"][0]["sections"][0]["questions"][0]["used_for"] = ["nowhere"]
    content["rounds"][0]["announced_at"] = content["rounds"][0]["opens_at"]
    found = {spots.address_of(content, at) for at, _ in examined(content)[1]}
    form, section = content["form"][0]["key"], content["form"][0]["sections"][0]
    place = f"form/{form}/sections/{section['key']}/questions/{section['questions'][0]['key']}"
    assert (place, "used_for") in found
    assert (f"rounds/{content['rounds'][0]['key']}", "announced_at") in found
    assert all(spots.locate(content, address) for address, _ in found)


def test_changes_are_made_on_a_copy_and_tell_the_criteria() -> None:
    content = content_of(Path("content/calls/credits_commissaire_2020.yaml"))
    before = deepcopy(content)
    place = "form/main/sections/request/questions/project_title"
    used = ["letter", "scoring.need"]
    key = content["grid"][0]["criteria"][0]["key"]
    made = changing.put(content, place, {"used_for": [used[0], f"scoring.{key}"]})
    assert content == before
    assert "project_title" in made["grid"][0]["criteria"][0]["reads"]
    gone = changing.remove(made, place)
    assert "project_title" not in gone["grid"][0]["criteria"][0]["reads"]
    with pytest.raises(changing.Gone):
        changing.move(gone, place, 1)


def test_a_type_that_changes_leaves_its_limits() -> None:
    content = beginnings.call("nouveau", "commissioner_credits", 1, "Un appel")
    place = "form/main/sections/request/questions/project_title"
    made = changing.put(content, place, {"type": "money"})
    assert "max_length" not in changing.there(made, place).value
    assert examined(made)[1] == []


@pytest.mark.parametrize(("words", "taken", "key"), [
    ("Titre du projet", set(), "titre_du_projet"), ("Œuvre à l’école", set(), "oeuvre_a_l_ecole"),
    ("44", set(), "p_44"), ("مرحبا", set(), "partie"), ("Titre", {"titre", "titre_2"}, "titre_3"),
])  # fmt: skip
def test_a_key_is_made_of_words(words: str, taken: set, key: str) -> None:
    assert typed.slug(words, taken) == key
