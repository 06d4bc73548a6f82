"""After a withdrawal, the first of the reserve list is offered where the money is seen, to whoever may promote it."""

import pytest

from grants.database import db
from grants.models import Application, Recusal
from grants.services import applications, rulings
from grants.values import clock
from tests.services.rulings.test_reserving import three
from tests.support.money import EUROS, publish, seen
from tests.support.web import sign_in
from tests.views.test_boards import plain
from tests.world import add_file, add_world, envelope

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OFFER = "C’est le tour de"


@pytest.fixture
def world(app):
    """A file that was awarded and then given up, three that wait in order."""
    with app.app_context():
        made = add_world(is_open=False)
        gone = add_file(made, "recommended", rank=9)
        rulings.award(made["authority"], gone, amount=EUROS(18_000), **seen(Application, gone))
        publish(gone)
        listed = three(made)
        made.people |= {"gone": gone, "first": listed[0], "second": listed[1]}
        db.session.remove()
    return made


def give_up(app, world):
    with app.app_context():
        given = {"reason": "local perdu", **seen(Application, world["gone"])}
        applications.withdraw(world["representative"], world["gone"], **given)
        db.session.remove()


def number(app, world, name):
    with app.app_context():
        return db.session.get_one(Application, world[name]).number


def pages(app, world):
    here = f"/vagues/{world.round_id}/liste-complementaire"
    return [f"/selection/{world.round_id}", f"/instruction/{number(app, world, 'gone')}", here]


def read(app, world, name, path):
    return plain(sign_in(app, world[name]).get(path).text)


def test_nobody_is_proposed_before_a_file_gives_up(app, world):
    for path in pages(app, world):
        assert OFFER not in read(app, world, "authority", path), path


def test_the_first_is_offered_on_the_board_and_on_the_page_of_the_file_that_gave_up(app, world):
    give_up(app, world)
    promote = f"/dossiers/{number(app, world, 'first')}/"
    for path in pages(app, world):
        page = read(app, world, "authority", path)
        assert OFFER in page, path
        assert "a rendu 18 000 €" in page, path
        start = page.index(OFFER)
        assert promote in page[start : start + 1500], path
    other = read(app, world, "authority", f"/instruction/{number(app, world, 'second')}")
    assert OFFER not in other, "it is offered on the page of the file that freed the money alone"


def test_it_is_offered_to_whoever_may_promote_and_to_nobody_else(app, world):
    give_up(app, world)
    for name in ("instructor", "secretary"):
        for path in pages(app, world)[:2]:
            assert OFFER not in read(app, world, name, path), (name, path)


def test_a_recused_authority_is_not_offered_the_second_in_the_place_of_the_first(app, world):
    give_up(app, world)
    with app.app_context():
        db.session.add(Recusal(application_id=world["first"], user_id=world["authority"], declared_at=clock.now(),
                               reason="x"))  # fmt: skip
        db.session.commit()
    for path in pages(app, world):
        assert OFFER not in read(app, world, "authority", path), path


def test_nothing_is_offered_when_the_money_is_gone_again(app, world):
    give_up(app, world)
    with app.app_context():
        for key in world.envelopes:
            pot = envelope(world, key)
            pot.amount = pot.charged + pot.held
        db.session.commit()
    for path in pages(app, world):
        assert OFFER not in read(app, world, "authority", path), path
