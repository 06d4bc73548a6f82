"""What delegations of signature open: by themselves, or in the place of whoever is recused on the file."""

from datetime import date

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import aliased

from grants.database import db
from grants.models import Application, Call, Delegation, Recusal, User
from grants.values import clock


def in_force_on(user: User, application: Application, day: date) -> list[Delegation]:
    """Those of this person that cover this file that day, the ceiling and the act apart."""
    call = application.call
    held = [each for each in user.delegations if each.runs(day) and each.is_about(call.kind, call.id)]
    absent = {each.substitutes_id for each in held if each.substitutes_id}
    away = recused_among(absent, application) if absent else set()
    return [each for each in held if each.substitutes_id is None or each.substitutes_id in away]


def recused_among(user_ids: set[int], application: Application) -> set[int]:
    """Those of these people who are recused on this file."""
    found = select(Recusal.user_id).filter_by(application_id=application.id, lifted_at=None)
    return set(db.session.scalars(found.where(Recusal.user_id.in_(user_ids))))


def opened_by(user: User) -> list[ColumnElement[bool]]:
    """One condition for each scope that this person's delegations open today, for a list of files."""
    running = [each for each in user.delegations if each.runs(clock.today())]
    kinds = {each.kind for each in running if each.call_id is None and each.substitutes_id is None}
    scopes = [in_calls(kinds)] if kinds else []
    return scopes + [limited(each) for each in running if each.call_id is not None or each.substitutes_id is not None]


def in_calls(kinds: set[str | None]) -> ColumnElement[bool]:
    """The files of these kinds of call; None among them: of every kind."""
    calls = select(Call.id) if None in kinds else select(Call.id).where(Call.kind.in_(kinds))
    return Application.call_id.in_(calls)


def limited(delegation: Delegation) -> ColumnElement[bool]:
    """One call's files, or those on which the person substituted is recused."""
    about = Application.call_id == delegation.call_id if delegation.call_id else in_calls({delegation.kind})
    away = aliased(Recusal)
    theirs = select(away.application_id).where(
        away.user_id == delegation.substitutes_id, away.lifted_at.is_(None)
    )  # fmt: skip
    return and_(about, Application.id.in_(theirs) if delegation.substitutes_id else true())
