"""What a room sees during its meeting, and who came and went."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.meeting import AgendaItem, Meeting
from grants.models.user import User


class RoomScreen(Model):
    """The file on the room’s screens; `revision` rises with whatever they show, so that they ask for one number."""

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey(AgendaItem.id))
    revision: Mapped[int] = mapped_column(default=1)


class PresenceChange(Model):
    """Somebody came, left or gave a proxy while the meeting was open; `counted` is who counts from then on."""

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]
    is_present: Mapped[bool]
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    counted: Mapped[int]
    missing: Mapped[list[str]] = mapped_column(default=list, server_default="[]")  # of those required
    user: Mapped[User] = relationship(foreign_keys=user_id)
