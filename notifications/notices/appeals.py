"""Appeals to whoever ruled (recours gracieux)."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import authority, both, instructors, members

NOTICES: Notices = {
    "appeal.file": [
        to_applicant(members, "appeal.file"),
        to_staff(both(authority, instructors), "appeal.file.agent", email=True),
    ],
    "appeal.accept": [to_applicant(members, "appeal.accept")],
    "appeal.hold": [to_staff(instructors, "appeal.hold")],
    "appeal.release": [to_staff(instructors, "appeal.release")],
    "appeal.reject": [to_applicant(members, "appeal.reject")],
}
