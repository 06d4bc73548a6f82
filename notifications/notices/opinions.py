"""What services answer."""

from notifications.notices.notice import Notices, to_staff
from notifications.recipients import instructors, service_asked

NOTICES: Notices = {
    "opinion.ask": [to_staff(service_asked, "opinion.ask", email=True)],
    "opinion.give": [to_staff(instructors, "opinion.give")],
    "opinion.decline": [to_staff(instructors, "opinion.decline", email=True)],
    "opinion.revoke": [to_staff(service_asked, "opinion.revoke", path="/instruction", email=True)],
    "opinion.remind": [to_staff(service_asked, "opinion.remind", email=True)],
}
