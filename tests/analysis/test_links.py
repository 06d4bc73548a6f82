"""Links of interest found by comparing facts, case by case."""

import pytest

from grants.analysis.links import Body, Link, Person, Project, Way, links

BODY = Body(7, "Association L’Élan", "732829320", frozenset({"Elan 49"}), frozenset({9}))
PROJECT = Project((BODY,), frozenset({"DUPONT Marie"}), frozenset({"marie@elan49.example", "asso@gmail.com"}))
STRANGER = {"name": "Jean Martin", "email": "jean@ailleurs.example"}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"bodies": frozenset({7})}, (Link(Way.MEMBER, BODY.name),)),
        ({"sirens": frozenset({"732829320"})}, (Link(Way.SIREN, BODY.name),)),
        ({"sirens": frozenset({""})}, ()),
        ({"employer": "l'elan"}, (Link(Way.EMPLOYER, BODY.name),)),
        ({"employer": "Asso. Elan 49"}, (Link(Way.EMPLOYER, BODY.name),)),
        ({"employer": "Élan 85"}, ()),
        ({"employer": "Association"}, ()),
        ({"name": "Marie DUPONT"}, (Link(Way.NAMED, "DUPONT Marie"),)),
        ({"name": "Mme Marie Dupont"}, (Link(Way.NAMED, "DUPONT Marie"),)),
        ({"name": "Marie Dupond"}, ()),
        ({"name": "Dupont"}, ()),
        ({"email": "other@ELAN49.example"}, (Link(Way.DOMAIN, "elan49.example"),)),
        ({"email": "other@gmail.com"}, ()),
        ({"bodies": frozenset({9})}, (Link(Way.TOGETHER, BODY.name),)),
        (
            {"bodies": frozenset({7, 9}), "name": "Marie Dupont"},
            (Link(Way.MEMBER, BODY.name), Link(Way.NAMED, "DUPONT Marie"), Link(Way.TOGETHER, BODY.name)),
        ),
    ],
)
def test_a_link_is_found_when_facts_show_it_and_only_then(changed, found) -> None:
    assert links(Person(**STRANGER | changed), PROJECT) == found


def test_a_domain_told_to_be_everybodys_shows_nothing() -> None:
    person = Person("Jean Martin", "jean@elan49.example")
    assert links(person, PROJECT, public=["elan49.example"]) == ()
