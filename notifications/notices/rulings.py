"""The authority's rulings: until the publication, only the staff hear of them."""

from notifications.notices.notice import Notices, to_applicant, to_staff
from notifications.recipients import authority, instructors, members

NOTICES: Notices = {
    "ruling.approve": [to_staff(authority, "ruling.approve", email=True)],
    "ruling.award": [to_staff(instructors, "ruling.award")],
    "ruling.award_group": [to_staff(instructors, "ruling.award_group", path="/selection/{subject}")],
    "ruling.reserve": [to_staff(instructors, "ruling.reserve")],
    "ruling.refuse": [to_staff(instructors, "ruling.refuse")],
    "ruling.take_no_action": [to_staff(instructors, "ruling.take_no_action")],
    "ruling.promote": [to_staff(instructors, "ruling.promote", email=True)],
    "ruling.change_amount": [to_staff(instructors, "ruling.change_amount")],
    "ruling.preselect": [to_staff(instructors, "ruling.preselect")],
    "ruling.record_national": [to_staff(instructors, "ruling.record_national")],
    "ruling.record_regional": [to_staff(instructors, "ruling.record_regional")],
    "ruling.conclude": [to_staff(instructors, "ruling.conclude")],
    "ruling.publish": [to_applicant(members, "ruling.publish")],
}
