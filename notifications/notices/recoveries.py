"""Money that comes back: nothing is decided before the organisation is heard."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import authority, both, grant_managers, members

PAGE = "/versements"

NOTICES: Notices = {
    "recovery.propose": [
        to_applicant(members, "recovery.propose", page=PAGE),
        to_staff(both(grant_managers, authority), "recovery.propose.agent"),
    ],
    "recovery.hear": [to_staff(both(authority, grant_managers), "recovery.hear", email=True)],
    "recovery.order": [to_applicant(members, "recovery.order", page=PAGE)],
    "recovery.collect": [to_applicant(members, "recovery.collect", page=PAGE)],
    "recovery.cancel": [to_applicant(members, "recovery.cancel", page=PAGE)],
}
