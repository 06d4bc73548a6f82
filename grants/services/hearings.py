"""Hearings (auditions): who carries a project presents it to the committee, each at its own hour."""

from datetime import date, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Meeting
from grants.services import letters
from grants.services.command import Act
from grants.values.clock import day_of

ANSWER_DAYS = timedelta(days=3)  # before the hearing, to say who comes


def convene(act: Act, meeting: Meeting) -> None:
    """Give each file of the agenda its hour, in its order, and write to its people; the caller holds the round."""
    if not meeting.hearing_minutes:
        return
    for item in db.session.scalars(select(AgendaItem).filter_by(meeting_id=meeting.id).order_by(AgendaItem.rank)):
        item.hearing_at = meeting.held_at + (item.rank - 1) * timedelta(minutes=meeting.hearing_minutes)
    db.session.flush()
    # Files are locked in the order of their ids.
    heard = select(AgendaItem).filter_by(meeting_id=meeting.id).order_by(AgendaItem.application_id)
    for item in db.session.scalars(heard).all():
        invite(act, meeting, item)


def invite(act: Act, meeting: Meeting, item: AgendaItem) -> None:
    application, at = act.lock(Application, item.application_id), item.hearing_at
    if at is None:
        return
    act.tell(application, "application.hear", hearing_at=at.isoformat(), meeting_id=meeting.id)
    letters.write(
        act, "application.hear", application, application, date_heure_audition=at, lieu_audition=meeting.place,
        duree_minutes=meeting.hearing_minutes, date_limite_reponse=answer_by(act, day_of(at)),
    )  # fmt: skip


def answer_by(act: Act, day: date) -> date:
    """Three days before, or today when the hearing is nearer."""
    return max(day - ANSWER_DAYS, day_of(act.at))
