"""Separate duties and powers, whoever asks and by whatever way: the page, the service, the group."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Delegation, JournalEntry, Recusal, Round, Ruling, User
from grants.queries import attempts
from grants.services import payments, rulings
from grants.values import clock
from grants.values.money import Money
from tests.support import money
from tests.support.money import seen
from tests.support.web import sign_in
from tests.world import add_file
from workflows.errors import NotAllowed, Refused
from workflows.guards.duties import DUTIES
from workflows.roles import Role

EACH = Money.of(18_000)


def add_past(file_id: int, act: str, actor_id: int) -> None:
    """What this person did earlier on the file, as its journal says."""
    from grants import journal

    journal.append(db.session.get_one(Application, file_id), act, actor_id=actor_id, at=clock.now())
    db.session.commit()


@pytest.mark.parametrize("act", ["application.start_review", "application.propose_ineligible", "review.score"])
def test_who_judged_does_not_rule_by_any_way(site, town, act):
    number, file_id, actor = town.numbers["recommended"], town.ids["recommended"], town.world["prefect"]
    with site.app_context():
        add_past(file_id, act, actor)
        with pytest.raises(Refused, match="revient à une autre personne"):
            rulings.award(actor, file_id, amount=EACH, **seen(Application, file_id))
        awards = [rulings.Awarded(file_id, seen(Application, file_id)["version"], EACH)]
        with pytest.raises(Refused, match="revient à une autre personne"):
            rulings.award_group(actor, town.world.round_id, label="G", awards=awards,
                                **seen(Round, town.world.round_id))  # fmt: skip
        version = seen(Application, file_id)["version"]
        db.session.remove()
    typed = {"version": str(version), "amount": "18 000,00", "reason": ""}
    answer = sign_in(site, actor).post(f"/dossiers/{number}/retenir", data=typed)
    assert answer.status_code == 422
    assert "revient à une autre personne" in answer.text
    with site.app_context():
        assert db.session.scalars(select(Ruling).filter_by(application_id=file_id)).all() == []


def test_every_duty_of_the_table_stands_in_its_row(site, town):
    """Each act that the table names is refused at run time to who did each of the others, read from the journal."""
    from grants.policies.permits import PERMITS
    from workflows.registry import WORKFLOWS

    with site.app_context():
        user, at = db.session.get_one(User, town.world["prefect"]), clock.now()
        for act, others in DUTIES.items():
            rows = [row for each in WORKFLOWS.values() for row in each.actions if row.name == act]
            rows += [PERMITS[act]] if act in PERMITS else []
            for other in others:
                file_id = add_file(town.world, "recommended", rank=next_rank())
                add_past(file_id, other, user.id)
                tried = attempts.attempt(user, db.session.get_one(Application, file_id), at=at)
                guards = [guard for row in rows for guard in row.given if guard.apart_from]
                assert guards, act
                assert all(not guard.holds(tried) for guard in guards if other in guard.apart_from), (act, other)
                assert any(other in guard.apart_from for guard in guards), (act, other)


def next_rank() -> int:
    return 3000 + len(db.session.scalars(select(Application.id)).all())


@pytest.mark.parametrize("why", ["disabled", "recused", "expired", "not yet", "too high", "other kind"])
def test_a_power_that_is_gone_signs_nothing(site, town, why):
    file_id, actor = town.ids["recommended"], town.world["authority"]
    with site.app_context():
        held = db.session.scalars(select(Delegation).filter_by(user_id=actor)).one()
        day = clock.today()
        if why == "disabled":
            db.session.get_one(User, actor).is_enabled = False
        elif why == "recused":
            db.session.add(Recusal(application_id=file_id, user_id=actor, reason="lien", declared_at=clock.now()))
        elif why == "expired":
            held.valid_until = day - timedelta(days=1)
        elif why == "not yet":
            held.valid_from = day + timedelta(days=1)
        elif why == "too high":
            held.ceiling = EACH - Money(1)
        else:
            held.kind = "recovery_plan"
        db.session.commit()
        with pytest.raises((NotAllowed, Refused)):
            rulings.award(actor, file_id, amount=EACH, **seen(Application, file_id))
        version = seen(Application, file_id)["version"]
        db.session.remove()
    page = f"/dossiers/{town.numbers['recommended']}/retenir"
    answer = sign_in(site, actor).post(page, data={"version": str(version), "amount": "18 000,00"})
    assert answer.status_code in (302, 401, 403, 422)
    with site.app_context():
        told = select(JournalEntry.act).filter_by(stream=f"application:{file_id}")
        assert "ruling.award" not in db.session.scalars(told).all()


@pytest.mark.parametrize("limit", ["department", "call", "funder"])
def test_a_manager_of_elsewhere_orders_nothing(site, town, limit):
    """Appointed for another department, another call, another funder: the act is not theirs."""
    with site.app_context():
        payment_id = town.ids["rival_payment"]
        payments.request(town.world["rival"], payment_id, **seen_payment(payment_id))
        payments.approve(town.world["instructor"], payment_id, **seen_payment(payment_id))
        someone = User(email="x@guichet.example", name="X", is_fictif=True, created_at=clock.now())
        db.session.add(someone)
        db.session.flush()
        limits = {"department": {"department": "85"}, "call": {"call_id": other_call(town)},
                  "funder": {"funder_id": other_funder()}}[limit]  # fmt: skip
        db.session.add(Appointment(user_id=someone.id, role=Role.GRANT_MANAGER, **limits))
        db.session.commit()
        id = someone.id
        with pytest.raises(NotAllowed):
            payments.order(id, payment_id, reference="X", **seen_payment(payment_id))
        payments.order(town.world["grant_manager"], payment_id, reference="X", **seen_payment(payment_id))


def seen_payment(payment_id: int) -> dict[str, int]:
    from grants.models import Payment

    return money.seen(Payment, payment_id)


def other_call(town) -> int:
    from grants.models import Call

    return db.session.scalars(select(Call.id).where(Call.id != town.world.call_id)).first() or 0


def other_funder() -> int:
    from grants.models import Funder

    funder = Funder(key="cofunder_x", label="Autre", is_state=False, is_fictif=True)
    db.session.add(funder)
    db.session.flush()
    return funder.id
