"""One answer to « may this person do this act on this subject, or see it? »: rows for moves, permits for the rest."""

from typing import Any

from grants.models import Application, User
from grants.policies.blinding import is_blind
from grants.policies.permits import PERMITS, PREPARERS
from grants.policies.roles import roles_on
from workflows.roles import Role

LETTERS = frozenset({
    Role.AUTHORITY, Role.COMMISSIONER, Role.FIRST_APPROVER, Role.INSTRUCTOR, Role.SECRETARY, Role.AUDITOR,
})  # fmt: skip
# Pages that only show: the roles on the subject that open them.
STAFF = frozenset(Role) - {Role.APPLICANT, Role.REPRESENTATIVE, Role.HELPER, Role.ADVISER, Role.CLOCK}
MINE = frozenset({Role.APPLICANT})
# Pages that say whose the file is: closed to who scores it blind, for whom another page is made of what may be read.
NAMING = frozenset({"application.see", "application.see_answers", "message.see", "application.compare"})
# Who weighs the scores of a whole round; whoever gives some is told nothing of it for that.
SCORERS = frozenset({
    Role.INSTRUCTOR, Role.SECRETARY, Role.PRESIDENT, Role.AUTHORITY, Role.COMMISSIONER, Role.FIRST_APPROVER,
    Role.AUDITOR,
})  # fmt: skip
ASKING = frozenset({Role.APPLICANT, Role.HELPER})  # its own people, and who fills it in by mandate
READERS: dict[str, frozenset[Role]] = {
    "application.see": frozenset(Role) - {Role.ADVISER},
    "application.instruct": STAFF,
    "application.see_answers": STAFF - {Role.SERVICE} | ASKING,
    "piece.see": STAFF - {Role.SERVICE} | ASKING,
    "opinion.read": frozenset({Role.SERVICE}),
    "message.see": STAFF - {Role.SERVICE} | {Role.APPLICANT},
    # Everything that there is of a file, in one place or in one archive.
    "application.gather": frozenset({Role.APPLICANT, Role.AUDITOR}),
    # What its members show each other while they fill it in: who is there, notes, what is missing.
    "application.prepare": ASKING,
    "note.see": MINE,
    # What those who instruct write for each other: nobody else reads it, and no export holds it.
    "desk_note.see": frozenset({Role.INSTRUCTOR}),
    # What changed since the first deposit, word by word: for who reads the file whole and knows whose it is.
    "application.compare": STAFF - {Role.SERVICE, Role.REVIEWER},
    # What an outside adviser says of a draft is its people's: neither the State nor a helper reads it.
    "remark.see": frozenset({Role.APPLICANT, Role.ADVISER}),
    "application.understand": MINE,
    "mandate.see": frozenset({Role.APPLICANT, Role.HELPER}),
    "report.see": STAFF - {Role.SERVICE, Role.REVIEWER} | {Role.APPLICANT},
    "evaluation.see": STAFF - {Role.SERVICE, Role.REVIEWER} | {Role.APPLICANT},
    "appeal.see": STAFF - {Role.SERVICE, Role.REVIEWER} | {Role.APPLICANT},
    "application.see_bank_details": frozenset({
        Role.APPLICANT, Role.INSTRUCTOR, Role.GRANT_MANAGER, Role.ACCOUNTANT, Role.AUDITOR,
    }),
    "round.see": STAFF,
    "round.share_readings": frozenset({Role.INSTRUCTOR, Role.SECRETARY}),
    # The letters before they leave: they tell what each file gets.
    "round.see_letters": LETTERS,
    "letter.preview": LETTERS,
    "review.see": SCORERS | {Role.REVIEWER, Role.COMMITTEE_MEMBER, Role.COFUNDER},
    "round.see_scores": SCORERS,
    "envelope.see": STAFF,
    "round.prepare": PREPARERS,
    "scenario.see": PREPARERS,
    "calculation.see": PREPARERS,
    "agreement.see": STAFF - {Role.SERVICE, Role.REVIEWER} | {Role.APPLICANT},
    "meeting.see": frozenset({
        Role.PRESIDENT, Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.INSTRUCTOR, Role.AUTHORITY, Role.COMMISSIONER,
        Role.AUDITOR,
    }),
    "organisation.see": frozenset({Role.APPLICANT, Role.INSTRUCTOR, Role.ADMINISTRATOR, Role.AUDITOR}),
}  # fmt: skip


def can(user: User, act: str, subject: Any) -> bool:
    """Whether one of the person's roles on the subject has this act; whether it is possible now, the engine says."""
    roles = roles_on(user, subject)
    if act in READERS:
        return bool(roles & READERS[act]) and not (act in NAMING and is_blind(user, subject))
    if act in PERMITS:
        return bool(roles & PERMITS[act].by)
    return bool(subject.workflow.allows(act, roles))


def offers(attempt: Any, *, names: set[str] | None = None) -> dict[str, list[str]]:
    """Each act that is this person's on this subject now, with what still stands in its way."""
    found = dict(attempt.subject.workflow.offers(attempt)) if hasattr(attempt.subject, "workflow") else {}
    for name, permit in PERMITS.items():
        if attempt.roles & permit.by and belongs(name, attempt.subject) and in_state(permit.states, attempt.subject):
            found[name] = permit.refusals(attempt)
    return {name: reasons for name, reasons in found.items() if names is None or name in names}


def in_state(states: Any, subject: Any) -> bool:
    return not states or subject.state in states


ON_ROUND = {"round.propose_extension", "application.start", "meeting.convene", "ruling.award_group", "scenario.begin",
            "round.render_letters"}  # fmt: skip
ON_APPEAL = {"appeal.hold", "appeal.release"}
ON_AGREEMENT = {"agreement.accept", "payment.plan"}
ON_MEETING = {"meeting.register", "meeting.vote", "meeting.arrange"}
ON_REPORT = {"report.edit"}
ON_SCENARIO = {
    "scenario.edit", "scenario.copy", "scenario.rename", "scenario.share", "scenario.discard", "scenario.propose",
    "scenario.explain",
}  # fmt: skip
ON_CALL_DRAFT = {"call_draft.edit", "call_draft.discard", "call_draft.publish"}
OF_ORGANISATION = {"organisation", "invitation", "joining", "membership"}
APART = {  # offered beside each recusal, each adviser, each section, not on the file
    "recusal.confirm", "recusal.lift", "recusal.record", "recusal.set_aside",
    "adviser.revoke", "remark.write", "accreditation.end",
    "letter.sign", "delegation.end",
    "mandate.accept", "mandate.decline", "mandate.end",
    "meeting.call_file", "meeting.choose_vote", "meeting.count_votes", "hearing.give", "hearing.move", "hearing.cancel",
}  # fmt: skip


def belongs(name: str, subject: Any) -> bool:
    """Which kind of subject an act without a move is about."""
    table = subject.__tablename__
    if name in APART:
        return False
    if name.partition(".")[0] in OF_ORGANISATION:
        return bool(table == "organisation")
    elsewhere = {"round": ON_ROUND, "agreement": ON_AGREEMENT, "meeting": ON_MEETING, "report": ON_REPORT,
                 "call_draft": ON_CALL_DRAFT, "scenario": ON_SCENARIO, "appeal": ON_APPEAL}  # fmt: skip
    for kind, names in elsewhere.items():
        if name in names:
            return bool(table == kind)
    return isinstance(subject, Application)
