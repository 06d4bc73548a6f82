"""Who may see a file: one rule, for one file and for a whole list in SQL."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select

from grants.models import Application, Appointment, Call, Membership, Opinion, Partner, Recusal, Review, User
from grants.policies.delegated import opened_by
from grants.policies.roles import BY_ASSIGNMENT
from workflows.roles import Role


def visible_to(user: User) -> ColumnElement[bool]:
    """The files this person has a role on; a recusal hides the file, a draft is its members' alone."""
    if not user.is_enabled:
        return false()
    recused = exists().where(
        Recusal.application_id == Application.id, Recusal.user_id == user.id, Recusal.lifted_at.is_(None)
    )
    staff = and_(or_(*staff_scopes(user)), readable_by_staff(), ~recused) if staff_scopes(user) else false()
    return or_(Application.organisation_id.in_(own_organisations(user)), co_carried(user), staff)


def readable_by_staff() -> ColumnElement[bool]:
    recorded = select(Call.id).where(Call.is_recorded)
    return or_(Application.submitted_at.is_not(None), Application.call_id.in_(recorded))


def own_organisations(user: User) -> Select[int]:
    return select(Membership.organisation_id).where(Membership.user_id == user.id, Membership.ended_at.is_(None))


def co_carried(user: User) -> ColumnElement[bool]:
    carried = select(Partner.application_id).where(
        Partner.is_co_carrier, Partner.organisation_id.in_(own_organisations(user))
    )
    return Application.id.in_(carried)


def staff_scopes(user: User) -> list[ColumnElement[bool]]:
    """One condition for each appointment, assignment or delegation that opens files."""
    scopes = [scope(each) for each in user.appointments if each.role not in BY_ASSIGNMENT]
    scopes += opened_by(user)
    if any(each.role is Role.REVIEWER for each in user.appointments):
        scopes.append(Application.id.in_(select(Review.application_id).filter_by(reviewer_id=user.id)))
    services = [each.service for each in user.appointments if each.role is Role.SERVICE]
    if services:
        scopes.append(Application.id.in_(select(Opinion.application_id).where(Opinion.service.in_(services))))
    return scopes


def scope(appointment: Appointment) -> ColumnElement[bool]:
    limits = (
        (Application.call_id, appointment.call_id),
        (Application.department, appointment.department),
        (Application.theme, appointment.theme),
    )
    return and_(Application.id.is_not(None), *(column == wanted for column, wanted in limits if wanted is not None))
