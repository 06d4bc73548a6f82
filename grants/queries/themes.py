"""What a working group's animator follows: the files of their theme, new and decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select

from grants.database import db
from grants.models import Application, User
from grants.policies.applications import scope, visible_to
from workflows.roles import Role
from workflows.states import ApplicationState as S

LATELY = timedelta(days=30)
DECIDED = (S.AWARDED, S.RESERVE_LIST, S.REFUSED, S.NO_ACTION)


@dataclass(frozen=True)
class Lot:
    """How many files were handed in, how many of them lately, how many are decided and how many of these lately."""

    handed_in: int
    new: int
    decided: int
    told: int


def themes(user: User) -> Sequence[str]:
    """The themes of this person's working groups; none when they follow all of them."""
    held = {each.theme for each in user.appointments if each.role is Role.ANIMATOR}
    return [] if None in held else sorted(filter(None, held))


def lot(user: User, *, at: datetime) -> Lot:
    """One statement, on the files that this person sees as an animator."""
    mine = or_(*(scope(each) for each in user.appointments if each.role is Role.ANIMATOR))
    is_decided, since = Application.state.in_(DECIDED), at - LATELY
    counts = select(
        func.count(),
        func.sum(case((Application.submitted_at >= since, 1), else_=0)),
        func.sum(case((is_decided, 1), else_=0)),
        func.sum(case((is_decided & (Application.released_at >= since), 1), else_=0)),
    ).where(Application.submitted_at.is_not(None), ~Application.is_historical, mine, visible_to(user))
    return Lot(*(int(each or 0) for each in db.session.execute(counts).one()))
