"""Separate duties: who did one act on a file may not do another on it (domain: « Duties are separate »)."""

from grants.values.sentences import sentence
from workflows.engine import Attempt, Guard

INSTRUCTED = frozenset({"application.start_review", "application.propose_ineligible"})
SCORED = frozenset({"review.score"})
RULED = frozenset({
    "ruling.award", "ruling.reserve", "ruling.refuse", "ruling.take_no_action", "ruling.promote", "ruling.approve",
    "ruling.preselect", "ruling.award_group", "label.grant",
})  # fmt: skip

JUDGING = INSTRUCTED | SCORED
DUTIES: dict[str, frozenset[str]] = {
    "application.declare_ineligible": JUDGING,
    "ruling.approve": JUDGING,
    "ruling.award": JUDGING,
    "ruling.reserve": JUDGING,
    "ruling.refuse": JUDGING,
    "ruling.take_no_action": JUDGING,
    "ruling.promote": JUDGING,
    "ruling.preselect": JUDGING,
    "ruling.reorder": JUDGING,
    "ruling.send_back": JUDGING,
    "label.grant": JUDGING,
    "label.withdraw": JUDGING,
    "appeal.accept": JUDGING,
    "appeal.reject": JUDGING,
    "appeal.hold": JUDGING,
    "appeal.release": JUDGING,
    "review.score": RULED,
    "review.revise": RULED,
    "payment.approve": RULED,
    "payment.order": RULED,
    "payment.pay": RULED | {"payment.order"},
    "payment.reject": RULED | {"payment.order"},
    "recovery.order": frozenset({"recovery.propose"}),
    "recovery.collect": frozenset({"recovery.order"}),
    "report.approve": frozenset({"report.submit"}),
    "evaluation.approve": frozenset({"evaluation.submit"}),
}
SAID = [
    (INSTRUCTED, "Vous avez instruit ce dossier"),
    (SCORED, "Vous avez noté ce dossier"),
    (frozenset({"ruling.approve"}), "Vous avez validé ce dossier"),
    (RULED, "Vous avez décidé de ce dossier"),
    (frozenset({"payment.order"}), "Vous avez ordonné ce versement"),
]


def done_before(attempt: Attempt, acts: frozenset[str]) -> frozenset[str]:
    """Those of `acts` that this person has already done on this file."""
    return frozenset(act for act in acts if attempt.actor_id in attempt.earlier.get(act, ()))


def apart_from(acts: frozenset[str]) -> Guard:
    """Refuse whoever has already done one of `acts` on this file."""

    def refusal(attempt: Attempt) -> str:
        mine = done_before(attempt, acts)
        words = (words for family, words in SAID if mine & family)
        why = sentence(next(words, "Vous êtes déjà intervenu sur ce dossier"))
        return sentence("%(why)s : cet acte revient à une autre personne.", why=why)

    return Guard(refusal, lambda attempt: not done_before(attempt, acts), acts)


def duty(act: str) -> Guard:
    """The guard that the table of duties asks for this act."""
    return apart_from(DUTIES[act])
