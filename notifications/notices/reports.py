"""What the laureate owes."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import grant_managers, instructors, members

PAGE = "/comptes-rendus"

NOTICES: Notices = {
    "report.open": [to_applicant(members, "report.open", page=PAGE)],
    "report.draft": None,
    "report.edit": None,
    "report.submit": [
        to_applicant(members, "report.submit", page=PAGE),
        to_staff(instructors, "report.submit.agent", email=True),
    ],
    "report.request_revision": [to_applicant(members, "report.request_revision", page=PAGE)],
    "report.approve": [to_applicant(members, "report.approve", page=PAGE)],
    "report.reject": [to_applicant(members, "report.reject", page=PAGE)],
    "report.remind_60_before": [to_applicant(members, "report.remind_60_before", page=PAGE)],
    "report.remind_15_before": [to_applicant(members, "report.remind_15_before", page=PAGE)],
    "report.remind_1_after": [to_applicant(members, "report.remind_1_after", page=PAGE)],
    "report.remind_15_after": [
        to_applicant(members, "report.remind_15_after", page=PAGE),
        to_staff(grant_managers, "report.remind_15_after"),
    ],
}
