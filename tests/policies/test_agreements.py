"""On a joint call, the list and the page of an agreement follow one rule."""

import pytest

from grants.database import db
from grants.models import Agreement, AgreementKind, Appointment, Funder, Membership, User
from grants.policies.access import can
from grants.queries import agreements
from grants.values import clock
from grants.values.money import Money
from tests.world import add_file, add_world
from workflows.roles import Role


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world("appel_conjoint_2020", is_open=False)


def add_agreements(world):
    file_id = add_file(world, "awarded", released_at=clock.now())
    for rank, funder in enumerate(db.session.scalars(db.select(Funder).order_by(Funder.id))):
        agreement = Agreement(
            application_id=file_id, funder_id=funder.id, kind=AgreementKind.ORDER, reference=f"A{rank}", object="Acte",
            amount=Money(100_00), drafted_at=clock.now(), workflow_key="agreement@1", state="drafted",
        )  # fmt: skip
        db.session.add(agreement)
    db.session.commit()


def managers_of_one_funder(world):
    for name in ("grant_manager", "accountant", "cofunder"):
        funder = db.session.scalars(db.select(Funder).filter_by(key="cofunder_a")).one()
        db.session.scalars(db.select(Appointment).filter_by(user_id=world[name])).one().funder_id = funder.id
    db.session.commit()


def test_a_list_shows_the_agreements_whose_pages_open(world):
    add_agreements(world)
    managers_of_one_funder(world)
    everything = db.session.scalars(db.select(Agreement)).all()
    seen = {}
    for user in db.session.scalars(db.select(User)):
        if db.session.scalar(db.select(Membership.id).filter_by(user_id=user.id)):
            continue
        roles = {each.role for each in user.appointments}
        if roles & {Role.REVIEWER, Role.SERVICE} or not (roles or user.delegations):
            continue
        listed = set(agreements.page(user))
        assert listed == {each for each in everything if can(user, "agreement.see", each)}, user.email
        seen[user.email] = len(listed)
    assert seen["accountant@guichet.example"] == 1
    assert seen["authority@guichet.example"] == 1, "the State’s alone"
    assert seen["auditor@guichet.example"] == len(everything) == 3
