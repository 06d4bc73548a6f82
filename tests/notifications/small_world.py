"""One call, one round, one file with its people: what notices need."""

from datetime import UTC, date, datetime, timedelta

from grants.database import db
from grants.models import (
    Application,
    Appointment,
    Call,
    CallDefinition,
    Delegation,
    MemberRole,
    Membership,
    Organisation,
    OutboxItem,
    Round,
    User,
)
from workflows.roles import Role

AT = datetime(2020, 7, 9, 19, 14, tzinfo=UTC)
KEY = "commissioner_credits.application@1"


def add_world() -> None:
    """Users 1 editor, 2 representative, 3 instructor, 4 authority, 5 instructor elsewhere; the file CC20-0001."""
    db.session.add_all(
        User(id=n, email=f"{name}@exemple.fr", name=name.title(), created_at=AT)
        for n, name in enumerate(["editrice", "presidente", "instructrice", "commissaire", "ailleurs"], start=1)
    )
    call = Call(id=1, key="credits", kind="commissioner_credits", prefix="CC20", title="Crédits commissaire 2020",
                short_title="Crédits 2020", summary="Appel")  # fmt: skip
    db.session.add_all(
        [call, Organisation(id=1, name="Les Passerelles (fictif)", sort_name="passerelles", is_fictif=True)]
    )
    db.session.flush()
    day, now = timedelta(days=1), datetime.now(UTC)
    stages = [{"key": "full", "label": "Dossier", "closes_at": (now + day).isoformat()}]
    db.session.add(CallDefinition(id=1, call_id=1, number=1, digest="0", content={}, created_at=AT))
    db.session.add(
        Round(id=1, call_id=1, key="r1", number=1, title="Vague 1", opens_at=now - day, closes_at=now + day,
              announced_at=now + 60 * day, stages=stages, workflow_key="round@1", state="open")
    )  # fmt: skip
    db.session.flush()
    db.session.add(
        Application(id=1, number="CC20-0001", call_id=1, round_id=1, definition_id=1, organisation_id=1,
                    stage_key="full", title="Une épicerie", department="44", started_at=AT, submitted_at=AT,
                    silence_on=date(2020, 9, 9), workflow_key=KEY, state="submitted", is_fictif=True)
    )  # fmt: skip
    for user_id, role in ((1, MemberRole.EDITOR), (2, MemberRole.REPRESENTATIVE)):
        db.session.add(Membership(user_id=user_id, organisation_id=1, role=role, began_at=AT))
    db.session.add(Appointment(user_id=3, role=Role.INSTRUCTOR, department="44"))
    db.session.add(Appointment(user_id=5, role=Role.INSTRUCTOR, department="85"))
    db.session.add(Delegation(user_id=4, valid_from=date(2019, 1, 1), reference="arrêté fictif"))
    db.session.commit()


def add_items(count: int, *, act: str = "application.submit", is_simulated: bool = False, **data: object) -> None:
    """Outbox items on the file."""
    for _ in range(count):
        db.session.add(
            OutboxItem(act=act, application_id=1, subject_kind="application", subject_id=1, data=data, queued_at=AT,
                       is_simulated=is_simulated)
        )  # fmt: skip
    db.session.commit()
