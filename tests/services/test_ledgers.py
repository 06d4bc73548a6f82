"""Whatever people do with the money of a file, in whatever order: its ledger holds, its envelope is not overspent."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from grants import journal
from grants.database import db
from grants.models import Agreement, Application, Charge, Envelope, Payment, Recovery, Ruling
from grants.services import agreements, payments, recoveries
from grants.values import clock
from grants.values.money import ZERO, Money
from tests.support import money
from tests.support.money import EUROS, seen
from tests.world import World, add_world
from workflows.errors import Refused

AMOUNTS = st.integers(1, 30_000).map(EUROS)
WHICH = st.integers(0, 7)


class Lives(RuleBasedStateMachine):
    """One notified agreement, and everything that can happen to it; refusals are part of the game."""

    app: Flask
    world: World
    ranks = count(1)

    @initialize(amount=st.integers(1_000, 30_000))
    def begin(self, amount: int) -> None:
        self.file_id = money.awarded(self.world, amount, rank=next(self.ranks))
        self.agreement_id = money.notified(self.world, self.file_id)

    def on(self, model: Any, id: int, name: str, act: Callable[..., Any], **given: Any) -> None:
        with suppress(Refused):
            act(self.world[name], id, **given, **seen(model, id))

    def payment(self, which: int) -> int:
        found = money.planned(self.agreement_id)
        return found[which % len(found)].id

    @rule(which=WHICH, by=st.sampled_from(["applicant", "grant_manager"]))
    def request(self, which: int, by: str) -> None:
        self.on(Payment, self.payment(which), by, payments.request)

    @rule(which=WHICH)
    def approve(self, which: int) -> None:
        self.on(Payment, self.payment(which), "instructor", payments.approve)

    @rule(which=WHICH)
    def order(self, which: int) -> None:
        self.on(Payment, self.payment(which), "grant_manager", payments.order, reference="DP")

    @rule(which=WHICH)
    def pay(self, which: int) -> None:
        self.on(Payment, self.payment(which), "accountant", payments.pay, paid_on=clock.today(), reference="V")

    @rule(which=WHICH)
    def straight_to_paid(self, which: int) -> None:
        self.request(which, "applicant")
        for step in (self.approve, self.order, self.pay):
            step(which)

    @rule(which=WHICH)
    def reject(self, which: int) -> None:
        self.on(Payment, self.payment(which), "accountant", payments.reject, reason="RIB")

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.on(Payment, self.payment(which), "grant_manager", payments.cancel, reason="abandon")

    @rule(amount=AMOUNTS)
    def plan(self, amount: Money) -> None:
        given = {"label": "Acompte", "amount": amount, "due_on": clock.today()}
        self.on(Agreement, self.agreement_id, "grant_manager", payments.plan, **given)

    @rule(amount=AMOUNTS, is_cut=st.booleans())
    def amend(self, amount: Money, is_cut: bool) -> None:
        given = {"difference": -amount if is_cut else amount, "reason": "avenant"}
        self.on(Agreement, self.agreement_id, "prefect", agreements.amend, **given)

    @rule()
    def terminate(self) -> None:
        self.on(Agreement, self.agreement_id, "prefect", agreements.terminate, reason="arrêt")

    @rule(which=WHICH, amount=AMOUNTS)
    def propose_recovery(self, which: int, amount: Money) -> None:
        given = {"payment_id": self.payment(which), "amount": amount, "reason": "non fait"}
        given["hear_by"] = clock.today() + timedelta(days=9)
        self.on(Application, self.file_id, "grant_manager", recoveries.propose, **given)

    @rule(which=WHICH, step=st.sampled_from(["hear", "order", "collect", "cancel"]))
    def recovery(self, which: int, step: str) -> None:
        owed = db.session.scalars(select(Recovery.id).filter_by(application_id=self.file_id)).all()
        acts = {
            "hear": ("applicant", recoveries.hear, {"observations": "vu"}),
            "order": ("prefect", recoveries.order, {"reference": "TP"}),
            "collect": ("accountant", recoveries.collect, {"collected_on": clock.today()}),
            "cancel": ("prefect", recoveries.cancel, {"reason": "non dû"}),
        }
        name, act, given = acts[step]
        if owed:
            self.on(Recovery, owed[which % len(owed)], name, act, **given)

    @invariant()
    def the_ledger_holds(self) -> None:
        found = money.ledger(self.file_id)
        live = [each.amount for each in money.planned(self.agreement_id) if each.state != "cancelled"]
        assert Money.total(live) <= found.granted
        assert all(each >= ZERO for name, each in vars(found).items() if name != "amended"), found

    @invariant()
    def no_envelope_is_overspent_and_its_total_is_that_of_its_claims(self) -> None:
        for envelope in db.session.scalars(select(Envelope)):
            claims = db.session.scalars(select(Charge).filter_by(envelope_id=envelope.id, released_at=None)).all()
            assert envelope.charged == Money.total(each.amount for each in claims) <= envelope.amount

    @invariant()
    def one_ruling_is_in_force(self) -> None:
        here = db.session.scalars(select(Ruling).filter_by(application_id=self.file_id, is_in_force=True)).all()
        assert len(here) == 1


def live(app: Flask, examples: int, steps: int) -> None:
    with app.app_context():
        Lives.world, Lives.ranks = add_world(is_open=False), count(1)
        db.session.get_one(Envelope, Lives.world.envelopes["d49"]).amount = EUROS(80_000 * examples)
        db.session.commit()
        checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
        given = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
        run_state_machine_as_test(Lives, settings=given)
        db.session.rollback()
        assert list(journal.broken_links()) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_ledger_holds_through_short_lives(app):
    live(app, examples=4, steps=12)


@pytest.mark.slow
def test_the_ledger_holds_through_long_lives(app):
    live(app, examples=30, steps=40)
