"""What is due to be recalled now: to whom a deadline comes near, or has just passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Agreement, Application, Meeting, Opinion, Report, Review, ReviewStatus, Round
from workflows.guards.opinions import BEFORE_COMMITTEE
from workflows.states import AgreementState, MeetingState, OpinionState, ReportState, RoundState
from workflows.states import ApplicationState as S

DAY, HOUR = timedelta(days=1), timedelta(hours=1)

DEPOSIT = (  # before the end of the deposit: the act, from when, until when
    ("application.remind_7d", 7 * DAY, 5 * DAY),
    ("application.remind_48h", 48 * HOUR, 24 * HOUR),
    ("application.remind_6h", 6 * HOUR, 2 * HOUR),
    ("application.not_submitted", -1 * HOUR, -2 * DAY),
)
REPORTS = (
    ("report.remind_60_before", 60 * DAY, 50 * DAY),
    ("report.remind_15_before", 15 * DAY, 10 * DAY),
    ("report.remind_1_after", -1 * DAY, -6 * DAY),
    ("report.remind_15_after", -15 * DAY, -30 * DAY),
)
OPINIONS = (
    ("opinion.remind", 3 * DAY, timedelta(0)),
    ("opinion.remind_late", -1 * DAY, -6 * DAY),
    ("opinion.remind_late", -7 * DAY, -12 * DAY),
)
NOT_FILED = (S.DRAFT, S.INVITED)
NOT_RENDERED = (ReportState.DUE, ReportState.DRAFTED, ReportState.TO_REVISE)


@dataclass(frozen=True)
class Reminder:
    """An act to put in the outbox once; the due date is part of the key, so that an extension recalls again."""

    act: str
    subject: Any
    due_at: datetime
    turn: int = 0  # the second reminder of the same act

    @property
    def once(self) -> str:
        again = f":{self.turn}" if self.turn else ""
        return f"{self.act}:{self.subject.id}:{self.due_at.isoformat()}{again}"

    @property
    def application_id(self) -> int | None:
        if isinstance(self.subject, Application):
            return self.subject.id
        return getattr(self.subject, "application_id", None)

    @property
    def counts_what_lacks(self) -> bool:
        return self.act in ("application.remind_7d", "application.remind_48h", "application.remind_6h")


def due(at: datetime) -> Iterator[Reminder]:
    """Every reminder of this instant, whether or not it was sent."""
    yield from deposits(at)
    yield from reports(at)
    yield from opinions(at)
    for act, wanted, column, before in (
        ("application.remind_completion", select(Application).filter_by(state=S.TO_COMPLETE),
         Application.completion_due_at, 3 * DAY),
        ("review.remind", select(Review).filter_by(status=ReviewStatus.ASSIGNED), Review.due_at, 3 * DAY),
        ("meeting.remind", select(Meeting).filter_by(state=MeetingState.CONVENED), Meeting.held_at, 5 * DAY),
        ("agreement.remind", unsigned(), Agreement.sign_by_at, 7 * DAY),
    ):  # fmt: skip
        for subject in db.session.scalars(wanted.where(column > at, column <= at + before)):
            yield Reminder(act, subject, getattr(subject, column.key))


def deposits(at: datetime) -> Iterator[Reminder]:
    """Files that are not handed in, stage by stage."""
    rounds = select(Round).where(Round.state.in_((RoundState.OPEN, RoundState.CLOSED)), ~Round.is_historical)
    for round in db.session.scalars(rounds):
        for stage in round.stages:
            closes_at = round.closing_of(stage["key"])
            for act, start, end in DEPOSIT:
                if end < closes_at - at <= start:
                    here = select(Application).filter_by(round_id=round.id, stage_key=stage["key"])
                    for file in db.session.scalars(here.where(Application.state.in_(NOT_FILED))):
                        yield Reminder(act, file, closes_at)


def reports(at: datetime) -> Iterator[Reminder]:
    for act, start, end in REPORTS:
        expected = select(Report).where(Report.due_at > at + end, Report.due_at <= at + start)
        for report in db.session.scalars(expected.where(Report.state.in_(NOT_RENDERED))):
            yield Reminder(act, report, report.due_at)


def opinions(at: datetime) -> Iterator[Reminder]:
    """Three days before the day; the day after it, then a week after, as long as the file waits for its committee."""
    waiting = select(Opinion).join(Opinion.application).where(Opinion.state == OpinionState.ASKED)
    waiting = waiting.where(Application.state.in_(BEFORE_COMMITTEE))
    for turn, (act, start, end) in enumerate(OPINIONS):
        for opinion in db.session.scalars(waiting.where(Opinion.due_at > at + end, Opinion.due_at <= at + start)):
            yield Reminder(act, opinion, opinion.due_at, turn=max(0, turn - 1))


def unsigned() -> Any:
    return select(Agreement).filter_by(state=AgreementState.SENT, organisation_signed_at=None)
