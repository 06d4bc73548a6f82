"""A file before its ruling."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import authority, both, instructors, members, representatives, secretaries

MINUTED = both(instructors, authority)

NOTICES: Notices = {
    "application.start": None,
    "application.carry_over": [to_applicant(members, "application.carry_over")],
    "application.edit": None,
    "application.start_from": None,
    "application.ask_signature": [to_applicant(representatives, "application.ask_signature", page="/deposer")],
    "application.submit": [
        to_applicant(members, "application.submit"),
        to_staff(instructors, "application.submit.agent", email=True),
    ],
    "application.submit_letter": [
        to_applicant(members, "application.submit_letter"),
        to_staff(instructors, "application.submit_letter.agent", email=True),
    ],
    "application.invite_full": [to_applicant(members, "application.invite_full")],
    "application.decline_letter": [to_applicant(members, "application.decline_letter")],
    "application.request_completion": [to_applicant(members, "application.request_completion")],
    "application.complete": [
        to_applicant(members, "application.complete"),
        to_staff(instructors, "application.complete.agent", email=True),
    ],
    "application.extend_completion": [to_applicant(members, "application.extend_completion")],
    "application.close_completion": [to_applicant(members, "application.close_completion")],
    "application.hear": [to_applicant(members, "application.hear")],
    "application.discard": [to_applicant(members, "application.discard")],
    "application.take_back": [to_applicant(members, "application.take_back")],
    "application.erase": None,
    "application.withdraw": [
        to_applicant(members, "application.withdraw"),
        to_staff(instructors, "application.withdraw.agent", email=True),
    ],
    "application.propose_ineligible": [to_staff(authority, "application.propose_ineligible", email=True)],
    "application.declare_ineligible": [
        to_applicant(members, "application.declare_ineligible"),
        to_staff(instructors, "application.declare_ineligible.agent"),
    ],
    "application.resume_review": [to_staff(instructors, "application.resume_review", email=True)],
    "application.start_review": [to_applicant(members, "application.start_review", email=False)],
    "application.refer": [to_staff(secretaries, "application.refer")],
    "application.recommend": [to_staff(MINUTED, "application.recommend")],
    "application.recommend_reserve": [to_staff(MINUTED, "application.recommend_reserve")],
    "application.recommend_refusal": [to_staff(MINUTED, "application.recommend_refusal")],
    "application.adjourn": [to_staff(instructors, "application.adjourn", email=True)],
    "application.check_completeness": None,
    "application.check_eligibility": None,
    "application.record": None,
    "application.reopen": [
        to_applicant(members, "application.reopen"),
        to_staff(instructors, "application.reopen.agent", email=True),
    ],
    "application.remind_7d": [to_applicant(members, "application.remind_7d")],
    "application.remind_48h": [to_applicant(members, "application.remind_48h")],
    "application.remind_6h": [to_applicant(members, "application.remind_6h")],
    "application.not_submitted": [to_applicant(members, "application.not_submitted")],
    "application.remind_completion": [to_applicant(members, "application.remind_completion")],
}
