"""What the guards ask of many files at once: as many statements for three files as for a hundred."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Check, Recusal, Review, ReviewStatus, User
from grants.policies.held import recused
from grants.policies.roles import NOBODY, appointed
from grants.queries import counts
from grants.queries.desk_filters import Search, filtered, readable
from workflows.engine import Attempt

AT_ONCE = 100  # files that one bulk act may be asked on
WHOLE = (
    joinedload(Application.organisation),
    joinedload(Application.definition),
    joinedload(Application.round),
    joinedload(Application.call),
)


def chosen(user: User, numbers: Sequence[str]) -> Sequence[Application]:
    """The files of these numbers that the person may read; the others are not even named."""
    here = select(Application).where(Application.number.in_(numbers), Application.submitted_at.is_not(None))
    return db.session.scalars(here.where(readable(user)).options(*WHOLE).order_by(Application.id).limit(AT_ONCE)).all()


def all_of(user: User, search: Search) -> Sequence[Application]:
    """The files of a search, as far as one bulk act goes and one more."""
    found = filtered(user, search).with_only_columns(Application).order_by(Application.id.desc())
    return db.session.scalars(found.options(*WHOLE).limit(AT_ONCE + 1)).all()


def by_ids(user: User, ids: Sequence[int]) -> Sequence[Application]:
    here = select(Application).where(Application.id.in_(ids), readable(user)).options(*WHOLE)
    return db.session.scalars(here.order_by(Application.id)).all()


@dataclass
class Counted:
    """What is there of one file."""

    checks: dict[str, Check] = field(default_factory=dict)
    reviews: Counter[str] = field(default_factory=Counter)  # by status, at the file's stage
    open_recusals: int = 0

    def facts(self, application: Application) -> dict[str, Any]:
        """As `counts.of_application` would say it of this file alone, for what is asked before the committee."""
        eligibility = self.checks.get("eligibility")
        excused = self.reviews[ReviewStatus.ABSTAINED]
        return {
            "completeness_checked": "completeness" in self.checks and self.checks["completeness"].is_passed,
            "completeness_seen": "completeness" in self.checks,
            "eligibility_checked": eligibility is not None,
            "eligibility_failures": counts.failures(eligibility.findings if eligibility else None),
            "assigned": self.reviews.total(),
            "scores_done": self.reviews[ReviewStatus.SCORED],
            "scores_needed": max(self.reviews.total() - excused, counts.needed(application)),
            "open_recusals": self.open_recusals,
        }


def attempts(user: User, files: Sequence[Application], *, at: datetime) -> dict[int, Attempt]:
    """One person about to act on each of these files, by its id; the offices alone give a role here."""
    ids = [each.id for each in files]
    hidden = set(db.session.scalars(select(Application.id).where(Application.id.in_(ids), recused(user))))
    found = counted(files, ids)
    return {
        each.id: Attempt(
            each, user.id, NOBODY if each.id in hidden else appointed(user, each), at, {}, found[each.id].facts(each)
        )
        for each in files
    }


def counted(files: Sequence[Application], ids: Sequence[int]) -> dict[int, Counted]:
    """Checks, readings and links of interest that wait: a statement each."""
    found: dict[int, Counted] = defaultdict(Counted)
    stages = {each.id: each.stage_key for each in files}
    for check in db.session.scalars(select(Check).where(Check.application_id.in_(ids))):
        found[check.application_id].checks[check.kind] = check
    here = select(Review.application_id, Review.stage_key, Review.status).where(Review.application_id.in_(ids))
    for file_id, stage, status in db.session.execute(here):
        if stages[file_id] == stage:
            found[file_id].reviews[status] += 1
    waiting = select(Recusal.application_id).filter_by(confirmed_at=None, lifted_at=None)
    for file_id in db.session.scalars(waiting.where(Recusal.application_id.in_(ids))):
        found[file_id].open_recusals += 1
    return found
