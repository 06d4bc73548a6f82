"""What the menu of each page asks of a person: unread notices, and by which ways they help with the files of others."""

from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select

from grants.database import db
from grants.models import Accreditation, InboxItem, Mandate, Membership, User
from grants.policies.helping import readings_of


def menu_statement() -> Select[int, bool, bool]:
    """One row, written once: every page asks for it."""
    user: Any = bindparam("user")
    day: Any = bindparam("day")
    unread = select(func.count(InboxItem.id)).filter_by(user_id=user, read_at=None).scalar_subquery()
    acting = select(Membership.organisation_id).filter_by(user_id=user, ended_at=None)
    accredited = exists().where(
        or_(Accreditation.user_id == user, Accreditation.organisation_id.in_(acting)),
        Accreditation.ended_at.is_(None),
        or_(Accreditation.ends_on.is_(None), Accreditation.ends_on >= day),
    )
    helps = or_(accredited, exists().where(Mandate.helper_id == user))
    advises = readings_of(user, day).exists()
    return select(unread.label("unread"), helps.label("helps"), advises.label("advises"))


MENU = menu_statement()


def menu(user: User, day: date) -> Any:
    """`unread`: how many notices; `helps`: accredited, or has proposed mandates; `advises`: reads a draft that day."""
    return db.session.execute(MENU, {"user": user.id, "day": day}).one()
