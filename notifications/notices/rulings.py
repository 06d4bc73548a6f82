"""The authority's rulings: until the publication, only the staff hear of them."""

from collections.abc import Sequence

from grants.models import Delegation, User
from notifications.event import Event
from notifications.notices.notice import Notice, Notices, to_applicant, to_staff
from notifications.notices.organisations import enabled
from notifications.parts import part
from notifications.recipients import authority, both, first_approvers, instructors, members


def delegate(event: Event) -> Sequence[User]:
    """Who signs under the delegation."""
    return enabled(User.id == part(event, Delegation).user_id)


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
    "ruling.reorder": [to_staff(instructors, "ruling.reorder")],
    "ruling.send_back": [to_staff(both(first_approvers, instructors), "ruling.send_back", email=True)],
    "letter.sign": None,
    "round.render_letters": None,
    "delegation.create": [Notice("person", delegate, "delegation.create", "/decisions")],
    "delegation.end": [Notice("person", delegate, "delegation.end", "/decisions")],
    "ruling.publish": [to_applicant(members, "ruling.publish")],
}
