"""A recovery is asked of a payment of this very file, already paid."""

from datetime import timedelta

import pytest

from grants.models import Application
from grants.services import recoveries
from grants.values import clock
from grants.values.money import Money
from tests.world import add_file, add_world, version_of
from workflows.errors import Refused


def test_a_payment_that_does_not_exist_is_a_sentence(app):
    with app.app_context():
        world = add_world(is_open=False)
        file_id = add_file(world, "awarded", released_at=clock.now())
        with pytest.raises(Refused, match="Choisissez un versement payé"):
            recoveries.propose(
                world["grant_manager"], file_id, version=version_of(Application, file_id), payment_id=987654,
                amount=Money(100), reason="Trop perçu", hear_by=clock.today() + timedelta(days=20),
            )  # fmt: skip
