"""The cast is the same each time, and every role of a person is held by somebody."""

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Delegation, Membership, Organisation, User
from grants.policies.roles import roles_on
from grants.queries.users import clock_user
from grants.rehearsal import cast
from grants.rehearsal.draw import Draw
from grants.services import calls
from tests.world import call_file
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# Held by other means than an appointment.
SEATED = {Role.APPLICANT, Role.REPRESENTATIVE, Role.HELPER, Role.PRESIDENT, Role.AUTHORITY, Role.CLOCK}


def engaged(seed="essai"):
    """The cast of a database that knows the funders of one call."""
    calls.import_file(clock_user().id, call_file("appel_conjoint_2020"))
    troupe = cast.add_staff(Draw(seed))
    cast.add_organisations(troupe, Draw(seed), 30)
    return troupe


def names():
    return db.session.scalars(select(User.name).where(User.is_fictif).order_by(User.id)).all()


def test_a_seed_always_engages_the_same_people(app):
    with app.app_context():
        engaged()
        found = names()
    assert [cast.person(Draw("essai"), seat["k"], "").name for seat in cast.seats()] == found[: len(cast.seats())]


def test_every_role_has_somebody_and_all_of_them_are_marked_invented(app):
    with app.app_context():
        engaged()
        people = db.session.scalars(select(User).where(~User.is_system)).all()
        assert {each.role for person in people for each in person.appointments} == set(Role) - SEATED
        assert all(person.is_fictif and person.email.endswith("@guichet.example") for person in people)
        assert db.session.scalars(select(Delegation)).all()


def test_organisations_have_names_of_their_own_and_two_members_each(app):
    with app.app_context():
        troupe = engaged()
        organisations = db.session.scalars(select(Organisation)).all()
        assert len({each.name for each in organisations}) == len(troupe.organisations) == 30
        assert all(each.is_fictif for each in organisations)
        assert len(db.session.scalars(select(Membership)).all()) == 60
        representative = db.session.get_one(User, troupe["representative_1"])
        assert Role.REPRESENTATIVE in roles_on(representative, organisations[0])
