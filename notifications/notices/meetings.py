"""Committee meetings."""

from grants.models import Seat
from notifications.notices.notice import Notices, to_staff
from notifications.recipients import seats, silent_seats

PAGE = "/comites/{subject}"

NOTICES: Notices = {
    "meeting.convene": [to_staff(seats(), "meeting.convene", path=PAGE, email=True)],
    "meeting.register": None,
    "meeting.open": None,
    "meeting.vote": None,
    "meeting.close": [to_staff(seats(Seat.SECRETARY), "meeting.close", path=PAGE)],
    "meeting.minute": [to_staff(seats(Seat.PRESIDENT), "meeting.minute", path=PAGE, email=True)],
    "meeting.sign": [to_staff(seats(), "meeting.sign", path=PAGE)],
    "meeting.remind": [to_staff(silent_seats, "meeting.remind", path=PAGE, email=True)],
}
