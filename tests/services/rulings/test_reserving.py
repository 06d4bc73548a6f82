"""The reserve list: its order, moved with a reason, promoted in turn, carried in the same order."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Letter, Round
from grants.queries import rulings as queries
from grants.services import applications, rulings
from tests.support.money import EUROS, left, publish, seen
from tests.world import World, add_file, add_world
from workflows.errors import NotAllowed, NotDone, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def listed(world: World) -> list[int]:
    db.session.rollback()
    return [each.application_id for each in queries.reserve_list(db.session.get_one(Round, world.round_id))]


def three(world: World) -> list[int]:
    files = [add_file(world, "reserve_recommended", rank=rank) for rank in (1, 2, 3)]
    for rank, each in enumerate(files, start=1):
        rulings.reserve(world["authority"], each, rank=rank, reason="crédits épuisés", **seen(Application, each))
    return files


def letters_of(file_id: int) -> list[tuple[int, bool]]:
    rows = db.session.scalars(select(Letter).filter_by(application_id=file_id).order_by(Letter.id))
    return [(int(each.context["rang_liste"]), each.superseded_at is None) for each in rows]


def test_moved_up_the_others_follow_and_only_changed_letters_are_written_again(world):
    first, second, third = three(world)
    rulings.reorder(world["authority"], third, rank=2, reason="territoire sans action", **seen(Application, third))
    assert listed(world) == [first, third, second]
    assert letters_of(first) == [(1, True)]
    assert letters_of(third) == [(3, False), (2, True)]
    assert letters_of(second) == [(2, False), (3, True)]


def test_it_is_moved_by_the_authority_within_the_list(world):
    first, *_ = three(world)
    with pytest.raises(NotAllowed):
        rulings.reorder(world["instructor"], first, rank=2, reason="x", **seen(Application, first))
    for rank, said in ((1, "déjà au rang 1"), (4, "compte 3 rangs"), (0, "compte 3 rangs")):
        with pytest.raises(Refused, match=said):
            rulings.reorder(world["authority"], first, rank=rank, reason="x", **seen(Application, first))


def test_a_file_that_is_not_on_the_list_has_no_rank_there(world):
    listed_before = three(world)
    other = add_file(world, "reserve_recommended", rank=4)
    with pytest.raises(NotDone):
        rulings.reorder(world["authority"], other, rank=1, reason="x", **seen(Application, other))
    assert listed(world) == listed_before


def test_a_rank_is_held_by_one_file(world):
    three(world)
    other = add_file(world, "reserve_recommended", rank=4)
    with pytest.raises(Refused, match="Le rang 2 est celui du dossier"):
        rulings.reserve(world["authority"], other, rank=2, reason="x", **seen(Application, other))


def test_a_withdrawal_gives_back_and_the_first_is_promoted(world):
    awarded = add_file(world, "recommended", rank=9)
    rulings.award(world["authority"], awarded, amount=EUROS(18_000), **seen(Application, awarded))
    first, second, _ = three(world)
    publish(awarded)
    whole = left(world.envelopes["d49"])
    applications.withdraw(world["representative"], awarded, reason="local perdu", **seen(Application, awarded))
    assert left(world.envelopes["d49"]) == whole + EUROS(18_000)
    with pytest.raises(Refused, match="est avant lui sur la liste"):
        rulings.promote(world["authority"], second, amount=EUROS(18_000), **seen(Application, second))
    rulings.promote(world["authority"], first, amount=EUROS(18_000), **seen(Application, first))
    assert db.session.get_one(Application, first).state == "awarded"
    assert left(world.envelopes["d49"]) == whole
    assert listed(world)[0] == second


def test_a_file_passed_over_is_passed_over_with_a_reason(world):
    first, second, _ = three(world)
    why = {"reason": "le premier ne peut plus commencer cette année", "amount": EUROS(18_000)}
    rulings.promote(world["authority"], second, **why, **seen(Application, second))
    assert listed(world)[0] == first
