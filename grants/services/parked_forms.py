"""What was typed when a session ended: kept a day for its writer alone."""

from datetime import timedelta

from sqlalchemy import delete

from grants.database import db
from grants.models import ParkedForm
from grants.services.command import transaction
from grants.values import clock

KEPT = timedelta(days=1)


def park(user_id: int, path: str, fields: list[list[str]], lost_files: list[str]) -> int:
    """Keep it, in place of what this person had typed on the same page; its number."""
    with transaction():
        db.session.execute(delete(ParkedForm).where(ParkedForm.parked_at < clock.now() - KEPT))
        forget(user_id, path)
        parked = ParkedForm(
            user_id=user_id, path=path, fields=fields, lost_files=lost_files, parked_at=clock.now()
        )  # fmt: skip
        db.session.add(parked)
        db.session.flush()
        return parked.id


def forget(user_id: int, path: str) -> None:
    """It has been sent, or replaced."""
    with transaction():
        db.session.execute(delete(ParkedForm).where(ParkedForm.user_id == user_id, ParkedForm.path == path))
