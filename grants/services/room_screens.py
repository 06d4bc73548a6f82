"""What the room's screens show; each change raises the one number that they ask for."""

from sqlalchemy import select, update

from grants.database import db
from grants.models import AgendaItem, Meeting, RoomScreen
from workflows.states import MeetingState


def changed(meeting_id: int, *, item_id: int | None = None) -> None:
    """Something that the screens show has moved, inside the caller's transaction; `item_id` is the file called."""
    shown = {"item_id": item_id} if item_id is not None else {}
    moved = update(RoomScreen).filter_by(meeting_id=meeting_id)
    done = db.session.execute(moved.values(revision=RoomScreen.revision + 1, **shown).returning(RoomScreen.meeting_id))
    if done.first() is None:
        db.session.add(RoomScreen(meeting_id=meeting_id, **shown))
        db.session.flush()


def changed_for(application_id: int) -> None:
    """The same in the open meetings that have this file on their agenda."""
    here = select(AgendaItem.meeting_id).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    here = here.where(AgendaItem.application_id == application_id, Meeting.state == MeetingState.OPENED)
    moved = update(RoomScreen).where(RoomScreen.meeting_id.in_(here))
    db.session.execute(moved.values(revision=RoomScreen.revision + 1), execution_options={"synchronize_session": False})
