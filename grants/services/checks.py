"""What an instructor found on a file, one row a kind: kept up to date by the acts that check."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Check
from grants.services.command import Act

COMPLETENESS, ELIGIBILITY = "completeness", "eligibility"
COMPLETION = "completion"  # what was asked of the applicant: [{key, kind, label, reason}]
INELIGIBILITY = "ineligibility"  # why the file can't be examined: [{key, label, reason}]


def keep(act: Act, application: Application, kind: str, findings: list[dict[str, Any]], *, is_passed: bool) -> None:
    """Write what was found in the place of what was found before; the caller holds the file."""
    check = of(application, kind)
    if check is None:
        check = Check(application_id=application.id, kind=kind)
        db.session.add(check)
    check.findings, check.is_passed = findings, is_passed
    check.checked_at, check.checked_by_id = act.at, act.actor.id


def of(application: Application, kind: str) -> Check | None:
    return db.session.scalar(select(Check).filter_by(application_id=application.id, kind=kind))
