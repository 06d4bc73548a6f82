"""The files on which a person holds one role, in SQL: what `roles_on` says of one file, for a whole list."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from grants.models import Application, MemberRole, Membership, Opinion, Recusal, Review, User
from grants.policies.applications import co_carried, own_organisations, readable_by_staff, scope
from grants.policies.delegated import opened_by
from grants.policies.helping import advised, helped
from grants.policies.roles import BY_ASSIGNMENT, GIVEN_UP
from workflows.roles import Role


def held_roles(user: User) -> set[Role]:
    """The roles that this person may hold on some file or other."""
    held = {each.role for each in user.appointments} | {Role.APPLICANT, Role.REPRESENTATIVE}
    return held | ({Role.AUTHORITY} if user.delegations else set())


def holding(user: User, role: Role) -> ColumnElement[bool]:
    """The files of a list on which this person has this role."""
    if not user.is_enabled:
        return false()
    if role is Role.APPLICANT:
        return or_(Application.organisation_id.in_(own_organisations(user)), co_carried(user))
    if role is Role.HELPER:
        return and_(helped(user), Application.state.not_in(GIVEN_UP))
    if role is Role.ADVISER:
        return advised(user)
    if role is Role.REPRESENTATIVE:
        mine = select(Membership.organisation_id).filter_by(
            user_id=user.id, ended_at=None, role=MemberRole.REPRESENTATIVE
        )
        return Application.organisation_id.in_(mine)
    return and_(by_office(user, role), readable_by_staff(), ~recused(user))


def by_office(user: User, role: Role) -> ColumnElement[bool]:
    """By appointment, by delegation, or file by file for those who are only asked."""
    if role is Role.AUTHORITY:
        return by_delegation(user)
    if role is Role.REVIEWER:
        read = aliased(Review)
        return Application.id.in_(select(read.application_id).where(read.reviewer_id == user.id))
    if role is Role.SERVICE:
        asked = aliased(Opinion)
        return Application.id.in_(select(asked.application_id).where(asked.service.in_(services(user))))
    appointed = [scope(each) for each in user.appointments if each.role is role and role not in BY_ASSIGNMENT]
    return or_(*appointed) if appointed else false()


def by_delegation(user: User) -> ColumnElement[bool]:
    return or_(false(), *opened_by(user))


def services(user: User) -> list[str]:
    """The services in whose name this person gives opinions."""
    return [each.service for each in user.appointments if each.role is Role.SERVICE and each.service]


def recused(user: User) -> ColumnElement[bool]:
    mine = aliased(Recusal)  # a list of recusals asks for this too: its own table must not be taken for this one
    return exists().where(mine.application_id == Application.id, mine.user_id == user.id, mine.lifted_at.is_(None))
