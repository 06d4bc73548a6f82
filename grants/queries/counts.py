"""All that is counted on one file, in one statement."""

from typing import Any

from sqlalchemy import ScalarSelect, bindparam, distinct, func, select

from grants.database import db
from grants.models import (
    AgendaItem,
    Appeal,
    Application,
    Check,
    Envelope,
    Meeting,
    Payment,
    Recusal,
    Review,
    Ruling,
)
from grants.models.review import ReviewStatus
from workflows.states import MeetingState


def of_application(application: Application) -> dict[str, Any]:
    """Scores, recusals, rulings, payments, appeals and checks of a file, for its guards."""
    here = {"file": application.id, "stage": application.stage_key, "round": application.round_id}
    row = db.session.execute(COUNTS, here).one()
    found: dict[str, Any] = dict(row._mapping)
    found["scores_needed"] = max(found.pop("assigned") - found.pop("abstained"), needed(application))
    found["completeness_checked"] = bool(found["completeness_checked"])
    found["eligibility_failures"] = failures(found.pop("eligibility_findings"))
    found["eligibility_checked"] = found["eligibility_checked"] is not None
    return found


def needed(application: Application) -> int:
    """How many scores the call asks for at this stage; one when it does not say."""
    return application.file.reviewers(application.stage_key)


def failures(findings: list[dict[str, Any]] | None) -> list[str]:
    """The sentences of the rules that are not met and not overridden."""
    blocking = (each for each in findings or [] if not each["passed"] and each.get("on_fail") != "warn")
    return [each["message"] for each in blocking if not each.get("overridden")]


def columns() -> list[Any]:
    here: dict[str, Any] = {"application_id": bindparam("file")}
    stage = here | {"stage_key": bindparam("stage")}
    eligibility = select(Check).filter_by(kind="eligibility", **here)
    in_force = select(Ruling).filter_by(is_in_force=True, **here)
    return [
        count(select(Review).filter_by(**stage)).label("assigned"),
        count(select(Review).filter_by(status=ReviewStatus.SCORED, **stage)).label("scores_done"),
        count(select(Review).filter_by(status=ReviewStatus.ABSTAINED, **stage)).label("abstained"),
        count(select(Recusal).filter_by(confirmed_at=None, lifted_at=None, **here)).label("open_recusals"),
        count(on_open_agenda()).label("committee_opened"),
        count(in_force).label("funders_ruled"),
        count(in_force.where(Ruling.amount.is_not(None))).label("awards"),
        funders().label("funders"),
        count(select(Payment).where(Payment.paid_on.is_not(None)).filter_by(**here)).label("payments_done"),
        count(select(Appeal).filter_by(state="accepted", **here)).label("appeal_accepted"),
        select(Check.is_passed).filter_by(kind="completeness", **here).scalar_subquery().label("completeness_checked"),
        eligibility.with_only_columns(Check.checked_at).scalar_subquery().label("eligibility_checked"),
        eligibility.with_only_columns(Check.findings).scalar_subquery().label("eligibility_findings"),
    ]


def on_open_agenda() -> Any:
    """The seats of the file on the agenda of a meeting that has opened, and has not answered on it."""
    mine = select(AgendaItem).join(Meeting, Meeting.id == AgendaItem.meeting_id).filter(AgendaItem.outcome.is_(None))
    return mine.where(AgendaItem.application_id == bindparam("file"), Meeting.state == MeetingState.OPENED)


def count(statement: Any) -> ScalarSelect[int]:
    counted: ScalarSelect[int] = statement.with_only_columns(func.count()).scalar_subquery()
    return counted


def funders() -> ScalarSelect[int]:
    """How many funders must rule: those whose envelopes serve the round."""
    mine = select(func.count(distinct(Envelope.funder_id))).where(Envelope.round_id == bindparam("round"))
    return mine.scalar_subquery()


COUNTS = select(*columns())  # written once: every page and every act on a file asks for it
NAMES = frozenset(each.name for each in COUNTS.selected_columns) - {"assigned", "abstained", "eligibility_findings"} | {
    "scores_needed", "eligibility_failures",
}  # fmt: skip
