"""Advisers of a draft, and what they said of it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Adviser, Application, Remark, User
from grants.policies.helping import advised
from grants.queries.applications import listed


def of_file(application: Application) -> Sequence[Adviser]:
    """Those invited at this stage and not revoked, the last first."""
    here = select(Adviser).filter_by(application_id=application.id, stage_key=application.stage_key, revoked_at=None)
    return db.session.scalars(here.options(joinedload(Adviser.user)).order_by(Adviser.id.desc()).limit(50)).all()


def drafts_of(user: User) -> Sequence[Application]:
    """The drafts that this person may read today, the most urgent last deposit first."""
    here = listed().where(advised(user)).order_by(Application.id.desc())
    return db.session.scalars(here.limit(50)).all()


def remarks(application: Application) -> Sequence[Remark]:
    """The whole thread, first to last."""
    here = select(Remark).filter_by(application_id=application.id).options(joinedload(Remark.author))
    return db.session.scalars(here.order_by(Remark.id).limit(500)).all()
