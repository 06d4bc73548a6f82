"""Who may read and write what a reviewer says of themselves."""

from grants.models import User
from workflows.roles import Role


def may_edit_profile(user: User, person: User) -> bool:
    """A reviewer's own; anybody's for an administrator."""
    return is_reader(person) and (user.id == person.id or has(user, Role.ADMINISTRATOR))


def may_see_profile(user: User, person: User) -> bool:
    """Those who share the readings out, too."""
    return may_edit_profile(user, person) or (
        is_reader(person) and has(user, Role.INSTRUCTOR, Role.SECRETARY)
    )  # fmt: skip


def is_reader(person: User) -> bool:
    return has(person, Role.REVIEWER)


def has(user: User, *roles: Role) -> bool:
    return user.is_enabled and any(each.role in roles for each in user.appointments)
