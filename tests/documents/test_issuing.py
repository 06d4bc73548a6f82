"""Letters issued from real rows: every act that has a letter finds its words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants.database import db
from grants.documents.letters import pdf_of
from grants.models import (
    AgendaItem,
    Agreement,
    AgreementKind,
    Amendment,
    Appeal,
    Application,
    Check,
    Label,
    Letter,
    Meeting,
    MeetingMember,
    Opinion,
    Payment,
    Receipt,
    Recovery,
    Report,
    Ruling,
    Seat,
    Snapshot,
    User,
    Verdict,
)
from grants.services import letters
from grants.services.command import Act, transaction
from grants.values import clock
from grants.values.money import Money
from tests import world as whole
from tests.documents.test_letters import faults, pages_of
from tests.notifications.conftest import bare, small_url  # noqa: F401  # fixtures
from workflows.errors import Refused

GIVEN = {"application.request_completion": {"demandes": [{"libelle": "Budget", "motif": "ligne 64 à revoir"}]}}


def ask_without_saying_what(instructor_id, file_id):
    with transaction():
        act = Act(db.session.get_one(User, instructor_id), clock.now())
        file = db.session.get_one(Application, file_id)
        letters.write(act, "application.request_completion", file, file)


@pytest.fixture
def world(bare):  # noqa: F811
    return whole.add_world()


@pytest.fixture
def rows(world):
    """A file that has lived everything at once: one row of each sort."""
    file_id = whole.add_file(world, "awarded")
    at, day = clock.now(), timedelta(days=1)
    file = db.session.get_one(Application, file_id)
    file.silence_on, file.completion_due_at = (at + 40 * day).date(), at + 10 * day
    funder_id = file.round.envelopes[0].funder_id
    common = {"application_id": file_id}
    snapshot = Snapshot(act="application.submit", content={}, digest="9f" * 32, taken_at=at, **common)
    ruling = Ruling(
        funder_id=funder_id, author_id=world["authority"], decided_at=at, verdict=Verdict.AWARD,
        amount=Money.of(15_000), reason="le poste communication dépasse le besoin", conditions=["accord de la commune"],
        **common,
    )  # fmt: skip
    db.session.add_all([snapshot, ruling])
    db.session.flush()
    agreement = Agreement(
        ruling_id=ruling.id, funder_id=funder_id, kind=AgreementKind.CONVENTION, reference="2020-CLP-1", object="x",
        amount=Money.of(15_000), drafted_at=at, workflow_key="agreement@1", state="drafted", **common,
    )  # fmt: skip
    meeting = Meeting(
        round_id=file.round_id, title="Comité régional", held_at=at, place="salle Erdre", quorum=3,
        workflow_key="meeting@1", state="minuted",
    )  # fmt: skip
    db.session.add_all([agreement, meeting, Receipt(snapshot_id=snapshot.id, code="GQ7K-2MXP", issued_at=at, **common)])
    db.session.flush()
    payment = Payment(
        agreement_id=agreement.id, rank=1, key="single", label="Versement unique", amount=Money.of(15_000),
        paid_on=at.date(), workflow_key="payment@1", state="paid", **common,
    )  # fmt: skip
    db.session.add_all([
        payment,
        AgendaItem(meeting_id=meeting.id, application_id=file_id, rank=1, outcome="application.recommend"),
        MeetingMember(meeting_id=meeting.id, user_id=world["president"], seat=Seat.PRESIDENT, is_present=True),
        Check(kind="eligibility", is_passed=False, checked_at=at, checked_by_id=world["instructor"],
              findings=[{"key": "region", "passed": False, "message": "L’action est dans la région."}], **common),
    ])  # fmt: skip
    db.session.flush()
    others = {
        "opinion": Opinion(service="s", service_label="DDETS", question="Est-ce utile ?", asked_at=at, due_at=at + day,
                           asked_by_id=world["instructor"], workflow_key="opinion@1", state="asked", **common),
        "amendment": Amendment(agreement_id=agreement.id, number=1, year=2020, reason="retard",
                               difference=Money.of(10)),
        "recovery": Recovery(payment_id=payment.id, amount=Money.of(100), reason="non dépensé", proposed_at=at,
                             hear_by_at=at + day, workflow_key="recovery@1", state="proposed", **common),
        "report": Report(key="final", kind="final", label="Compte rendu final", due_at=at + 60 * day,
                         workflow_key="report@1", state="due", **common),
        "appeal": Appeal(against="refused", grounds="les lettres y étaient", filed_at=at, answer_by_at=at + 60 * day,
                         answer="elles sont lues", workflow_key="appeal@1", state="filed", **common),
        "label": Label(granted_from=at.date(), granted_until=(at + 900 * day).date(), **common),
    }  # fmt: skip
    db.session.add_all(others.values())
    db.session.commit()
    found = {"application": file, "ruling": ruling, "agreement": agreement, "meeting": meeting, **others}
    return {name: (type(row), row.id) for name, row in found.items()}


def subject_of(name, rows):
    noun = "amendment" if name == "agreement.amend" else name.partition(".")[0]
    return db.session.get_one(*rows[noun])


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_every_act_with_a_letter_finds_its_words(world, rows):
    for name in [*letters.DEFAULTS, "agreement.draft"]:
        noun = name.partition(".")[0]
        given = GIVEN.get(name, {})
        if name == "label.withdraw":
            given = {"motifs": [{"libelle": "permanence fermée"}]}
        with transaction():
            actor = world["instructor" if noun in ("application", "opinion") else "authority"]
            act = Act(db.session.get_one(User, actor), clock.now())
            file = None if noun == "meeting" else db.session.get_one(*rows["application"])
            letters.write(act, name, subject_of(name, rows), file, **given)
    issued = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    assert len({letter.reference for letter in issued}) == len(letters.DEFAULTS) + 1
    for letter in issued:
        pdf = pdf_of(letter)
        assert faults(pdf) == [], letter.act
        assert letter.reference in pages_of(pdf)[0]
    waiting = {letter.act for letter in issued if letter.released_at is None}
    assert waiting == {"ruling.award", "ruling.promote", "ruling.reserve", "ruling.refuse", "ruling.take_no_action",
                       "label.grant"}  # fmt: skip


def test_a_letter_that_lacks_its_reasons_stops_the_act(world):
    file_id = whole.add_file(world, "submitted")
    with pytest.raises(Refused, match="demandes"):
        ask_without_saying_what(world["instructor"], file_id)
    assert db.session.scalar(select(Letter.id)) is None


def test_at_the_publication_what_waited_may_be_read(world, rows):
    act = Act(db.session.get_one(User, world["authority"]), clock.now())
    with transaction():
        file = db.session.get_one(*rows["application"])
        letters.write(act, "ruling.award", db.session.get_one(*rows["ruling"]), file)
    with transaction():
        letters.release(act, db.session.get_one(*rows["application"]))
        letters.supersede(act, db.session.get_one(*rows["application"]), "ruling.award")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.released_at
    assert letter.superseded_at
