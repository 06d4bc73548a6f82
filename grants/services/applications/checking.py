"""What the instructor does on a file before its review: pieces, rules of the call, completion asked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.merging import mark
from grants.models import Application, Piece
from grants.queries import counts, eligibility
from grants.queries.completeness import answers_of
from grants.services import checks, letters, receipts
from grants.services.applications.completing import end_of
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.errors import Refused


@command
def check_completeness(act: Act, application_id: int, *, version: int, refusals: Mapping[str, str]) -> None:
    """Accept every piece that is there, but those refused with a reason (piece's key → reason)."""
    file = act.lock(Application, application_id, version=version)
    findings = [found for each in eligibility.pieces(file) if (found := piece_finding(file, each, refusals))]
    passed = all(each["passed"] for each in findings)
    act.do(file, "application.check_completeness", said=dict(refusals), passed=passed)
    checks.keep(act, file, checks.COMPLETENESS, findings, is_passed=passed)
    act.touch(file)


def piece_finding(file: Application, asked: Any, refusals: Mapping[str, str]) -> dict[str, Any] | None:
    """What is said of one piece, written on its rows too; nothing of an optional one that was not joined."""
    given = db.session.scalars(select(Piece).filter_by(application_id=file.id, key=asked.key, replaced_at=None)).all()
    if not given and not asked.required:
        return None
    reason = refusals.get(asked.key) or ("" if given else "La pièce n’est pas au dossier.")
    for piece in given:
        piece.is_accepted, piece.refusal_reason = not reason, reason or None
    return {"key": asked.key, "passed": not reason, "message": asked.label, "overridden": False, "reason": reason}


@command
def check_eligibility(act: Act, application_id: int, *, version: int, overrides: Mapping[str, str]) -> None:
    """Judge every rule of the call; one that may be overridden is, when a reason is given (rule's key → reason)."""
    file = act.lock(Application, application_id, version=version)
    findings = [rule_finding(each, overrides.get(each.rule, "")) for each in eligibility.findings(file, at=act.at)]
    failures = counts.failures(findings)
    reasons = {each["key"]: each["reason"] for each in findings if each["overridden"]}
    act.do(file, "application.check_eligibility", said=reasons, passed=not failures, overridden=sorted(reasons))
    checks.keep(act, file, checks.ELIGIBILITY, findings, is_passed=not failures)
    act.touch(file)


def rule_finding(found: Any, reason: str) -> dict[str, Any]:
    """What is kept of one rule; `Refused` when it allows no exception."""
    is_overridden = bool(reason) and not found.passed
    if is_overridden and not found.overridable:
        raise Refused([sentence("Cette règle ne souffre pas d’exception : %(message)s", message=found.message)])
    kept = {name: value for name, value in asdict(found).items() if name not in ("rule", "overridable")}
    return {"key": found.rule, **kept, "overridden": is_overridden, "reason": reason if is_overridden else ""}


@command
def request_completion(
    act: Act, application_id: int, *, version: int, items: Sequence[Mapping[str, str]], due_on: date
) -> None:
    """Ask for what lacks, each with its reason ({key, kind, label, reason}); the clock of silence stops meanwhile."""
    file = act.lock(Application, application_id, version=version)
    due_at = end_of(due_on)
    if not items or due_at <= act.at:
        raise Refused(["Dites ce qui manque, pièce par pièce, et pour quel jour à venir."])
    said = {each["key"]: each["reason"] for each in items}
    keys = [each["key"] for each in items]
    act.move(file, "application.request_completion", said=said, items=keys, due_on=due_on.isoformat())
    file.completion_due_at, file.silence_stopped_at, file.silence_on = due_at, act.at, None
    refuse_pieces(file, {each["key"]: each["reason"] for each in items if each["kind"] == "piece"})
    checks.keep(act, file, checks.COMPLETION, marked(file, items), is_passed=False)
    reopen(file)
    asked = [{"libelle": each["label"], "motif": each["reason"]} for each in items]
    letters.write(act, "application.request_completion", file, file, demandes=asked, date_limite_complements=due_on)


def marked(file: Application, items: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Each thing asked, with the mark of the answer as it is now: a change of it will be seen."""
    said = answers_of(file, file.file.form_of(file.stage_key).key)
    return [
        dict(each) | ({"mark": mark(said.get(each["key"]))} if each["kind"] == "question" else {}) for each in items
    ]


def refuse_pieces(file: Application, reasons: Mapping[str, str]) -> None:
    """A piece that is asked again must be joined again."""
    current = select(Piece).filter_by(application_id=file.id, replaced_at=None).where(Piece.key.in_(reasons))
    for piece in db.session.scalars(current):
        piece.is_accepted, piece.refusal_reason = False, reasons[piece.key]


def reopen(file: Application) -> None:
    """What comes back must be checked again before the review."""
    for kind in (checks.COMPLETENESS, checks.ELIGIBILITY):
        if check := checks.of(file, kind):
            db.session.delete(check)


@command
def start_review(act: Act, application_id: int, *, version: int) -> None:
    """Begin the instruction: the content is frozen as it is now."""
    file = act.lock(Application, application_id, version=version)
    snapshot = receipts.freeze(act, file, "application.start_review")
    act.move(file, "application.start_review", snapshot_id=snapshot.id, digest=snapshot.digest)


@command
def invite_full(act: Act, application_id: int, *, version: int, remarks: str = "") -> None:
    """Open the next stage to the same file (dossier complet)."""
    file = act.lock(Application, application_id, version=version)
    stage = next_stage(file)
    act.move(file, "application.invite_full", said={"remarks": remarks}, stage=stage)
    file.stage_key = stage
    file.silence_on = file.silence_stopped_at = None  # the letter is answered; a new deposit starts a new clock
    file.silence_paused_seconds = 0
    reopen(file)
    noted = [{"libelle": line} for line in lines(remarks)]
    letters.write(act, "application.invite_full", file, file, remarques=noted or None)


def next_stage(file: Application) -> str:
    keys = [each.key for each in file.file.stages]
    following = keys[keys.index(file.stage_key) + 1 :]
    if not following:
        raise Refused(["Cet appel n’a pas d’autre étape après celle-ci."])
    return following[0]


@command
def decline_letter(act: Act, application_id: int, *, version: int, reason: str, advice: str = "") -> None:
    """Answer a letter of intent by a reasoned no, told at once."""
    file = act.lock(Application, application_id, version=version)
    act.move(file, "application.decline_letter", said={"reason": reason, "advice": advice})
    file.released_at, file.silence_on = act.at, None
    given = {"motifs": [{"libelle": each} for each in lines(reason)]}
    given["pistes"] = [{"libelle": each} for each in lines(advice)]
    letters.write(act, "application.decline_letter", file, file, **given)


def lines(text: str) -> list[str]:
    """The lines of a text, without their dashes and full stops: a list in a letter."""
    return [line.strip(" -•.;") for line in text.splitlines() if line.strip(" -•.;")]
