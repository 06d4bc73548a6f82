"""Hearings (auditions): who carries a project presents it to the committee, each at its own hour."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Meeting
from grants.services import letters
from grants.services.command import Act, command
from grants.services.votes import held
from grants.values.clock import day_of
from workflows.errors import Refused
from workflows.states import MeetingState

ANSWER_DAYS = timedelta(days=3)  # before the hearing, to say who comes
USUAL_MINUTES = 30


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
    write(act, meeting, application, at)


def write(act: Act, meeting: Meeting, application: Application, at: datetime) -> None:
    """The letter that says when and where; an earlier one stays, marked superseded."""
    letters.supersede(act, application, "application.hear")
    letters.write(
        act, "application.hear", application, application, date_heure_audition=at, lieu_audition=meeting.place,
        duree_minutes=meeting.hearing_minutes or USUAL_MINUTES, date_limite_reponse=answer_by(act, day_of(at)),
    )  # fmt: skip


def answer_by(act: Act, day: date) -> date:
    """Three days before, or today when the hearing is nearer."""
    return max(day - ANSWER_DAYS, day_of(act.at))


@command
def give(act: Act, item_id: int, *, version: int, hearing_at: datetime) -> None:
    """Hear a file that was not to be heard."""
    item, meeting = waiting(act, item_id, version)
    if item.hearing_at is not None:
        raise Refused(["Ce dossier a déjà son heure d’audition : déplacez-la."])
    place(act, meeting, item, "hearing.give", hearing_at)


@command
def move(act: Act, item_id: int, *, version: int, hearing_at: datetime) -> None:
    """Hear it at another hour."""
    item, meeting = heard(act, item_id, version)
    if item.hearing_at == hearing_at:
        raise Refused(["L’audition est déjà à cette heure."])
    place(act, meeting, item, "hearing.move", hearing_at)


@command
def cancel(act: Act, item_id: int, *, version: int, reason: str) -> None:
    """The file is examined without its people."""
    item, meeting = heard(act, item_id, version)
    withdraw(act, meeting, item, reason=reason)


def waiting(act: Act, item_id: int, version: int) -> tuple[AgendaItem, Meeting]:
    """A line of an agenda to come, or whose meeting is still open."""
    item, meeting = held(act, item_id, version)
    if meeting.state not in (MeetingState.CONVENED, MeetingState.OPENED) or item.outcome:
        raise Refused(["La séance est passée, ou le comité a donné son avis : plus personne n’est entendu."])
    return item, meeting


def heard(act: Act, item_id: int, version: int) -> tuple[AgendaItem, Meeting]:
    item, meeting = waiting(act, item_id, version)
    if item.hearing_at is None:
        raise Refused(["Ce dossier n’a pas d’heure d’audition."])
    return item, meeting


def place(act: Act, meeting: Meeting, item: AgendaItem, name: str, at: datetime) -> None:
    """At an hour to come that no other file has; its people are told, and receive a new letter."""
    if at <= act.at:
        raise Refused(["L’audition doit avoir lieu à une heure à venir."])
    length = timedelta(minutes=meeting.hearing_minutes or USUAL_MINUTES)
    others = select(AgendaItem.id).filter_by(meeting_id=meeting.id).where(AgendaItem.id != item.id)
    taken = others.where(AgendaItem.hearing_at > at - length, AgendaItem.hearing_at < at + length)
    if db.session.scalar(taken.limit(1)) is not None:
        raise Refused(["Un autre dossier est entendu à cette heure-là."])
    act.do(item, name, hearing_at=at.isoformat(), previous_at=iso(item.hearing_at), meeting_id=meeting.id)
    item.hearing_at = at
    write(act, meeting, item.application, at)


def withdraw(act: Act, meeting: Meeting, item: AgendaItem, *, reason: str) -> None:
    """Tell its people that they are not heard, when they were to be."""
    if item.hearing_at is None:
        return
    told = {"hearing_at": iso(item.hearing_at), "meeting_id": meeting.id}
    act.do(item, "hearing.cancel", said={"reason": reason}, **told)
    letters.supersede(act, item.application, "application.hear")
    item.hearing_at = None


def iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
