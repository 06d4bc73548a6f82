"""Committee meetings."""

from grants.models import Seat
from notifications.notices.notice import Notice, Notices, to_staff
from notifications.recipients import hearers, seats, silent_seats

PAGE = "/comites/{subject}"

NOTICES: Notices = {
    "meeting.convene": [
        to_staff(seats(), "meeting.convene", path=PAGE, email=True),
        Notice("applicant", hearers, "meeting.convene.applicant", "/mes-dossiers"),
    ],
    "meeting.register": None,
    "meeting.open": None,
    "meeting.vote": None,
    "meeting.close": [to_staff(seats(Seat.SECRETARY), "meeting.close", path=PAGE)],
    "meeting.minute": [to_staff(seats(Seat.PRESIDENT), "meeting.minute", path=PAGE, email=True)],
    "meeting.sign": [to_staff(seats(), "meeting.sign", path=PAGE)],
    "meeting.remind": [to_staff(silent_seats, "meeting.remind", path=PAGE, email=True)],
}
