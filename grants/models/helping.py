"""People from outside who help with a file: by a mandate, or by reading a draft."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.application import Application
from grants.models.journal_entry import Journalled
from grants.models.organisation import OfOrganisation, Organisation
from grants.models.user import User
from grants.models.workflow_state import Versioned


class Accreditation(Journalled, Versioned, Model):
    """The administration knows this person, or the members of this body, as people who help with files."""

    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (organisation_id IS NULL)", name="one_of_both"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id), index=True)
    house: Mapped[str]  # as those who are helped read it: « France Services de Cholet »
    reference: Mapped[str]  # the decision that accredits
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    organisation: Mapped[Organisation | None] = relationship()

    def runs(self, day: date) -> bool:
        return self.ended_at is None and (self.ends_on is None or day <= self.ends_on)


class Mandate(OfOrganisation, Model):
    """An accredited helper may fill in one file, or all the files of one body, from a day to a day (mandat)."""

    __table_args__ = (CheckConstraint("begins_on <= ends_on", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    accreditation_id: Mapped[int] = mapped_column(ForeignKey(Accreditation.id))
    helper_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey(Application.id))  # none: all the files of the body
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    asks_submit: Mapped[bool]
    allows_submit: Mapped[bool] = mapped_column(default=False)  # said apart by the representative who accepted
    said: Mapped[str]  # by the helper, to the representative
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    is_accepted: Mapped[bool | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    accreditation: Mapped[Accreditation] = relationship()
    helper: Mapped[User] = relationship(foreign_keys=helper_id)
    organisation: Mapped[Organisation] = relationship()
    file: Mapped[Application | None] = relationship()

    def waits(self, day: date) -> bool:
        return self.answered_at is None and self.ended_at is None and day <= self.ends_on

    def runs(self, day: date) -> bool:
        """Whether it is in force that day, as long as the accreditation is."""
        return bool(self.is_accepted) and self.ended_at is None and self.begins_on <= day <= self.ends_on


class Adviser(Versioned, Model):
    """Somebody invited by their address to read one draft at one stage, and to say what they think of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    stage_key: Mapped[str]
    email: Mapped[str]  # lower case
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)  # who came in with that address
    invited_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    invited_at: Mapped[datetime]
    ends_on: Mapped[date]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    application: Mapped[Application] = relationship()
    user: Mapped[User | None] = relationship(foreign_keys=user_id)
    invited_by: Mapped[User] = relationship(foreign_keys=invited_by_id)

    def runs(self, day: date) -> bool:
        return self.revoked_at is None and day <= self.ends_on


class Remark(Model):
    """What an adviser says of a section, and what the members answer; the State never reads it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    section_key: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    body: Mapped[str]
    written_at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    author: Mapped[User] = relationship()
