"""What is awaited of one person on each file of a list: the act, and its own day when it has one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Opinion, Review, ReviewStatus, User
from grants.policies.held import services
from grants.queries import many
from workflows.engine import Attempt
from workflows.roles import Role
from workflows.states import ApplicationState as S
from workflows.states import OpinionState

Awaited = tuple[str, datetime | None]  # the act, and the day of a reading or of an opinion
RATING = "review.rate"  # scores are awaited of others: nothing is to be done here but wait, or recall


def on_files(user: User, files: Sequence[Application], *, at: datetime) -> dict[int, Awaited]:
    """By file; nothing where others act. One statement a kind of person, whatever the number of files."""
    ids, roles = [each.id for each in files], {each.role for each in user.appointments}
    found: dict[int, Awaited] = {}
    if Role.INSTRUCTOR in roles and files:
        for file_id, attempt in many.attempts(user, files, at=at).items():
            if act := instructing(attempt):
                found[file_id] = (act, None)
    found |= readings(user, ids) if Role.REVIEWER in roles else {}
    return found | (opinions(user, ids) if Role.SERVICE in roles else {})


def instructing(attempt: Attempt) -> str:
    """The instructor's next act before the committee, in the order of the work."""
    if Role.INSTRUCTOR not in attempt.roles:
        return ""
    facts, state = attempt.facts, attempt.subject.state
    if state == S.SUBMITTED:
        return checking(facts)
    if state not in (S.UNDER_REVIEW, S.ADJOURNED) or not attempt.subject.workflow.has("application.refer"):
        return ""
    if facts["open_recusals"]:
        return "recusal.confirm"
    if facts["scores_done"] >= facts["scores_needed"]:
        return "application.refer"
    return "review.assign" if facts["assigned"] < facts["scores_needed"] else RATING


def checking(facts: Mapping[str, Any]) -> str:
    if not facts["completeness_seen"]:
        return "application.check_completeness"
    if not facts["completeness_checked"]:
        return "application.request_completion"
    if not facts["eligibility_checked"]:
        return "application.check_eligibility"
    return "application.propose_ineligible" if facts["eligibility_failures"] else "application.start_review"


def readings(user: User, ids: Sequence[int]) -> dict[int, Awaited]:
    mine = select(Review.application_id, Review.due_at).filter_by(reviewer_id=user.id, status=ReviewStatus.ASSIGNED)
    rows = db.session.execute(mine.where(Review.application_id.in_(ids)))
    return {file_id: ("review.score", due_at) for file_id, due_at in rows}


def opinions(user: User, ids: Sequence[int]) -> dict[int, Awaited]:
    asked = select(Opinion.application_id, Opinion.due_at).where(
        Opinion.application_id.in_(ids), Opinion.service.in_(services(user)), Opinion.state == OpinionState.ASKED
    )
    return {file_id: ("opinion.give", due_at) for file_id, due_at in db.session.execute(asked)}
