"""What the person may do on a file and on each of its parts; roles, history and figures are read once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from grants.models import Application, Opinion, Payment, Recusal, Report, Review, ReviewStatus, User
from grants.policies import access
from grants.policies.permits import PERMITS
from grants.policies.roles import asked_of, for_funder
from grants.queries import completeness
from grants.queries.ledgers import computed
from grants.queries.parts import FollowUp, Instruction
from grants.views import offering
from grants.views.subjects import address_of, page_of
from workflows.engine import Attempt
from workflows.roles import Role
from workflows.states import OpinionState
from workflows.words import WORDS

BESIDE = (  # offered beside their own subject
    "review.unassign", "recusal.confirm", "recusal.lift", "recovery.propose", "desk_note.write",
)  # fmt: skip


def on_file(attempt: Attempt, parts: Instruction, user: User) -> list[dict[str, Any]]:
    """The file's own acts; one's score or opinion comes first when it is awaited."""
    without = list(BESIDE)
    mine = next((each for each in parts.reviews if each.reviewer_id == user.id), None)
    if mine is None or mine.status is ReviewStatus.ABSTAINED:
        without += ["review.score", "review.revise", "review.abstain"]
    else:
        without.append("review.score" if mine.status is ReviewStatus.SCORED else "review.revise")
    items = [*answers_awaited(attempt, parts, user), *offering.items(access.offers(attempt), attempt.subject,
                                                                     without=without)]  # fmt: skip
    return with_checks_first(items, parts)


def answers_awaited(attempt: Attempt, parts: Instruction, user: User) -> list[dict[str, Any]]:
    """The opinions that this person's service was asked."""
    return [
        item
        for each in parts.opinions
        if each.state == OpinionState.ASKED and asked_of(user, each.service) and Role.SERVICE in attempt.roles
        for item in offering.items(offers_on(attempt, each), each)
        if item["act"] in ("opinion.give", "opinion.decline")
    ]


def with_checks_first(items: list[dict[str, Any]], parts: Instruction) -> list[dict[str, Any]]:
    """On a file just handed in, the check that was not done yet is the main button."""
    wanted = [
        name
        for name, kind in (
            ("application.check_completeness", "completeness"),
            ("application.check_eligibility", "eligibility"),
        )
        if kind not in parts.checks
    ]
    first = next((each for name in wanted for each in items if each["act"] == name and not each["reasons"]), None)
    if first is None or any(each["act"] == "application.refer" for each in items):
        return items
    return [each | {"is_primary": each is first} for each in items]


def offers_on(attempt: Attempt, part: Any, facts: Mapping[str, Any] | None = None) -> dict[str, list[str]]:
    """The acts on something that belongs to the file."""
    return access.offers(replace(attempt, subject=part, facts=facts or {}))


def beside_opinion(attempt: Attempt, opinion: Opinion, user: User) -> list[dict[str, Any]]:
    own = asked_of(user, opinion.service)
    roles = attempt.roles if own else attempt.roles - {Role.SERVICE}
    found = offering.items(offers_on(replace(attempt, roles=roles), opinion), opinion)
    return [each for each in found if not each["reasons"]]


def beside_review(attempt: Attempt, review: Review) -> list[dict[str, Any]]:
    permit = PERMITS["review.unassign"]
    if not attempt.roles & permit.by or review.status is not ReviewStatus.ASSIGNED or permit.refusals(attempt):
        return []
    return [link("review.unassign", review)]


def beside_recusal(attempt: Attempt, recusal: Recusal) -> list[dict[str, Any]]:
    if not attempt.roles & PERMITS["recusal.confirm"].by or recusal.lifted_at is not None:
        return []
    names = ["recusal.lift"] if recusal.confirmed_at else ["recusal.confirm", "recusal.lift"]
    return [link(name, recusal) for name in names]


def link(name: str, subject: Any) -> dict[str, Any]:
    return {"words": WORDS[name], "act": name, "address": address_of(name, subject), "reasons": []}


def after_ruling(attempt: Attempt, user: User, after: FollowUp) -> list[dict[str, Any]]:
    """Agreements, payments, recoveries, reports, evaluations, appeals: each with its state and its acts."""
    open_reports = sum(each.state not in ("approved", "rejected") for each in after.reports)
    found: list[dict[str, Any]] = []
    for agreement in after.agreements:
        roles = for_funder(attempt.roles, user, agreement)
        mine = [each for each in after.payments if each.agreement_id == agreement.id]
        owed = [each for each in after.recoveries if each.payment_id in {payment.id for payment in mine}]
        facts = {"ledger_settled": computed([agreement], mine, owed).is_settled, "reports_open": open_reports}
        kind = _("Convention") if agreement.is_convention else _("Arrêté")
        mine_attempt = replace(attempt, roles=roles)
        found.append(row(f"{kind} {agreement.reference}", agreement, mine_attempt, facts))
        found += [row(each.label, each, mine_attempt, awaited(each, after)) for each in mine]
        found += [row(_("Reversement"), each, mine_attempt) for each in owed]
    found += [row(each.label, each, attempt, unsaid(each)) for each in after.reports]
    found += [row(_("Évaluation"), each, attempt) for each in after.evaluations]
    found += [row(_("Recours gracieux"), each, attempt) for each in after.appeals]
    return found


def awaited(payment: Payment, after: FollowUp) -> dict[str, Any]:
    """The report that this payment waits for, as `queries.facts` would count it."""
    reports = [each for each in after.reports if each.key == payment.awaits_report_key]
    pending = [each.label for each in reports if each.state != "approved"]
    key = payment.awaits_report_key
    return {"awaited_report": pending[0] if pending else "" if reports else key} if key else {}


def unsaid(report: Report) -> dict[str, Any]:
    return {"missing": completeness.of_report(report)}


def row(label: str, subject: Any, attempt: Attempt, facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """One line: where it stands, its page when the person may open it, its acts."""
    step, found = subject.step, offers_on(attempt, subject, facts)
    may_open = attempt.roles & access.READERS["agreement.see"]  # of reports, evaluations and appeals too
    return {
        "label": label,
        "address": page_of(subject) if may_open else "",
        "code": subject.state,
        "state": step.staff,
        "amount": getattr(subject, "amount", None),
        "due": step.due_at(subject),
        "acts": [each for each in offering.items(found, subject) if not each["reasons"]],
        "reasons": [each for each in offering.items(found, subject) if each["reasons"]],
    }


def scores_hidden(application: Application, attempt: Attempt) -> bool:
    """A person who reads the file only to score it does not see the others' marks before their own."""
    return attempt.roles <= {Role.REVIEWER, Role.APPLICANT, Role.REPRESENTATIVE}
