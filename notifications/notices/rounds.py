"""A round's calendar."""

from notifications.notices.notice import Notice, Notices, to_staff
from notifications.recipients import everybody_of_the_round, extenders, round_staff, round_staff_in_time
from notifications.subscribers import addresses, people

NOTICES: Notices = {
    "round.open": [
        to_staff(round_staff_in_time, "round.open", path="/appels/{call}"),
        Notice("subscriber", people, "alert.open", "/appels/{call}"),
        Notice("subscriber", addresses, "alert.open", "/appels/{call}", inbox=False),
    ],
    "round.extend": [Notice("applicant", everybody_of_the_round, "round.extend", "/mes-dossiers")],
    "round.propose_extension": [
        to_staff(extenders, "round.propose_extension", path="/selection/{subject}", email=True)
    ],
    "round.close": [to_staff(round_staff_in_time, "round.close", path="/instruction")],
    "round.decide": [to_staff(round_staff, "round.decide", path="/selection/{subject}")],
    "round.publish": [to_staff(round_staff, "round.publish", path="/selection/{subject}")],
}
