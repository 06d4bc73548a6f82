"""The frozen contents of a file: the first deposit of its stage, and the last."""

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Snapshot


def first_and_last(application: Application) -> tuple[Snapshot, Snapshot] | None:
    """None while nothing of this stage was frozen; the same twice while nothing came after it."""
    mine = select(Snapshot).filter_by(application_id=application.id).order_by(Snapshot.id)
    here = [each for each in db.session.scalars(mine) if each.content["stage"] == application.stage_key]
    return (here[0], here[-1]) if here else None
