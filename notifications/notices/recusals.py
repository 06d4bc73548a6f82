"""Conflicts of interest; what reaches the recused person names no file."""

from notifications.notices.notice import Notices, to_staff
from notifications.recipients import both, instructors, recused_person, secretaries

NOTICES: Notices = {
    "recusal.declare": [to_staff(both(instructors, secretaries), "recusal.declare", email=True)],
    "recusal.confirm": [to_staff(recused_person, "recusal.confirm", path="/instruction", email=True)],
    "recusal.record": [to_staff(recused_person, "recusal.record", path="/instruction", email=True)],
    "recusal.set_aside": None,
    "recusal.lift": [to_staff(recused_person, "recusal.lift", path="/instruction", email=True)],
}
