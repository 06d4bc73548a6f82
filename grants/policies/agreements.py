"""Whose agreements and payments a list shows: on a joint call, each funder's people handle their own."""

from sqlalchemy import ColumnElement, and_, true

from grants.models import Agreement, User
from grants.policies.applications import visible_to


def agreements_visible_to(user: User) -> ColumnElement[bool]:
    """The same rule as `roles_on` an agreement, for a list joined to the file and to the agreement."""
    return and_(visible_to(user), of_own_funder(user))


def of_own_funder(user: User) -> ColumnElement[bool]:
    """All of them, but for somebody whose every appointment is a funder's: then that funder's alone."""
    funders = {each.funder_id for each in user.appointments}
    if user.delegations or not funders or None in funders:
        return true()
    return Agreement.funder_id.in_(sorted(each for each in funders if each is not None))
