"""Who may sign: looked at when they sign, and said in a sentence when they may not."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Delegation, Letter, Recusal, Ruling, User
from grants.policies.applications import visible_to
from grants.policies.roles import roles_on
from grants.services import delegations, rulings
from grants.values import clock
from tests.support.money import EUROS, seen
from tests.world import World, add_file, add_world
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def email(world: World, name: str) -> str:
    return db.session.get_one(User, world[name]).email


def give(world: World, name: str, by: str = "administrator", **more: object) -> int:
    given = {"reference": "RAA 2026-12", "valid_from": clock.today() - timedelta(days=30)} | more
    return delegations.create(world[by], email=email(world, name), **given)


def award(world: World, file_id: int, by: str) -> None:
    rulings.award(world[by], file_id, amount=EUROS(18_000), **seen(Application, file_id))


def refused(world: World, file_id: int, by: str) -> str:
    with pytest.raises(Refused) as error:
        award(world, file_id, by)
    return " ".join(error.value.reasons)


def test_a_recorded_delegation_lets_sign_and_the_letter_names_it(world):
    give(world, "commissioner")
    file_id = add_file(world, "recommended")
    award(world, file_id, "commissioner")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.ruling.delegation.reference == "RAA 2026-12"
    assert letter.context["formule_delegation"] == "Pour le préfet de région et par délégation (RAA 2026-12),"


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({"ceiling": EUROS(10_000)}, "va jusqu’à 10"),
        ({"acts": ["refusal"]}, "ne couvre pas cet acte : Retenir un dossier"),
        ({"kind": "recovery_plan"}, "ne couvre pas cet appel"),
        ({"valid_from": None}, "ne commence que le"),
    ],
)
def test_out_of_its_scope_it_does_not_let_sign(world, scope, said):
    if "valid_from" in scope:
        scope = {"valid_from": clock.today() + timedelta(days=3)}
    give(world, "commissioner", **scope)
    assert said in refused(world, add_file(world, "recommended"), "commissioner")


def test_ended_it_does_not_let_sign_and_what_was_signed_stays(world):
    id = give(world, "commissioner")
    before, after = add_file(world, "recommended"), add_file(world, "recommended", rank=2)
    award(world, before, "commissioner")
    delegations.end(world["administrator"], id, **seen(Delegation, id))
    assert "a pris fin le" in refused(world, after, "commissioner")
    assert db.session.scalars(select(Ruling).filter_by(is_in_force=True)).one().application_id == before
    with pytest.raises(Refused, match="déjà pris fin"):
        delegations.end(world["administrator"], id, **seen(Delegation, id))


def test_kept_to_one_call_it_opens_the_files_of_that_call_alone(world):
    give(world, "accountant", call_id=world.call_id)
    file_id = add_file(world, "recommended")
    user = db.session.get_one(User, world["accountant"])
    for appointment in list(user.appointments):
        db.session.delete(appointment)
    db.session.commit()
    user = db.session.get_one(User, world["accountant"])
    assert Role.AUTHORITY in roles_on(user, db.session.get_one(Application, file_id))
    seen_files = list(db.session.scalars(select(Application.id).where(visible_to(user))))
    assert seen_files == [file_id]


def recuse(world: World, name: str, file_id: int) -> None:
    db.session.add(Recusal(application_id=file_id, user_id=world[name], reason="lien", declared_at=clock.now()))
    db.session.commit()


def test_a_recused_authority_is_substituted_on_that_file_alone(world):
    give(world, "commissioner", substitutes=email(world, "prefect"), reference="RAA suppléance")
    free, tied = add_file(world, "recommended"), add_file(world, "recommended", rank=2)
    recuse(world, "prefect", tied)
    with pytest.raises(NotAllowed):
        award(world, tied, "prefect")
    assert "ne joue que sur les dossiers dont Prefect Fictif est déporté" in refused(world, free, "commissioner")
    award(world, tied, "commissioner")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.context["formule_delegation"] == "Pour le préfet de région et par suppléance (RAA suppléance),"


def test_the_list_of_a_substitute_shows_what_it_may_sign(world):
    give(world, "accountant", substitutes=email(world, "prefect"))
    for appointment in db.session.scalars(select(Appointment).filter_by(user_id=world["accountant"])).all():
        db.session.delete(appointment)
    _, tied = add_file(world, "recommended"), add_file(world, "recommended", rank=2)
    recuse(world, "prefect", tied)
    user = db.session.get_one(User, world["accountant"])
    assert list(db.session.scalars(select(Application.id).where(visible_to(user)))) == [tied]
    assert Role.AUTHORITY not in roles_on(user, db.session.get_one(Application, tied).round)


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("administrator", {}, "vous donner une délégation"),
        ("applicant", {}, "quelqu’un de l’administration"),
        ("commissioner", {"valid_until": "before"}, "finirait avant de commencer"),
        ("commissioner", {"substitutes": "instructor"}, "n’a pas de délégation en vigueur"),
        ("prefect", {"substitutes": "prefect"}, "supplée pas à soi-même"),
    ],
)
def test_what_can_not_be_recorded(world, name, more, said):
    if more.get("valid_until"):
        more = {"valid_until": clock.today() - timedelta(days=60)}
    elif "substitutes" in more:
        more = {"substitutes": email(world, more["substitutes"])}
    with pytest.raises(Refused, match=said):
        give(world, name, **more)


def test_only_the_administrator_records(world):
    with pytest.raises(NotAllowed):
        give(world, "commissioner", by="prefect")
