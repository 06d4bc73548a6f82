"""Who may be asked to read files, what they know, how much they may take; and which files go to whom by rule."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.round import Round
from grants.models.user import User
from grants.models.workflow_state import Versioned

USUAL_LOAD = 20  # files at most, for whoever has said nothing


class ReaderProfile(Versioned, Model):
    """What a reviewer says of themselves: themes known, departments, the most files, and for whom they work."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), unique=True)
    skills: Mapped[dict[str, Any]] = mapped_column(default=dict)  # theme → 0 to 100
    departments: Mapped[list[str]] = mapped_column(default=list)
    most: Mapped[int] = mapped_column(default=USUAL_LOAD)
    employer: Mapped[str] = mapped_column(default="")
    employer_siren: Mapped[str] = mapped_column(default="")  # nine digits: links with that body are found by it
    user: Mapped[User] = relationship()


class ReadingRule(Model):
    """The files of a theme, of a department, or of both, go to this person."""

    __table_args__ = (CheckConstraint("theme IS NOT NULL OR department IS NOT NULL", name="says_which"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey(Round.id), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    theme: Mapped[str | None]
    department: Mapped[str | None]
    reviewer: Mapped[User] = relationship()
    round: Mapped[Round] = relationship()
