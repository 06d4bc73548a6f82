"""Committee meetings, and the hearings of those who carry a project."""

from grants.models import Seat
from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import countersigning, members, seats, seats_once_signed, signing_first, silent_seats

PAGE = "/comites/{subject}"

NOTICES: Notices = {
    "meeting.convene": [to_staff(seats(), "meeting.convene", path=PAGE, email=True)],
    "meeting.arrange": None,
    "meeting.register": None,
    "meeting.open": None,
    "meeting.call_file": None,
    "meeting.choose_vote": None,
    "meeting.vote": None,
    "meeting.count_votes": None,
    "meeting.close": [to_staff(seats(Seat.SECRETARY), "meeting.close", path=PAGE)],
    "meeting.adjourn": [to_staff(seats(), "meeting.adjourn", path=PAGE, email=True)],
    "meeting.minute": [to_staff(signing_first, "meeting.minute", path=PAGE, email=True)],
    "meeting.correct": [to_staff(signing_first, "meeting.correct", path=PAGE, email=True)],
    "meeting.sign": [
        to_staff(countersigning, "meeting.countersign", path=PAGE, email=True),
        to_staff(seats_once_signed, "meeting.sign", path=PAGE),
    ],
    "meeting.remind": [to_staff(silent_seats, "meeting.remind", path=PAGE, email=True)],
    "pack.ask": None,
    "hearing.give": [to_applicant(members, "application.hear")],
    "hearing.move": [to_applicant(members, "hearing.move")],
    "hearing.cancel": [to_applicant(members, "hearing.cancel")],
}
