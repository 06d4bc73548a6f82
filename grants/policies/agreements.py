"""Whose agreements and payments a list shows: on a joint call, each funder's people handle their own."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from grants.models import Agreement, Funder, User
from grants.policies.applications import visible_to
from grants.policies.roles import PAYING
from workflows.roles import Role


def agreements_visible_to(user: User) -> ColumnElement[bool]:
    """The same rule as `roles_on` an agreement, for a list joined to the file and to the agreement."""
    return and_(visible_to(user), of_own_funder(user))


def of_own_funder(user: User) -> ColumnElement[bool]:
    """All of them, but for somebody who only pays or signs: then those of their funder, and of the State's acts."""
    paying = [each for each in user.appointments if each.role in PAYING]
    signs = bool(user.delegations) or any(each.role is Role.AUTHORITY for each in user.appointments)
    others = {each.role for each in user.appointments} - PAYING - {Role.AUTHORITY}
    if others or not (paying or signs) or any(each.funder_id is None for each in paying):
        return true()
    mine = Agreement.funder_id.in_(sorted(each.funder_id for each in paying if each.funder_id is not None))
    return or_(mine, Agreement.funder.has(Funder.is_state) if signs else false())
