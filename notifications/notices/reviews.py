"""Readings and marks; a mark tells nobody, so that readers do not look at each other."""

from notifications.notices.notice import Notices, to_staff
from notifications.recipients import instructors, reviewer

NOTICES: Notices = {
    "review.assign": [to_staff(reviewer, "review.assign", path="/instruction", email=True)],
    "review.unassign": [to_staff(reviewer, "review.unassign", path="/instruction", email=True)],
    "review.score": None,
    "review.revise": None,
    "review.abstain": [to_staff(instructors, "review.abstain", email=True)],
    "review.remind": [to_staff(reviewer, "review.remind", path="/instruction", email=True)],
}
