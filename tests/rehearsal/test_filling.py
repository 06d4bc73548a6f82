"""A draft filled in through the services lacks nothing, and is handed in."""

import pytest

from grants.database import db
from grants.models import Application
from grants.queries import completeness
from grants.rehearsal.filling import fill
from grants.services import applications
from tests.world import add_file, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("key", ["credits_commissaire_2020", "appel_conjoint_2020", "plan_relance_1"])
def test_a_draft_filled_in_lacks_nothing(app, key):
    with app.app_context():
        world = add_world(key)
        file_id = add_file(world)
        fill(db.session.get_one(Application, file_id), department="44")
        assert completeness.missing(db.session.get_one(Application, file_id)) == []


def test_a_draft_filled_in_is_handed_in_by_its_editor(app):
    with app.app_context():
        world = add_world("ami_grande_marginalite_2020")
        file_id = add_file(world)
        fill(db.session.get_one(Application, file_id), title="Une halte", department="49")
        applications.submit(world["representative"], file_id, version=version_of(Application, file_id))
        file = db.session.get_one(Application, file_id)
        assert (file.state, file.title, file.department) == ("submitted", "Une halte", "49")
