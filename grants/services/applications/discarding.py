"""A draft given up: taken out of sight at once, kept for two weeks, then emptied for ever."""

import logging

from sqlalchemy import ColumnElement, delete, select, update

from grants.arriving import parts
from grants.database import db
from grants.models import (
    Adviser,
    Answer,
    Application,
    InboxItem,
    Mandate,
    Note,
    Partner,
    PersonalText,
    Piece,
    Project,
    Remark,
    SearchWord,
    Territory,
    Upload,
)
from grants.queries import applications as queries
from grants.queries.users import clock_user
from grants.services.command import Act, command
from grants.values import clock
from workflows.errors import NotDone
from workflows.guards.discarding import KEPT

log = logging.getLogger(__name__)


@command
def discard(act: Act, application_id: int, *, version: int) -> None:
    """Give a draft up; its members may take it back until the day that they are told."""
    application = act.lock(Application, application_id, version=version)
    act.move(application, "application.discard", due_on=clock.day_of(act.at + KEPT).isoformat())
    application.discarded_at = act.at


@command
def take_back(act: Act, application_id: int, *, version: int) -> None:
    """Change one's mind: the draft is what it was."""
    application = act.lock(Application, application_id, version=version)
    act.move(application, "application.take_back")
    application.discarded_at = None


@command
def erase(act: Act, application_id: int) -> None:
    """Empty a draft that nobody took back; its number and its journal stay, without any personal word."""
    application = act.lock(Application, application_id)
    act.move(application, "application.erase")
    forget_words(application)
    forget_files(application)
    application.title, application.requested_amount, application.theme = "", None, None
    application.saved_at = application.source = None


def forget_words(application: Application) -> None:
    """Answers, notes, remarks, partners, places, words of the search and of the journal, notices at the counters."""
    for model in (Answer, Note, Remark, Adviser, Partner, Territory, SearchWord, InboxItem):
        remove(model, model.application_id == application.id)
    remove(PersonalText, PersonalText.stream == application.stream)
    db.session.execute(update(Mandate).where(Mandate.file_id == application.id).values(said=""))
    others = select(Application.id).where(
        Application.project_id == application.project_id, Application.id != application.id
    )
    alone = update(Project).where(Project.id == application.project_id, ~others.exists())
    db.session.execute(alone.values(title=""))


def forget_files(application: Application) -> None:
    """Pieces and what was still arriving; `stored_files.forget_unused` removes the contents that nobody else uses."""
    for token in db.session.scalars(select(Upload.token).filter_by(application_id=application.id)):
        parts.discard(token)
    remove(Upload, Upload.application_id == application.id)
    remove(Piece, Piece.application_id == application.id)


def remove(model: type, which: ColumnElement[bool]) -> None:
    db.session.execute(delete(model).where(which))


def erase_due() -> int:
    """Empty each draft whose two weeks are over, as the clock; how many there were."""
    clock_id, done = clock_user().id, 0
    for application_id in queries.to_erase(before=clock.now() - KEPT):
        try:
            erase(clock_id, application_id)
            done += 1
        except NotDone as reason:  # one draft that was taken back meanwhile doesn't hold the others
            log.warning("draft %s is not erased: %s", application_id, reason)
    return done
