"""Labels: granted like a ruling, told at the publication."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import instructors, members, members_when_published

NOTICES: Notices = {
    "label.grant": [
        to_applicant(members_when_published, "label.grant"),
        to_staff(instructors, "label.grant.agent"),
    ],
    "label.renew": [to_applicant(members, "label.renew")],
    "label.withdraw": [to_applicant(members, "label.withdraw")],
}
