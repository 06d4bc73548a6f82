"""Where random lives are played: a call, files at every stage, people with one role, and people with all of them."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import make_url

from grants.database import db
from grants.models import Application, Appointment, Call, Delegation, Envelope, Funder, User
from grants.services import applications, rulings
from grants.values import clock
from grants.values.money import Money
from tests.support.answers import fill
from tests.support.instruction import add_complete_file, add_meeting, add_review
from tests.support.money import notified, paid, planned, publish
from tests.world import STAFF, World, add_file, add_world, version_of
from workflows.registry import WORKFLOWS

MONEY = {"requested_amount": Money.of(18_000), "recommended_amount": Money.of(18_000)}
EVERYBODY = ("everyman", "everywoman")  # hold every role at once: only their earlier acts stand in their way


@dataclass
class Stage:
    """The application and the database of one example, and the way back to its first state."""

    app: Flask
    world: World
    copy: str

    def restore(self) -> None:
        """The database as it was built."""
        db.session.remove()
        db.engine.dispose()
        put_back(self.app.config["SQLALCHEMY_DATABASE_URI"], self.copy)


def build(app: Flask, key: str) -> Stage:
    """A call of this key, a file in each place from which lives go on, and a copy of it all."""
    world = add_world(key)
    add_more_people(world)
    squeeze_envelopes()
    add_lives(world)
    db.session.remove()
    db.engine.dispose()
    return Stage(app, world, keep_copy(app.config["SQLALCHEMY_DATABASE_URI"]))


def add_more_people(world: World) -> None:
    """Two people who hold every role, an instructor of elsewhere, and a seat for each co-funder."""
    for name in (*EVERYBODY, "neighbour"):
        user = User(email=f"{name}@guichet.example", name=name.title(), is_fictif=True, created_at=clock.now())
        db.session.add(user)
        db.session.flush()
        world.people[name] = user.id
    for name in EVERYBODY:
        for role in STAFF:
            db.session.add(Appointment(user_id=world[name], role=role, service="state_department"))
        db.session.add(Delegation(user_id=world[name], valid_from=date(2018, 1, 1), reference="RAA fictif"))
    db.session.add(Appointment(user_id=world["neighbour"], role="instructor", department="85"))
    seat = db.session.scalars(select(Appointment).filter_by(user_id=world["cofunder"])).one()
    payers = db.session.scalars(select(Funder.id).filter_by(is_state=False).order_by(Funder.id)).all()
    seat.funder_id = payers[0] if payers else None
    for funder_id in payers[1:]:
        db.session.add(Appointment(user_id=world["everywoman"], role="cofunder", funder_id=funder_id))
    db.session.commit()


def squeeze_envelopes() -> None:
    """Little money, so that overspending is always near."""
    for envelope in db.session.scalars(select(Envelope)):
        envelope.amount = min(envelope.amount, Money.of(70_000))
    db.session.commit()


def add_lives(world: World) -> None:
    """A whole draft, files before the review, at the committee, before the ruling; agreements and payments."""
    kind = db.session.get_one(Call, world.call_id).kind
    draft = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], draft)
    has = {state: f"{kind}.application@1" in WORKFLOWS and state in WORKFLOWS[f"{kind}.application@1"].steps
           for state in ("submitted", "under_review", "awaiting_committee", "recommended", "reserve_list")}  # fmt: skip
    rank = 20
    waiting = []
    for state in (name for name, there in has.items() if there):
        rank += 1
        made = add_complete_file(world, state, rank=rank, department="49", **MONEY)
        waiting += [made] if state == "awaiting_committee" else []
        if state in ("under_review", "awaiting_committee"):
            add_review(world, made, world["reviewer"])
            add_review(world, made, world["everyman"])
    add_meeting(world, waiting, state="opened")
    add_money(world, kind)


def add_money(world: World, kind: str) -> None:
    """An award with its agreement and its payments, one of them paid, where one authority rules."""
    for rank, pays in ((41, False), (42, True)):
        state = "approved" if kind == "recovery_plan" else "recommended"
        file_id = add_file(world, state, rank=rank, department="49", **MONEY)
        if kind == "joint_call":
            return
        seen = version_of(Application, file_id)
        rulings.award(world["prefect"], file_id, amount=Money.of(18_000), version=seen)
        publish(file_id)
        agreement_id = notified(world, file_id)
        if pays:
            paid(world, planned(agreement_id)[0].id)


def keep_copy(url: str) -> str:
    """Copy a database at rest; what `put_back` needs to come back to it."""
    found = make_url(url)
    if found.get_backend_name() == "sqlite":
        return str(shutil.copyfile(found.database or "", f"{found.database}.copy"))
    copy = f"{found.database}_copy"
    on_server(url, f"CREATE DATABASE {copy} TEMPLATE {found.database}")
    return copy


def put_back(url: str, copy: str) -> None:
    found = make_url(url)
    if found.get_backend_name() == "sqlite":
        for more in ("-wal", "-shm"):
            Path(f"{found.database}{more}").unlink(missing_ok=True)
        shutil.copyfile(copy, found.database or "")
        return
    on_server(url, f"DROP DATABASE {found.database} WITH (FORCE)")
    on_server(url, f"CREATE DATABASE {found.database} TEMPLATE {copy}")


def on_server(url: str, statement: str) -> None:
    server = make_url(url).set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
