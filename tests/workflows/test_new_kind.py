"""A kind of call that is not in the list: one new file in `workflows/kinds/`, one call file, and it lives its life."""

import sys
from pathlib import Path

import pytest
from flask import g
from sqlalchemy import select

from grants.cli.db import seed
from grants.config import ROOT
from grants.database import db
from grants.definitions.files import load
from grants.models import Agreement, Application, JournalEntry, Payment, Receipt, Round, WorkflowState
from grants.services import applications, calls, rounds, rulings
from grants.values import clock
from notifications.notices import NOTICES
from tests.support.answers import fill
from tests.support.money import EUROS, notified, paid, planned, seen
from tests.support.web import sign_in
from tests.world import World, add_organisation, add_people, around_now
from workflows import check, kinds, registry
from workflows.errors import NotAllowed, Refused

KIND = '''"""Bourse éclair: no committee; the service visits the project, then the authority decides."""

from enum import StrEnum

from workflows.blocks import CHECKING, COMMITTEE_STEPS, FILING, FILING_STEPS, reopening
from workflows.engine import Action, Step, Workflow
from workflows.guards import applications as given
from workflows.roles import APPLICANT, INSTRUCTOR, Role
from workflows.rulings import RULED_STEPS, rulings_from
from workflows.states import ApplicationState as S


class Own(StrEnum):
    VISITED = "visited"


VISITED = Step("Visite faite", "Visité, à décider", Role.AUTHORITY, lambda a: a.round.decisions_at)

APPLICATION = Workflow(
    "flash_grant.application",
    version=1,
    steps=FILING_STEPS | {S.UNDER_REVIEW: COMMITTEE_STEPS[S.UNDER_REVIEW], Own.VISITED: VISITED} | RULED_STEPS,
    initial=S.DRAFT,
    final=[S.INELIGIBLE, S.AWARDED, S.REFUSED, S.NO_ACTION, S.WITHDRAWN],
    actions=[
        *FILING,
        *CHECKING,
        Action("application.refer", [S.UNDER_REVIEW], Own.VISITED, by=INSTRUCTOR),
        *rulings_from([Own.VISITED]),
        Action("application.withdraw", [S.SUBMITTED, Own.VISITED, S.AWARDED], S.WITHDRAWN,
               by=APPLICANT, given=[given.nothing_is_paid]),
        reopening(S.REFUSED, S.NO_ACTION),
    ],
)
'''


@pytest.fixture
def new_kind(tmp_path: Path, monkeypatch):
    """The new file, found as if it stood beside the others."""
    folder = tmp_path / "kinds"
    folder.mkdir()
    (folder / "flash_grant.py").write_text(KIND)
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(folder)])
    registry.refresh()
    yield
    monkeypatch.undo()
    sys.modules.pop("workflows.kinds.flash_grant", None)
    registry.refresh()


@pytest.fixture
def call_path(tmp_path: Path) -> Path:
    """A call file of that kind."""
    text = (ROOT / "content" / "calls" / "credits_commissaire_2020.yaml").read_text()
    text = text.replace("key: credits_commissaire_2020", "key: bourse_eclair_2020", 1)
    text = text.replace("kind: commissioner_credits", "kind: flash_grant", 1)
    path = tmp_path / "bourse_eclair_2020.yaml"
    path.write_text(text)
    return path


@pytest.fixture
def world(new_kind, call_path, app):
    with app.app_context():
        seed()
        world = World(add_people())
        world.call_id = calls.import_file(world["administrator"], load(str(call_path)))
        round = db.session.scalars(select(Round).filter_by(call_id=world.call_id)).one()
        around_now(round, is_open=True)
        world.round_id = round.id
        world.envelopes = {each.key: each.id for each in round.envelopes}
        world.organisation_id = add_organisation("Les Passerelles", world["applicant"], world["representative"])
        yield world


def test_it_is_found_proved_and_seeded(world):
    workflow = registry.latest("flash_grant.application")
    assert list(check.check(workflow, NOTICES)) == []
    seeded = db.session.scalars(select(WorkflowState.state).filter_by(workflow_key=workflow.key))
    assert set(seeded) == set(workflow.steps)


def test_without_its_file_it_is_not_there(call_path, app):
    with app.app_context(), pytest.raises(KeyError):
        calls.import_file(add_people()["administrator"], load(str(call_path)))


def test_it_lives_its_whole_life(app, world):
    file_id = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], file_id)
    applications.submit(world["representative"], file_id, **seen(Application, file_id))
    assert len(db.session.scalars(select(Receipt).filter_by(application_id=file_id)).all()) == 1
    visit(world, file_id)
    with pytest.raises(NotAllowed):
        rulings.award(world["instructor"], file_id, amount=EUROS(18_000), **seen(Application, file_id))
    nothing_is_decided_while_one_waits(world)
    pages_say(app, world, file_id, "Visité, à décider", "Visite faite")
    rulings.award(world["authority"], file_id, amount=EUROS(18_000), **seen(Application, file_id))
    publish(world)
    pay(world, file_id)
    acts = db.session.scalars(select(JournalEntry.act).filter_by(stream=f"application:{file_id}")).all()
    assert {"application.submit", "application.refer", "ruling.award", "agreement.sign", "payment.pay"} <= set(acts)
    pages_say(app, world, file_id, "Retenu", "Retenu")


def visit(world: World, file_id: int) -> None:
    """From the deposit to the state that this kind alone has."""
    for act, more in (
        (applications.check_completeness, {"refusals": {}}),
        (applications.check_eligibility, {"overrides": {}}),
        (applications.start_review, {}),
        (applications.refer, {}),
    ):
        act(world["instructor"], file_id, **more, **seen(Application, file_id))
    assert db.session.get_one(Application, file_id).state == "visited"


def nothing_is_decided_while_one_waits(world: World) -> None:
    """The round knows that a file in a state it never heard of still waits."""
    close(world)
    with pytest.raises(Refused, match="attendent encore une décision : 1"):
        rounds.decide(world["commissioner"], world.round_id, **seen(Round, world.round_id))


def close(world: World) -> None:
    round = db.session.get_one(Round, world.round_id)
    around_now(round, is_open=False)
    round.announced_at = clock.now()
    db.session.commit()


def publish(world: World) -> None:
    for act in (rounds.decide, rounds.publish):
        act(world["commissioner"], world.round_id, **seen(Round, world.round_id))


def pay(world: World, file_id: int) -> None:
    """Its agreement, and its first payment."""
    agreement_id = notified(world, file_id)
    payment_id = planned(agreement_id)[0].id
    paid(world, payment_id)
    assert db.session.get_one(Payment, payment_id).state == "paid"
    assert db.session.get_one(Agreement, agreement_id).state == "notified"


def pages_say(app, world: World, file_id: int, to_staff: str, to_applicant: str) -> None:
    """Its own words on the pages that every kind has."""
    db.session.rollback()
    number = db.session.get_one(Application, file_id).number
    db.session.remove()
    for name, address, words in (
        ("instructor", f"/instruction/{number}", to_staff),
        ("applicant", f"/dossiers/{number}", to_applicant),
        ("instructor", "/instruction", number),
        ("applicant", "/appels/bourse_eclair_2020", "2020"),
    ):
        g.pop("_login_user", None)  # the test's own context outlives each request: so would its user
        answer = sign_in(app, world[name]).get(address)
        assert answer.status_code == 200, address
        assert words in answer.text, f"{address} does not say « {words} »"
