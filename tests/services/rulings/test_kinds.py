"""What differs by kind of call: two approvals, several funders, selections, labels, files taken up again."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Appeal, Application, Appointment, Envelope, Funder, Label, Ruling, Verdict
from grants.services import applications, labels, rulings
from grants.values import clock
from tests.support.money import EUROS, seen
from tests.world import World, add_file, add_world
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def inside(app: Flask):
    with app.app_context():
        yield app


def state_of(file_id: int) -> str:
    db.session.rollback()
    return db.session.get_one(Application, file_id).state


def amount(euros: int, file_id: int) -> dict[str, object]:
    return {"amount": EUROS(euros), **seen(Application, file_id)}


def test_after_two_approvals_only_the_approved_amount_can_be_awarded(inside):
    world = add_world("plan_relance_1", is_open=False)
    columns = {"requested_amount": EUROS(80_000), "recommended_amount": EUROS(70_000)}
    file_id = add_file(world, "recommended", **columns)
    with pytest.raises(Refused, match="cette action n’est pas possible"):
        rulings.award(world["authority"], file_id, reason="x", **amount(70_000, file_id))
    rulings.approve(world["first_approver"], file_id, **seen(Application, file_id))
    with pytest.raises(Refused, match="validé pour 70"):
        rulings.award(world["authority"], file_id, reason="x", **amount(80_000, file_id))
    rulings.change_amount(world["authority"], file_id, reason="poste revu", **amount(75_000, file_id))
    assert state_of(file_id) == "recommended"
    rulings.approve(world["first_approver"], file_id, **seen(Application, file_id))
    rulings.award(world["authority"], file_id, reason="poste revu", **amount(75_000, file_id))
    assert state_of(file_id) == "awarded"


def test_who_approves_first_does_not_rule(inside):
    world = add_world("plan_relance_1", is_open=False)
    db.session.add(Appointment(user_id=world["prefect"], role=Role.FIRST_APPROVER))
    file_id = add_file(world, "recommended", requested_amount=EUROS(70_000), recommended_amount=EUROS(70_000))
    rulings.approve(world["prefect"], file_id, **seen(Application, file_id))
    with pytest.raises(Refused, match="Vous avez validé ce dossier"):
        rulings.award(world["prefect"], file_id, **amount(70_000, file_id))


@pytest.fixture
def joint(inside) -> World:
    """A joint call with a person for each co-funder."""
    world = add_world("appel_conjoint_2020", is_open=False)
    for key in ("cofunder_a", "cofunder_b"):
        funder_id = db.session.scalars(select(Funder.id).filter_by(key=key)).one()
        name = {"cofunder_a": "service", "cofunder_b": "communication"}[key]
        db.session.add(Appointment(user_id=world[name], role=Role.COFUNDER, funder_id=funder_id))
        world.people[key] = world[name]
    db.session.commit()
    return world


def joint_file(world: World) -> int:
    return add_file(world, "recommended", department="44", requested_amount=EUROS(30_000))


def test_each_funder_rules_on_its_share_and_the_last_concludes(joint):
    file_id = joint_file(joint)
    why = {"reason": "notre part"}
    rulings.award(joint["cofunder_a"], file_id, **why, **amount(10_000, file_id))
    rulings.refuse(joint["cofunder_b"], file_id, reason="hors de nos priorités", **seen(Application, file_id))
    assert state_of(file_id) == "partly_ruled"
    rulings.award(joint["authority"], file_id, **why, **amount(15_000, file_id))
    assert state_of(file_id) == "awarded"
    charged = {each.key: each.charged for each in db.session.scalars(select(Envelope).filter_by(round_id=1))}
    assert charged == {"state": EUROS(15_000), "funder_a": EUROS(10_000), "funder_b": EUROS(0)}


def test_when_all_refuse_the_file_is_refused(joint):
    file_id = joint_file(joint)
    for name in ("cofunder_a", "cofunder_b", "authority"):
        rulings.refuse(joint[name], file_id, reason="non", **seen(Application, file_id))
    assert state_of(file_id) == "refused"


def test_a_funder_that_rules_again_replaces_its_own_ruling_alone(joint):
    file_id = joint_file(joint)
    for euros in (10_000, 4_000):
        rulings.award(joint["cofunder_a"], file_id, reason="part", **amount(euros, file_id))
    rulings.award(joint["cofunder_b"], file_id, reason="part", **amount(5_000, file_id))
    db.session.rollback()
    found = db.session.scalars(select(Ruling).filter_by(application_id=file_id).order_by(Ruling.id))
    assert [(each.amount, each.is_in_force) for each in found] == [
        (EUROS(10_000), False), (EUROS(4_000), True), (EUROS(5_000), True),
    ]  # fmt: skip
    assert db.session.get_one(Envelope, joint.envelopes["funder_a"]).charged == EUROS(4_000)


def test_no_funder_charges_anothers_envelope(joint):
    file_id = joint_file(joint)
    split = {joint.envelopes["state"]: EUROS(5_000)}
    with pytest.raises(Refused, match="autre financeur"):
        rulings.award(joint["cofunder_a"], file_id, reason="p", charges=split, **amount(5_000, file_id))


def test_a_cofunder_without_a_funder_is_told_so(joint):
    file_id = joint_file(joint)
    with pytest.raises(Refused, match="pour quel financeur"):
        rulings.award(joint["cofunder"], file_id, reason="p", **amount(5_000, file_id))


def as_kind(file_id: int, kind: str) -> None:
    """No call file of this kind is needed to follow its workflow."""
    file = db.session.get_one(Application, file_id)
    file.workflow_key, file.call.kind = f"{kind}.application@1", kind
    db.session.commit()


def test_an_expression_of_interest_is_preselected_then_recorded_by_result(inside):
    world = add_world(is_open=False)
    file_id = add_file(world, "recommended")
    as_kind(file_id, "expression_of_interest")
    rulings.preselect(world["authority"], file_id, **seen(Application, file_id))
    with pytest.raises(NotAllowed):
        rulings.record_national(world["authority"], file_id, reference="JO", **seen(Application, file_id))
    rulings.record_national(world["instructor"], file_id, reference="liste du 3 mai", **seen(Application, file_id))
    assert state_of(file_id) == "selected_national"
    assert db.session.scalars(select(Ruling)).one().verdict is Verdict.SELECTION


def test_a_label_is_granted_renewed_and_withdrawn(inside):
    world = add_world(is_open=False)
    file_id = add_file(world, "recommended")
    as_kind(file_id, "label")
    period = {"granted_from": date(2026, 1, 1), "granted_until": date(2026, 12, 31)}
    labels.grant(world["authority"], file_id, **period, **seen(Application, file_id))
    page = seen(Application, file_id)
    labels.renew(world["authority"], file_id, granted_until=date(2027, 12, 31), **page)
    assert seen(Application, file_id) != page
    labels.withdraw(
        world["prefect"], file_id, withdrawn_on=date(2027, 3, 1), reason="fermeture", **seen(Application, file_id)
    )
    found = db.session.scalars(select(Label).order_by(Label.id)).all()
    assert [(each.granted_from, each.withdrawn_on) for each in found] == [
        (date(2026, 1, 1), None), (date(2027, 1, 1), date(2027, 3, 1)),
    ]  # fmt: skip
    assert state_of(file_id) == "label_withdrawn"
    assert not any(each.is_in_force for each in db.session.scalars(select(Ruling)))


def test_an_accepted_appeal_reopens_and_a_new_ruling_is_possible(inside):
    world = add_world(is_open=False)
    file_id = add_file(world, "recommended")
    rulings.refuse(world["authority"], file_id, reason="hors sujet", **seen(Application, file_id))
    with pytest.raises(Refused, match="recours accepté"):
        applications.reopen(world["prefect"], file_id, **seen(Application, file_id))
    appeal = Appeal(
        application_id=file_id, against="refused", grounds="…", filed_at=clock.now(), answer_by_at=clock.now(),
        workflow_key="appeal@1", state="accepted",
    )  # fmt: skip
    db.session.add(appeal)
    db.session.commit()
    applications.reopen(world["prefect"], file_id, **seen(Application, file_id))
    assert state_of(file_id) == "under_review"
    assert not db.session.scalars(select(Ruling)).one().is_in_force


@pytest.mark.parametrize("act", ["application.start_review", "review.score"])
def test_who_instructed_or_scored_does_not_rule_even_with_a_delegation(inside, act):
    from grants import journal

    world = add_world(is_open=False)
    file_id = add_file(world, "recommended")
    journal.append(db.session.get_one(Application, file_id), act, actor_id=world["prefect"], at=clock.now())
    db.session.commit()
    with pytest.raises(Refused, match="une autre personne"):
        rulings.award(world["prefect"], file_id, **amount(18_000, file_id))
    with pytest.raises(Refused, match="une autre personne"):
        rulings.refuse(world["prefect"], file_id, reason="non", **seen(Application, file_id))
