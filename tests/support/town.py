"""A peopled world: files at every stage, with something of each sort on them, and people who have no business there."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import (
    Accreditation,
    Application,
    Appointment,
    Delegation,
    Letter,
    MemberRole,
    Membership,
    Recusal,
    Report,
    Scenario,
    User,
)
from grants.services import (
    appeals,
    applications,
    calls,
    desk_notes,
    evaluations,
    messages,
    opinions,
    remarks,
    rulings,
    scenarios,
)
from grants.values import clock
from grants.values.money import Money
from tests.support import helping, money
from tests.support.answers import fill
from tests.support.instruction import add_complete_file, add_meeting, add_review
from tests.support.money import seen
from tests.world import World, add_file, add_organisation, add_world, call_file
from workflows.roles import Role

ASKED = {"requested_amount": Money.of(18_000), "recommended_amount": Money.of(18_000)}
STRANGERS = ("outsider", "rival", "rival_representative", "neighbour", "other_call", "recused", "disabled", "gone")


@dataclass
class Town:
    """The world, the number of a file in each place, and the ids of what stands on them."""

    world: World
    numbers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def add_town() -> Town:
    """Everything of one call, made through the services where they make more than a row."""
    world = add_world()
    add_strangers(world)
    town = Town(world)
    draft = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], draft)
    remember(town, "draft", draft)
    add_help(town, draft)
    for rank, state in enumerate(("submitted", "under_review", "awaiting_committee", "recommended", "refused"), 20):
        remember(town, state, add_complete_file(world, state, rank=rank, **ASKED))
    add_instruction(town)
    add_money(town)
    add_rival_file(town)
    recuse(town)
    add_scenario(town)
    db.session.remove()
    return town


def add_scenario(town: Town) -> None:
    """A selection tried out, shared with those who decide, and a question asked of the solver."""
    world, ids = town.world, town.ids
    ids["scenario"] = scenarios.begin(world["instructor"], world.round_id, version=1, name="Ordre du comité")
    scenarios.share(world["instructor"], ids["scenario"], **seen(Scenario, ids["scenario"]), is_shared=True)
    about = {"file_id": ids["recommended"]} | seen(Scenario, ids["scenario"])
    ids["calculation"] = scenarios.explain(world["instructor"], ids["scenario"], **about)


def remember(town: Town, name: str, file_id: int) -> None:
    file = db.session.get_one(Application, file_id)
    town.numbers[name], town.ids[name] = file.number, file_id


def add_user(name: str) -> int:
    user = User(email=f"{name}@guichet.example", name=f"{name.title()} Fictif", is_fictif=True, created_at=clock.now())
    db.session.add(user)
    db.session.flush()
    return user.id


def add_strangers(world: World) -> None:
    """A member of another body, staff of elsewhere, one recused, one disabled, one who left the organisation."""
    other_id = calls.import_file(world["administrator"], call_file("plan_relance_1"))
    for name in STRANGERS[1:]:
        world.people[name] = add_user(name)
    for role in (Role.INSTRUCTOR, Role.GRANT_MANAGER, Role.ACCOUNTANT, Role.SECRETARY, Role.AUDITOR):
        db.session.add(Appointment(user_id=world["neighbour"], role=role, department="85"))
        db.session.add(Appointment(user_id=world["other_call"], role=role, call_id=other_id))
        db.session.add(Appointment(user_id=world["recused"], role=role))
        db.session.add(Appointment(user_id=world["disabled"], role=role))
    db.session.add(Delegation(user_id=world["recused"], valid_from=date(2018, 1, 1), reference="RAA fictif"))
    expired = {"valid_from": date(2018, 1, 1), "valid_until": clock.today() - timedelta(days=1)}
    db.session.add(Delegation(user_id=world["outsider"], reference="RAA fictif", **expired))
    db.session.get_one(User, world["disabled"]).is_enabled = False
    left = Membership(user_id=world["gone"], organisation_id=world.organisation_id, role=MemberRole.REPRESENTATIVE,
                      began_at=clock.now() - timedelta(days=90), ended_at=clock.now() - timedelta(days=1))  # fmt: skip
    db.session.add(left)
    db.session.commit()


def add_help(town: Town, draft: int) -> None:
    """Somebody who fills the draft in by a mandate, and somebody who reads it and says what they think of it."""
    town.ids["mandate"], town.ids["adviser"] = helping.mandated(town.world, draft), helping.reading(town.world, draft)
    town.ids["accreditation"] = db.session.scalars(select(Accreditation.id)).one()
    town.ids["remark"] = remarks.write(town.world["reader"], draft, section_key="request", body="Trop vague.")


def add_instruction(town: Town) -> None:
    """Readings, an opinion that is asked, a message, a meeting that sits, an appeal."""
    world, ids = town.world, town.ids
    ids["review"] = add_review(world, ids["under_review"], world["reviewer"])
    due = clock.today() + timedelta(days=10)
    ids["opinion"] = opinions.ask(
        world["instructor"], ids["under_review"], service="state_department", service_label="DDCS", question="Avis ?",
        due_on=due, **seen(Application, ids["under_review"]),
    )  # fmt: skip
    ids["desk_note"] = desk_notes.write(world["instructor"], ids["submitted"], body="Appeler la trésorière.")
    messages.send(world["instructor"], ids["submitted"], body="Bonjour", **seen(Application, ids["submitted"]))
    ids["meeting"] = add_meeting(world, [ids["awaiting_committee"]], state="opened")
    money.publish(ids["refused"])
    ids["appeal"] = appeals.file(
        world["applicant"], ids["refused"], grounds="Le projet est utile.", **seen(Application, ids["refused"])
    )


def add_money(town: Town) -> None:
    """An award whose agreement runs, with a payment made, money to bring back, a report, an evaluation."""
    world, ids = town.world, town.ids
    file_id = money.awarded(world, rank=41, recommended_amount=Money.of(18_000))
    remember(town, "awarded", file_id)
    ids["agreement"] = money.notified(world, file_id)
    ids["payment"] = money.planned(ids["agreement"])[0].id
    money.paid(world, ids["payment"])
    ids["recovery"] = money.proposed(world, ids["payment"], 500)
    ids["report"] = db.session.scalars(select(Report.id).filter_by(application_id=file_id)).first() or 0
    ids["evaluation"] = evaluations.plan(
        world["instructor"], file_id, due_on=clock.today() + timedelta(days=90), **seen(Application, file_id)
    )
    unpublished = add_file(world, "recommended", rank=43, **ASKED)
    rulings.award(world["prefect"], unpublished, amount=Money.of(18_000), **seen(Application, unpublished))
    remember(town, "unpublished", unpublished)
    ids["held_letter"] = db.session.scalars(select(Letter.id).filter_by(application_id=unpublished)).one()


def add_rival_file(town: Town) -> None:
    """The same, less, of another organisation."""
    world = town.world
    own = world.organisation_id
    world.organisation_id = add_organisation("Les Rivaux de la Sarthe", world["rival"], world["rival_representative"])
    file_id = money.awarded(world, 5_000, rank=51, department="72", recommended_amount=Money.of(5_000))
    remember(town, "rival", file_id)
    town.ids["rival_agreement"] = money.notified(world, file_id)
    town.ids["rival_payment"] = money.planned(town.ids["rival_agreement"])[0].id
    town.ids["rival_organisation"], world.organisation_id = world.organisation_id, own


def recuse(town: Town) -> None:
    """One person with every role is recused on each file of the first organisation."""
    for name in town.numbers.keys() - {"rival", "draft"}:
        db.session.add(Recusal(application_id=town.ids[name], user_id=town.world["recused"], reason="lien",
                               declared_at=clock.now()))  # fmt: skip
    db.session.commit()
