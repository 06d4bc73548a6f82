"""Messages between the applicant and the staff; the mail never holds the message itself."""

from notifications.notices.notice import DESK, Notices, to_applicant, to_staff
from notifications.recipients import written_to, written_to_staff

NOTICES: Notices = {
    "message.send": [
        to_applicant(written_to, "message.send", page="/messages"),
        to_staff(written_to_staff, "message.send.agent", path=DESK, email=True),
    ],
}
