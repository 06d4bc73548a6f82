"""Reads of files, one statement each."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, User
from grants.policies.applications import co_carried, own_organisations, visible_to
from grants.values import clock
from workflows.states import ApplicationState as S

TO_FILL = (S.DRAFT, S.INVITED, S.TO_COMPLETE)
GIVEN_UP = (S.DISCARDED, S.ERASED)


BESIDE = (Application.call, Application.round, Application.organisation, Application.definition)
BY_NUMBER = select(Application).filter_by(number=bindparam("number")).options(*map(joinedload, BESIDE))


def by_number(number: str) -> Application | None:
    """A file with what its page and its policies read."""
    return db.session.scalar(BY_NUMBER, {"number": number})


def mine(user: User, *, before: int | None = None, limit: int = 50) -> list[Application]:
    """The files of my organisations, the newest first; `before` is the id where the last page ended."""
    here = listed().where(is_mine(user), Application.state.not_in(GIVEN_UP))
    if before is not None:
        here = here.where(Application.id < before)
    return list(db.session.scalars(here.order_by(Application.id.desc()).limit(limit)))


def is_mine(user: User) -> ColumnElement[bool]:
    """Led or carried by one of this person's organisations."""
    return or_(Application.organisation_id.in_(own_organisations(user)), co_carried(user))


def discarded(user: User) -> list[Application]:
    """The drafts of my organisations that may still be taken back, the last given up first."""
    here = listed().where(is_mine(user), Application.state == S.DISCARDED)
    return list(db.session.scalars(here.order_by(Application.discarded_at.desc()).limit(50)))


def to_erase(*, before: datetime) -> list[int]:
    """The drafts that were given up before this instant."""
    here = select(Application.id).filter_by(state=S.DISCARDED).where(Application.discarded_at <= before)
    return list(db.session.scalars(here.order_by(Application.id)))


def to_hand_in(user: User) -> list[Application]:
    """My drafts whose deposit is still open, the most urgent first."""
    now = clock.now()
    found = (each for each in mine(user) if each.state in TO_FILL and each.may_be_filed(now))
    return sorted(found, key=lambda each: each.closes_at)


def of_organisation(organisation_id: int, user: User, *, limit: int = 50) -> list[Application]:
    """The files that this organisation leads, among those that this person sees, the newest first."""
    here = (
        listed()
        .filter_by(organisation_id=organisation_id)
        .where(visible_to(user), Application.state.not_in(GIVEN_UP))
        .order_by(Application.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(here))


def listed() -> Select[Application]:
    """Files with all that a line of a list reads."""
    return select(Application).options(
        joinedload(Application.call),
        joinedload(Application.round),
        joinedload(Application.organisation),
    )
