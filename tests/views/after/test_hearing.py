"""The hour of a hearing, told to its own file."""

from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import func, select

from grants.database import db
from grants.models import AgendaItem, Application, Letter, Round
from grants.services import meetings
from grants.values import clock
from notifications.relay import relay
from tests.support.instruction import add_complete_file, committee
from tests.views.after.pages import page_of, text
from tests.world import version_of


def heard(world):
    """A meeting that hears two files; their ids."""
    files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (31, 32)]
    db.session.get_one(Application, files[1]).title = "Le projet de quelqu’un d’autre"
    db.session.commit()
    meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", quorum=7,
        held_at=clock.now() + timedelta(days=20), place="Préfecture, salle Erdre", hearing_minutes=30,
        directions="Entrée rue du Port, 2e étage.", seats=committee(world),
    )  # fmt: skip
    return files


def test_a_hearing_is_told_to_its_own_file_alone(world, as_person):
    mine, other = heard(world)
    item = db.session.scalars(select(AgendaItem).filter_by(application_id=mine)).one()
    answer = as_person("applicant").get(page_of(mine))
    page = text(answer)
    for words in ("Votre audition, le", "Préfecture, salle Erdre", "Entrée rue du Port", "30 minutes", "agenda"):
        assert words in page
    assert "quelqu’un d’autre" not in page
    assert page_of(other) not in answer.text
    event = Calendar.from_ical(as_person("applicant").get(f"{page_of(mine)}/audition.ics").data).walk("VEVENT")[0]
    assert event["dtstart"].dt == item.hearing_at.replace(microsecond=0)
    assert event["location"] == "Préfecture, salle Erdre"
    times = db.session.scalars(select(AgendaItem.hearing_at).order_by(AgendaItem.rank)).all()
    assert times[1] - times[0] == timedelta(minutes=30)
    assert db.session.scalar(select(func.count(Letter.id)).filter_by(act="application.hear", application_id=mine)) == 1


def test_the_invitation_leaves_with_its_hour(world, as_person):
    heard(world)
    db.session.rollback()
    sent = []
    relay(send=sent.append)
    invited = [each for each in sent if "audition" in each["Subject"]]
    assert {each["To"] for each in invited} == {"applicant@guichet.example", "representative@guichet.example"}
    assert "salle Erdre" in invited[0].get_body(("plain",)).get_content()


def test_without_a_hearing_there_is_no_diary(world, deposited, as_person):
    assert as_person("applicant").get(f"{page_of(deposited)}/audition.ics").status_code == 404
    assert "Votre audition" not in text(as_person("applicant").get(page_of(deposited)))
