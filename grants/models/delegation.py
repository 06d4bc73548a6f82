"""Who may sign for the authority (délégation de signature), for what, up to how much, from when to when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.call import Call
from grants.models.funder import Funder
from grants.models.journal_entry import Journalled
from grants.models.user import User
from grants.models.workflow_state import Versioned
from grants.values.money import Money


class Delegation(Journalled, Versioned, Model):
    """A published delegation; a substitute's (suppléance) serves on the files where the one named is recused."""

    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_from <= valid_until", name="in_order"),
        CheckConstraint("substitutes_id IS NULL OR substitutes_id <> user_id", name="of_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    substitutes_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)
    funder_id: Mapped[int | None] = mapped_column(ForeignKey(Funder.id))
    kind: Mapped[str | None]  # the kind of call, or all
    call_id: Mapped[int | None] = mapped_column(ForeignKey(Call.id))  # one call, or all those of the kind
    acts: Mapped[list[str]] = mapped_column(default=list)  # keys of `workflows.words.delegating`; none: all
    ceiling: Mapped[Money | None]  # for one file; none for the prefect
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    reference: Mapped[str]
    document_name: Mapped[str | None]
    document_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    created_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # ended before its day; whatever was signed before stays signed
    is_fictif: Mapped[bool] = mapped_column(default=False)
    user: Mapped[User] = relationship(back_populates="delegations", foreign_keys=user_id)
    substitutes: Mapped[User | None] = relationship(foreign_keys=substitutes_id)
    call: Mapped[Call | None] = relationship()

    def runs(self, day: date) -> bool:
        """Whether it is in force that day."""
        return (
            self.ended_at is None and self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        )

    def covers(self, *, kind: str, day: date, call_id: int | None = None) -> bool:
        """Whether it is in force that day for this call by itself: a substitute's waits for a recusal.

        Without `call_id`: for every call of the kind.
        """
        return self.substitutes_id is None and self.is_about(kind, call_id) and self.runs(day)

    def is_about(self, kind: str, call_id: int | None) -> bool:
        """Whether this call is within its scope."""
        return self.kind in (None, kind) and self.call_id in (None, call_id)

    def names(self, act: str) -> bool:
        """Whether this sort of act is within its scope."""
        return not self.acts or act in self.acts

    def allows(self, amount: Money) -> bool:
        return self.ceiling is None or amount <= self.ceiling
