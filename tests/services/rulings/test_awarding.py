"""Awards: what they write and charge, and what makes them impossible."""

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import (
    Application,
    Charge,
    Delegation,
    Envelope,
    JournalEntry,
    Letter,
    OutboxItem,
    Round,
    Ruling,
    Verdict,
)
from grants.services import rulings
from grants.values.money import Money
from tests.support.money import EUROS, left, publish, seen
from tests.world import World, add_file, add_world, envelope
from workflows.errors import NotAllowed, Refused, Stale


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def award(world: World, file_id: int, amount: int = 18_000, by: str = "authority", **more: object) -> int:
    return rulings.award(world[by], file_id, amount=EUROS(amount), **seen(Application, file_id) | more)


def ruling_of(file_id: int) -> Ruling:
    db.session.rollback()
    return db.session.scalars(select(Ruling).filter_by(application_id=file_id, is_in_force=True)).one()


def test_an_award_charges_the_departments_envelope_and_says_so_in_both_journals(world):
    file_id = add_file(world, "recommended")
    before = left(world.envelopes["d49"])
    award(world, file_id)
    ruling = ruling_of(file_id)
    assert (ruling.verdict, ruling.amount) == (Verdict.AWARD, EUROS(18_000))
    assert ruling.delegation_id is not None
    assert before - left(world.envelopes["d49"]) == EUROS(18_000)
    streams = {each.stream: each.act for each in db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))}
    assert streams[f"application:{file_id}"] == "ruling.award"
    assert streams[f"envelope:{world.envelopes['d49']}"] == "envelope.charge"


def test_the_letter_waits_for_the_publication(world):
    file_id = add_file(world, "recommended")
    award(world, file_id)
    db.session.rollback()
    letter = db.session.scalars(select(Letter).filter_by(application_id=file_id)).one()
    assert letter.template_key == "notification_attribution"
    assert letter.released_at is None


def test_two_awards_that_do_not_fit_together_never_overspend(world):
    envelope(world, "d49").amount = EUROS(30_000)
    db.session.commit()
    first, second = add_file(world, "recommended"), add_file(world, "recommended", rank=2)
    award(world, first)
    with pytest.raises(Refused, match="Il reste 12"):
        award(world, second)
    assert db.session.get_one(Application, second).state == "recommended"
    assert left(world.envelopes["d49"]) == EUROS(12_000)
    assert db.session.scalars(select(Ruling).filter_by(application_id=second)).all() == []


def test_one_award_may_charge_two_envelopes_that_make_its_amount(world):
    file_id = add_file(world, "recommended")
    split = {world.envelopes["d49"]: EUROS(10_000), world.envelopes["region"]: EUROS(8_000)}
    award(world, file_id, charges=split)
    db.session.rollback()
    charges = {each.envelope_id: each.amount for each in db.session.scalars(select(Charge))}
    assert charges == split


@pytest.mark.parametrize("amount", [7_000, 9_000])
def test_charges_must_make_the_amount(world, amount):
    file_id = add_file(world, "recommended")
    with pytest.raises(Refused, match="Les imputations font"):
        award(world, file_id, charges={world.envelopes["d49"]: EUROS(10_000), world.envelopes["region"]: EUROS(amount)})


def test_an_envelope_of_another_round_is_refused(world):
    other = add_world_of_another_call(world)
    with pytest.raises(Refused, match="ne sert pas"):
        award(world, add_file(world, "recommended"), charges={other: EUROS(18_000)})


def add_world_of_another_call(world: World) -> int:
    from grants.services import calls
    from tests.world import call_file

    call_id = calls.import_file(world["administrator"], call_file("plan_relance_1"))
    round = db.session.scalars(select(Round).filter_by(call_id=call_id)).one()
    return round.envelopes[0].id


def test_less_than_asked_needs_its_reason_and_more_is_refused(world):
    file_id = add_file(world, "recommended")
    with pytest.raises(Refused, match="Dites pourquoi"):
        award(world, file_id, 15_000)
    with pytest.raises(Refused, match="dépasse la demande"):
        award(world, file_id, 18_001)
    award(world, file_id, 15_000, reason="poste communication trop haut")
    assert ruling_of(file_id).amount == EUROS(15_000)


def test_a_delegation_has_a_ceiling_checked_when_signing(world):
    held = db.session.scalars(select(Delegation).filter_by(user_id=world["authority"])).one()
    held.ceiling = EUROS(10_000)
    db.session.commit()
    file_id = add_file(world, "recommended")
    with pytest.raises(Refused, match="Votre délégation va jusqu’à 10"):
        award(world, file_id)
    award(world, file_id, by="prefect")
    assert ruling_of(file_id).author_id == world["prefect"]


@pytest.mark.parametrize("by", ["instructor", "grant_manager", "first_approver", "applicant", "auditor", "cofunder"])
def test_only_the_authority_awards(world, by):
    file_id = add_file(world, "recommended")
    with pytest.raises((NotAllowed, Refused)) as error:
        award(world, file_id, by=by)
    assert isinstance(error.value, NotAllowed)


def test_an_old_page_is_stale_and_charges_nothing(world):
    file_id = add_file(world, "recommended")
    old = seen(Application, file_id)
    award(world, file_id)
    with pytest.raises(Stale):
        award(world, file_id, **old)
    assert left(world.envelopes["d49"]) == db.session.get_one(Envelope, world.envelopes["d49"]).amount - EUROS(18_000)


def test_promoted_from_the_reserve_list_after_the_publication_leaves_at_once(world):
    file_id = add_file(world, "reserve_recommended")
    rulings.reserve(world["authority"], file_id, rank=1, reason="crédits épuisés", **seen(Application, file_id))
    assert (ruling_of(file_id).rank, ruling_of(file_id).amount) == (1, None)
    db.session.get_one(Round, world.round_id).state = "published"
    publish(file_id)
    rulings.promote(world["authority"], file_id, amount=EUROS(18_000), **seen(Application, file_id))
    assert ruling_of(file_id).verdict is Verdict.AWARD
    told = db.session.scalars(select(OutboxItem.act).filter_by(application_id=file_id)).all()
    assert told[-1] == "ruling.publish"
    letters = db.session.scalars(select(Letter).filter_by(application_id=file_id).order_by(Letter.id)).all()
    assert [each.superseded_at is None for each in letters] == [False, True]
    assert letters[-1].released_at is not None


def test_a_group_award_is_one_act_with_a_ruling_and_a_charge_each(world):
    files = [add_file(world, "recommended", rank=rank) for rank in (1, 2, 3)]
    awards = [rulings.Awarded(each, seen(Application, each)["version"], EUROS(18_000)) for each in files]
    rulings.award_group(
        world["authority"], world.round_id, label="Groupe", awards=awards, **seen(Round, world.round_id)
    )
    assert {ruling_of(each).group_award.amount for each in files} == {EUROS(54_000)}
    assert db.session.get_one(Envelope, world.envelopes["d49"]).charged == EUROS(54_000)


def test_a_group_award_that_does_not_fit_awards_nobody(world):
    envelope(world, "d49").amount = EUROS(40_000)
    db.session.commit()
    files = [add_file(world, "recommended", rank=rank) for rank in (1, 2, 3)]
    awards = [rulings.Awarded(each, seen(Application, each)["version"], EUROS(18_000)) for each in files]
    with pytest.raises(Refused, match="Il reste"):
        rulings.award_group(world["authority"], world.round_id, label="G", awards=awards, **seen(Round, world.round_id))
    assert left(world.envelopes["d49"]) == EUROS(40_000)
    assert db.session.scalars(select(Ruling)).all() == []


def test_money_is_split_by_year_where_the_call_pays_a_tranche_a_year(app):
    with app.app_context():
        world = add_world("publics_invisibles_2019", is_open=False)
        file_id = add_file(world, "recommended", requested_amount=EUROS(100_000))
        award(world, file_id, 100_000, by="prefect")
        charges = {each.envelope_id: each.amount for each in db.session.scalars(select(Charge))}
        wanted = {"y2019": 30_000, "y2020": 40_000, "y2021": 30_000}
        assert charges == {world.envelopes[key]: Money.of(amount) for key, amount in wanted.items()}
