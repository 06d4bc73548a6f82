"""The act that funds, from the draft to the closing."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import authority, both, grant_managers, instructors, members, representatives

PAGE = "/convention"

NOTICES: Notices = {
    "agreement.draft": None,
    "agreement.send": [to_applicant(representatives, "agreement.send", page=PAGE)],
    "agreement.accept": [to_staff(authority, "agreement.accept", email=True)],
    "agreement.sign": [to_staff(grant_managers, "agreement.sign", email=True)],
    "agreement.notify": [
        to_applicant(members, "agreement.notify", page=PAGE),
        to_staff(both(grant_managers, instructors), "agreement.notify.agent"),
    ],
    "agreement.amend": [to_applicant(members, "agreement.amend", page=PAGE)],
    "agreement.terminate": [to_applicant(members, "agreement.terminate", page=PAGE)],
    "agreement.close": [to_applicant(members, "agreement.close")],
    "agreement.remind": [to_applicant(representatives, "agreement.remind", page=PAGE)],
}
