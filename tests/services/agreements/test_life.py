"""From the draft to « soldé »: each step by its own person, and the ledger true after each."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Agreement, Application, Letter, Payment, Recovery, Report
from grants.services import agreements, payments, recoveries
from grants.services.agreements import Ground
from grants.values import clock
from tests.support import money
from tests.support.money import EUROS, ledger, left, seen
from tests.world import World, add_file, add_world
from workflows.errors import NotAllowed, Refused, Stale


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def agreement_of(id: int) -> Agreement:
    db.session.rollback()
    return db.session.get_one(Agreement, id)


def settle_reports(file_id: int) -> None:
    for each in db.session.scalars(select(Report).filter_by(application_id=file_id)):
        each.state = "approved"
    db.session.commit()


def test_an_order_up_to_the_threshold_and_a_convention_above(world):
    small = money.drafted(world, money.awarded(world, 23_000))
    assert agreement_of(small).kind == "order"


def test_the_threshold_counts_the_year_of_the_organisation_not_the_file(world):
    first = money.awarded(world, 12_000)
    second = money.awarded(world, 12_000, rank=2)
    assert {agreement_of(money.drafted(world, each)).kind for each in (first, second)} == {"convention"}


def test_one_cent_above_the_threshold_is_a_convention(world):
    file_id = add_file(world, "recommended", requested_amount=EUROS("23000.01"))
    from grants.services import rulings

    rulings.award(world["authority"], file_id, amount=EUROS("23000.01"), **seen(Application, file_id))
    money.publish(file_id)
    assert agreement_of(money.drafted(world, file_id)).is_convention


def test_a_ruling_has_one_running_agreement(world):
    file_id = money.awarded(world)
    first = money.drafted(world, file_id)
    with pytest.raises(Refused, match="a déjà son arrêté"):
        money.drafted(world, file_id)
    agreements.terminate(world["prefect"], first, reason="erreur de plume", **seen(Agreement, first))
    assert ledger(file_id).granted == EUROS(18_000)
    assert agreement_of(money.drafted(world, file_id)).reference.endswith("-2")


def test_nothing_is_sent_before_the_publication(world):
    file_id = money.awarded(world)
    id = money.drafted(world, file_id)
    db.session.get_one(Application, file_id).released_at = None
    db.session.commit()
    with pytest.raises(Refused, match="pas encore publiée"):
        agreements.send(world["grant_manager"], id, sign_by=clock.today(), **seen(Agreement, id))


def test_a_convention_is_signed_by_both_and_an_order_by_the_authority_alone(world):
    file_id = money.awarded(world, 40_000)
    id = money.drafted(world, file_id)
    agreements.send(world["grant_manager"], id, sign_by=clock.today() + timedelta(30), **seen(Agreement, id))
    with pytest.raises(Refused, match="pas encore rendu"):
        agreements.sign(world["prefect"], id, **seen(Agreement, id))
    order = money.drafted(world, money.awarded(world, 900, rank=2))
    assert agreement_of(order).is_convention  # 40 900 € in the year


def test_the_life_of_a_small_award_to_the_end(world):
    file_id = money.awarded(world)
    assert ledger(file_id).unplanned == EUROS(18_000)
    id = money.notified(world, file_id)
    (payment,) = money.planned(id)
    assert (payment.key, payment.amount, payment.awaits_report_key) == ("single", EUROS(18_000), None)
    assert clock.day_of(payment.due_at) == clock.today() + timedelta(days=60)
    assert (ledger(file_id).to_pay, ledger(file_id).unplanned) == (EUROS(18_000), EUROS(0))
    with pytest.raises(Refused, match="à verser"):
        agreements.close(world["grant_manager"], id, **seen(Agreement, id))
    money.paid(world, payment.id)
    assert ledger(file_id).is_settled
    settle_reports(file_id)
    agreements.close(world["grant_manager"], id, **seen(Agreement, id))
    assert agreement_of(id).state == "closed"
    letters = db.session.scalars(select(Letter.act).filter_by(application_id=file_id).order_by(Letter.id)).all()
    assert letters[-1] == "agreement.close"


def test_advance_and_balance_the_balance_waits_for_the_final_report(world):
    id = money.notified(world, money.awarded(world, 40_000))
    advance, balance = money.planned(id)
    assert (advance.amount, balance.amount) == (EUROS(32_000), EUROS(8_000))
    assert (balance.awaits_report_key, balance.due_at) == ("final", None)
    payments.request(world["applicant"], balance.id, **seen(Payment, balance.id))
    with pytest.raises(Refused, match="attend l’approbation"):
        payments.approve(world["instructor"], balance.id, **seen(Payment, balance.id))


def test_tranches_follow_what_each_years_envelope_was_charged(app):
    from grants.services import rulings

    with app.app_context():
        world = add_world("publics_invisibles_2019", is_open=False)
        file_id = add_file(world, "recommended", requested_amount=EUROS(100_000))
        keys = {"y2019": 20_000, "y2020": 50_000, "y2021": 30_000}
        charges = {world.envelopes[key]: EUROS(amount) for key, amount in keys.items()}
        given = {"amount": EUROS(100_000), "charges": charges}
        rulings.award(world["prefect"], file_id, **given, **seen(Application, file_id))
        money.publish(file_id)
        plan = money.planned(money.notified(world, file_id))
        found = {each.key: (each.amount, each.awaits_report_key) for each in plan}
        assert found == {
            "tranche_2019": (EUROS(20_000), None),
            "tranche_2020": (EUROS(50_000), "interim_2019"),
            "tranche_2021": (EUROS(20_000), "interim_2020"),
            "balance": (EUROS(10_000), "final"),
        }


def test_a_rise_claims_credits_and_a_cut_gives_them_back(world):
    file_id = money.awarded(world, 40_000)
    id = money.notified(world, file_id)
    before = left(world.envelopes["d49"])
    agreements.amend(world["prefect"], id, difference=EUROS(5_000), reason="plus de lieux", **seen(Agreement, id))
    assert before - left(world.envelopes["d49"]) == EUROS(5_000)
    assert [each.amount for each in money.planned(id)] == [EUROS(32_000), EUROS(8_000), EUROS(5_000)]
    assert ledger(file_id).amended == EUROS(5_000)
    agreements.amend(world["prefect"], id, difference=-EUROS(11_000), reason="un lieu de moins", **seen(Agreement, id))
    found = [(each.amount, each.state) for each in money.planned(id)]
    assert found == [(EUROS(32_000), "planned"), (EUROS(2_000), "planned"), (EUROS(5_000), "cancelled")]
    assert left(world.envelopes["d49"]) - before == EUROS(6_000)
    assert (ledger(file_id).granted, ledger(file_id).cancelled) == (EUROS(34_000), EUROS(0))


def test_a_cut_never_takes_what_is_paid_or_under_way(world):
    file_id = money.awarded(world, 40_000)
    id = money.notified(world, file_id)
    money.paid(world, money.planned(id)[0].id)
    with pytest.raises(Refused, match="Il reste 8"):
        agreements.amend(world["prefect"], id, difference=-EUROS(8_001), reason="trop", **seen(Agreement, id))
    agreements.amend(world["prefect"], id, difference=-EUROS(8_000), reason="juste", **seen(Agreement, id))
    assert ledger(file_id).is_settled


def test_a_rise_that_does_not_fit_changes_nothing(world):
    file_id = money.awarded(world, 40_000)
    id = money.notified(world, file_id)
    with pytest.raises(Refused, match="Il reste"):
        agreements.amend(world["prefect"], id, difference=EUROS(300_000), reason="trop", **seen(Agreement, id))
    assert agreement_of(id).amendments == []
    assert ledger(file_id).granted == EUROS(40_000)


def test_termination_cancels_what_is_not_paid_and_frees_its_credits(world):
    file_id = money.awarded(world, 40_000)
    id = money.notified(world, file_id)
    before = left(world.envelopes["d49"])
    money.paid(world, money.planned(id)[0].id)
    agreements.terminate(world["prefect"], id, reason="action arrêtée", **seen(Agreement, id))
    found = ledger(file_id)
    assert (found.paid, found.cancelled, found.to_pay) == (EUROS(32_000), EUROS(8_000), EUROS(0))
    assert left(world.envelopes["d49"]) - before == EUROS(8_000)


def test_a_breach_ends_an_act_only_after_the_organisation_was_heard(world):
    id = money.notified(world, money.awarded(world, 40_000))
    by, page = world["prefect"], seen(Agreement, id)
    unheard = Ground("manquement")
    with pytest.raises(Refused, match="invité à répondre"):
        agreements.terminate(by, id, reason="aucun compte rendu", ground=unheard, **page)
    early = Ground("cer", heard_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="à venir"):
        agreements.terminate(by, id, reason="aucun compte rendu", ground=early, **page)
    heard = Ground("manquement", heard_on=clock.today() - timedelta(days=20), observations="Nous étions trop peu.")
    agreements.terminate(by, id, reason="- aucun compte rendu\n- deux rappels sans réponse.", ground=heard, **page)
    words = db.session.scalars(select(Letter).filter_by(act="agreement.terminate")).one().context
    assert words["motif_fin"] == "manquement"
    assert [each["libelle"] for each in words["motifs"]] == ["aucun compte rendu", "deux rappels sans réponse"]
    assert words["observations_recues"]


def test_a_cancelled_payment_may_be_planned_again_but_no_more_than_it_left(world):
    file_id = money.awarded(world)
    id = money.notified(world, file_id)
    (payment,) = money.planned(id)
    payments.cancel(world["grant_manager"], payment.id, reason="autre échéance", **seen(Payment, payment.id))
    assert ledger(file_id).cancelled == EUROS(18_000)
    later = {"label": "Acompte", "due_on": clock.today() + timedelta(days=9)}
    with pytest.raises(Refused, match="à prévoir"):
        payments.plan(world["grant_manager"], id, amount=EUROS("18000.01"), **later, **seen(Agreement, id))
    page = seen(Agreement, id)
    payments.plan(world["grant_manager"], id, amount=EUROS(9_000), **later, **page)
    assert (ledger(file_id).cancelled, ledger(file_id).to_pay) == (EUROS(9_000), EUROS(9_000))
    with pytest.raises(Stale):
        payments.plan(world["grant_manager"], id, amount=EUROS(9_000), **later, **page)


def test_a_rejected_payment_is_still_to_pay_and_can_be_asked_again(world):
    file_id = money.awarded(world)
    (payment,) = money.planned(money.notified(world, file_id))
    money.ordered(world, payment.id)
    payments.reject(world["accountant"], payment.id, reason="RIB clos", **seen(Payment, payment.id))
    assert ledger(file_id).to_pay == EUROS(18_000)
    money.paid(world, payment.id)
    assert ledger(file_id).paid == EUROS(18_000)


def test_a_payment_is_never_recorded_in_the_future(world):
    (payment,) = money.planned(money.notified(world, money.awarded(world)))
    money.ordered(world, payment.id)
    tomorrow = {"paid_on": clock.today() + timedelta(days=1), "reference": "V"}
    with pytest.raises(Refused, match="dans l’avenir"):
        payments.pay(world["accountant"], payment.id, **tomorrow, **seen(Payment, payment.id))


def test_a_recovery_in_two_parts_turns_the_payment_into_recovered(world):
    file_id = money.awarded(world)
    (payment,) = money.planned(money.notified(world, file_id))
    money.paid(world, payment.id)
    first, second = money.proposed(world, payment.id, 10_000), money.proposed(world, payment.id, 8_000)
    with pytest.raises(Refused, match="il reste 0"):
        money.proposed(world, payment.id, 1)
    for id in (first, second):
        money.ordered_back(world, id)
    assert ledger(file_id).to_recover == EUROS(18_000)
    for id, state in ((first, "paid"), (second, "recovered")):
        recoveries.collect(world["accountant"], id, collected_on=clock.today(), **seen(Recovery, id))
        assert db.session.get_one(Payment, payment.id).state == state
        ledger(file_id)
    found = ledger(file_id)
    assert (found.paid, found.recovered, found.cancelled) == (EUROS(18_000),) * 3


def test_an_abandoned_recovery_asks_for_nothing(world):
    file_id = money.awarded(world)
    (payment,) = money.planned(money.notified(world, file_id))
    money.paid(world, payment.id)
    id = money.proposed(world, payment.id, 10_000)
    recoveries.cancel(world["prefect"], id, reason="justifié depuis", **seen(Recovery, id))
    assert ledger(file_id).to_recover == EUROS(0)
    money.proposed(world, payment.id, 18_000)


@pytest.mark.parametrize("by", ["authority", "accountant", "instructor", "applicant", "auditor"])
def test_only_the_grant_manager_drafts(world, by):
    file_id = money.awarded(world)
    with pytest.raises(NotAllowed):
        money.drafted(World(world.people | {"grant_manager": world[by]}), file_id)


def test_history_is_written_as_printed_with_differences(world):
    from datetime import UTC, datetime

    file_id = add_file(world, "awarded", is_historical=True)
    past = [agreements.PastAmendment(2020, EUROS(7_000))]
    day = datetime(2019, 7, 1, tzinfo=UTC)
    given = {"reference": "2019-44", "object": "Contractualisation", "signed_at": day}
    id = agreements.import_historical(world["administrator"], file_id, amount=EUROS(10_000), amendments=past, **given)
    assert agreement_of(id).amended_amount == EUROS(17_000)
    given["reference"] = "2019-49"
    agreements.import_historical(world["administrator"], file_id, amount=None, **given)
    assert ledger(file_id).granted == EUROS(17_000)  # unknown is not zero: it is left out
