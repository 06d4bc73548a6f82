"""A file that has lived everything at once: one row of each sort."""

from datetime import timedelta

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    AgreementKind,
    Amendment,
    Appeal,
    Application,
    Check,
    Evaluation,
    Label,
    Meeting,
    MeetingMember,
    Message,
    Opinion,
    Payment,
    Receipt,
    Recovery,
    Recusal,
    Report,
    Review,
    Ruling,
    Seat,
    Snapshot,
    Verdict,
)
from grants.values import clock
from grants.values.money import Money
from tests import world as whole


def add_lived_file(world: whole.World) -> dict[str, tuple[type, int]]:
    """By noun, the class and the id of the row."""
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
        workflow_key="meeting@2", state="minuted",
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
        MeetingMember(meeting_id=meeting.id, user_id=world["secretary"], seat=Seat.SECRETARY),
        Check(kind="eligibility", is_passed=False, checked_at=at, checked_by_id=world["instructor"],
              findings=[{"key": "region", "passed": False, "message": "L’action est dans la région."}], **common),
    ])  # fmt: skip
    db.session.flush()
    others = {
        "opinion": Opinion(service="state_department", service_label="DDETS", question="Utile ?", asked_at=at,
                           due_at=at + day,
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
        "evaluation": Evaluation(planned_at=at, due_at=at + 30 * day, workflow_key="evaluation@1",
                                 state="planned", **common),
        "review": Review(reviewer_id=world["reviewer"], stage_key="full", assigned_at=at, due_at=at + day,
                         assigned_by_id=world["instructor"], **common),
        "recusal": Recusal(user_id=world["committee_member"], reason="lien", declared_at=at, **common),
        "message": Message(author_id=world["instructor"], body="Bonjour", sent_at=at, is_from_staff=True, **common),
    }  # fmt: skip
    db.session.add_all(others.values())
    db.session.commit()
    found = {"application": file, "ruling": ruling, "agreement": agreement, "meeting": meeting, "payment": payment,
             "round": file.round, **others}  # fmt: skip
    return {name: (type(row), row.id) for name, row in found.items()}
