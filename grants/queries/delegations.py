"""Reads of delegations of signature."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Call, Delegation, Recusal, User
from grants.models.application import Application
from grants.policies.delegated import in_force_on
from grants.values import clock


def every() -> Sequence[Delegation]:
    """All of them with their people, the last to begin first; one statement."""
    rows = select(Delegation).options(
        joinedload(Delegation.user), joinedload(Delegation.substitutes), joinedload(Delegation.call)
    )
    return db.session.scalars(rows.order_by(Delegation.valid_from.desc(), Delegation.id.desc())).all()


def calls() -> Sequence[tuple[int, str]]:
    """The calls to which a delegation may be kept: id and title."""
    wanted = select(Call.id, Call.short_title).where(~Call.is_historical, ~Call.is_recorded)
    return [(id, title) for id, title in db.session.execute(wanted.order_by(Call.short_title))]


def kinds() -> Sequence[str]:
    """The kinds of the calls that there are."""
    wanted = select(Call.kind).where(~Call.is_historical, ~Call.is_recorded).distinct()
    return db.session.scalars(wanted.order_by(Call.kind)).all()


def substitutes_on(application: Application) -> list[Delegation]:
    """Who may sign this file in the place of an authority that is recused on it."""
    away = select(Recusal.user_id).filter_by(application_id=application.id, lifted_at=None)
    named = select(Delegation).where(Delegation.substitutes_id.in_(away)).options(
        joinedload(Delegation.user).selectinload(User.delegations), joinedload(Delegation.substitutes)
    )  # fmt: skip
    day = clock.today()
    return [each for each in db.session.scalars(named.order_by(Delegation.id))
            if each in in_force_on(each.user, application, day)]  # fmt: skip
