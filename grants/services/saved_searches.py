"""Searches that a person keeps under a name of their own."""

from sqlalchemy import delete, func, select

from grants.database import db
from grants.models import SavedSearch
from grants.services.command import transaction
from grants.values import clock
from workflows.errors import Refused

MOST = 30


def keep(user_id: int, *, name: str, words: str) -> None:
    """Keep it; under a name that is there already, it takes the place of the former one."""
    with transaction():
        mine = select(SavedSearch).filter_by(user_id=user_id)
        kept = db.session.scalar(mine.filter_by(name=name).with_for_update())
        if kept is None and (db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0) >= MOST:
            raise Refused(["Vous gardez déjà trente recherches : supprimez-en une d’abord."])
        kept = kept or SavedSearch(user_id=user_id, name=name)
        kept.words, kept.saved_at = words, clock.now()
        db.session.add(kept)


def erase(user_id: int, search_id: int) -> None:
    """Forget one of this person's searches; done again, it changes nothing."""
    with transaction():
        db.session.execute(delete(SavedSearch).filter_by(id=search_id, user_id=user_id))
