"""Non-recevabilité: proposed by the instructor, declared or not by the authority."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Snapshot
from grants.services import checks, letters, receipts
from grants.services.applications.checking import lines
from grants.services.command import Act, command


@command
def propose_ineligible(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """Propose that the file can't be examined, with the facts found."""
    file = act.lock(Application, application_id, version=version)
    act.move(file, "application.propose_ineligible", said={"reason": reason})
    checks.keep(act, file, checks.INELIGIBILITY, [{"key": "reason", "reason": reason}], is_passed=False)


@command
def declare_ineligible(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """Decide it, in the authority's words; the applicant is told at once, with how to contest it."""
    file = act.lock(Application, application_id, version=version)
    rules = unmet(file, reason)
    act.move(file, "application.declare_ineligible", said={"reason": reason})
    checks.keep(act, file, checks.INELIGIBILITY, [{"key": "reason", "reason": reason}], is_passed=False)
    file.released_at, file.silence_on = act.at, None
    letters.write(act, "application.declare_ineligible", file, file, regles_non_remplies=rules)


def unmet(file: Application, reason: str) -> list[dict[str, str]]:
    """Each rule not met, beside what was found; the reason alone where no rule was checked."""
    check = checks.of(file, checks.ELIGIBILITY)
    failed: list[dict[str, Any]] = [each for each in (check.findings if check else []) if not each["passed"]]
    found = "; ".join(lines(reason))
    rules = [each["message"] for each in failed if not each["overridden"] and each.get("on_fail") != "warn"]
    return [{"regle": rule.rstrip("."), "constat": found} for rule in rules or ["Conditions de l’appel"]]


@command
def resume_review(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """Don't follow the proposal: the instruction goes on, on the content as it is frozen."""
    file = act.lock(Application, application_id, version=version)
    if db.session.scalar(select(Snapshot.id).filter_by(application_id=file.id, act="application.start_review")) is None:
        receipts.freeze(act, file, "application.start_review")
    act.move(file, "application.resume_review", said={"reason": reason})
