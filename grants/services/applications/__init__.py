"""Acts on a file before the ruling: filing by the applicant, checking by the instructor, the committee's advice."""

from grants.services.applications.carrying import carry_over
from grants.services.applications.checking import (
    check_completeness,
    check_eligibility,
    decline_letter,
    invite_full,
    request_completion,
    start_review,
)
from grants.services.applications.committee import adjourn, recommend, recommend_refusal, recommend_reserve, refer
from grants.services.applications.completing import close_completion, extend_completion
from grants.services.applications.discarding import discard, erase, erase_due, take_back
from grants.services.applications.editing import edit
from grants.services.applications.filing import ask_signature, complete, submit, submit_letter
from grants.services.applications.ineligibility import declare_ineligible, propose_ineligible, resume_review
from grants.services.applications.recording import enter, record
from grants.services.applications.renewing import renew_form
from grants.services.applications.reopening import reopen
from grants.services.applications.reusing import start_from
from grants.services.applications.starting import start
from grants.services.applications.withdrawing import withdraw

__all__ = [
    "adjourn", "ask_signature", "carry_over", "check_completeness", "check_eligibility", "close_completion",
    "complete", "decline_letter", "declare_ineligible", "discard", "edit", "enter", "erase", "erase_due",
    "extend_completion", "invite_full", "propose_ineligible", "recommend", "recommend_refusal", "recommend_reserve",
    "record", "refer", "renew_form", "reopen", "request_completion", "resume_review", "start", "start_from",
    "start_review", "submit", "submit_letter", "take_back", "withdraw",
]  # fmt: skip
