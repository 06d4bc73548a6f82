"""The funder's judgement of the result."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import commissioner, instructors, members

NOTICES: Notices = {
    "evaluation.plan": [to_staff(instructors, "evaluation.plan")],
    "evaluation.start": None,
    "evaluation.submit": [to_staff(commissioner, "evaluation.submit", email=True)],
    "evaluation.request_revision": [to_staff(instructors, "evaluation.request_revision", email=True)],
    "evaluation.approve": [to_applicant(members, "evaluation.approve")],
    "evaluation.publish": [to_applicant(members, "evaluation.publish")],
}
