"""What the administrator prepares for a call, apart from what is in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.call import Call, CallDefinition
from grants.models.journal_entry import Journalled
from grants.models.user import User
from grants.models.workflow_state import Versioned


class CallDraft(Journalled, Versioned, Model):
    """The builder's copy of a call; empty while nothing differs from the version in force."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey(Call.id), unique=True)  # none until first put in force
    base_id: Mapped[int | None] = mapped_column(ForeignKey(CallDefinition.id))  # the version it started from
    content: Mapped[dict[str, Any] | None]
    saved_at: Mapped[datetime | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    call: Mapped[Call | None] = relationship()
    base: Mapped[CallDefinition | None] = relationship()
    saved_by: Mapped[User | None] = relationship()

    @property
    def now(self) -> dict[str, Any]:
        """What it says now: its own content, or the version in force."""
        if self.content is not None:
            return self.content
        found: dict[str, Any] = self.call.definition.content if self.call else {}
        return found

    @property
    def is_open(self) -> bool:
        """Whether something waits to be put in force."""
        return self.content is not None

    @property
    def is_behind(self) -> bool:
        """Whether another version was put in force after this draft began."""
        return self.is_open and self.call is not None and self.call.definition_id != self.base_id

    @property
    def title(self) -> str:
        return str(self.now.get("title") or self.key)

    @property
    def short_title(self) -> str:
        return str(self.now.get("short_title") or self.title)
