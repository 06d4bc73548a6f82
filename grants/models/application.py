"""One project of one lead organisation in one round (dossier)."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from grants.database import Model
from grants.definitions.call import CallFile
from grants.models.call import Call, CallDefinition
from grants.models.journal_entry import Journalled
from grants.models.organisation import Organisation
from grants.models.round import Round
from grants.models.ruling import Ruling
from grants.models.user import User
from grants.models.workflow_state import Stateful, state_exists
from grants.values.money import Money

LATER = datetime(9000, 1, 1, tzinfo=UTC)  # no date is awaited: after all those that are


class Application(Journalled, Stateful, Model):
    __table_args__ = (
        Index("ix_application_desk", "call_id", "department", "submitted_at", "id"),
        Index("ix_application_list", "submitted_at", "id"),
        Index("ix_application_due", "due_at", "id"),
        Index("ix_application_state", "workflow_key", "state", "department", "id"),
        state_exists(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id))
    round_id: Mapped[int] = mapped_column(ForeignKey(Round.id), index=True)
    definition_id: Mapped[int] = mapped_column(ForeignKey(CallDefinition.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))  # the file of the round before
    starter_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    stage_key: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    requested_amount: Mapped[Money | None]
    recommended_amount: Mapped[Money | None]
    department: Mapped[str | None]  # who instructs: "44"…, or "52" for the regional team
    engagement: Mapped[int | None]
    theme: Mapped[str | None]
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]  # the last change of an answer or of a piece
    submitted_at: Mapped[datetime | None]  # the first submission: kept through completions
    completion_due_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]  # a draft given up: kept for a while in case its people change their mind
    silence_stopped_at: Mapped[datetime | None]  # since when the clock of silence stands still
    silence_paused_seconds: Mapped[int] = mapped_column(default=0)
    silence_on: Mapped[date | None]  # the day when silence means refusal
    released_at: Mapped[datetime | None]  # when the applicant is told the outcome
    due_at: Mapped[datetime] = mapped_column(default=LATER)  # by when its next act is awaited: lists are sorted by it
    is_fictif: Mapped[bool] = mapped_column(default=False)
    is_historical: Mapped[bool] = mapped_column(default=False)
    source: Mapped[dict[str, Any] | None]  # what the 2020 report prints of this project, and where
    call: Mapped[Call] = relationship()
    round: Mapped[Round] = relationship()
    definition: Mapped[CallDefinition] = relationship()
    organisation: Mapped[Organisation] = relationship()
    starter: Mapped[User | None] = relationship()
    partners: Mapped[list["Partner"]] = relationship(back_populates="application", order_by="Partner.id")
    territories: Mapped[list["Territory"]] = relationship(back_populates="application", order_by="Territory.id")
    rulings: Mapped[list[Ruling]] = relationship(back_populates="application", order_by=Ruling.id)

    @property
    def file(self) -> CallFile:
        return self.definition.file

    @property
    def is_published(self) -> bool:
        return self.released_at is not None

    @property
    def closes_at(self) -> datetime:
        """When the deposit of the present stage ends."""
        return self.round.closing_of(self.stage_key).astimezone(UTC)

    def may_be_filed(self, at: datetime) -> bool:
        return self.round.takes(self.stage_key, at)

    def ruling_of(self, funder_id: int) -> Ruling | None:
        return next((each for each in self.rulings if each.is_in_force and each.funder_id == funder_id), None)


class Project(Model):
    """The same project asked of several calls."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    title: Mapped[str]


class Partner(Model):
    """A co-carrier or a partner, known to the system or by name alone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id), index=True)
    name: Mapped[str]
    is_co_carrier: Mapped[bool] = mapped_column(default=False)
    amount: Mapped[Money | None]
    application: Mapped[Application] = relationship(back_populates="partners")
    organisation: Mapped[Organisation | None] = relationship()


class Territory(Model):
    """Where the project takes place; a regional file never inflates a department."""

    __table_args__ = (UniqueConstraint("application_id", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    kind: Mapped[str]  # region, department, metropolis, commune, qpv, frr
    code: Mapped[str]
    application: Mapped[Application] = relationship(back_populates="territories")


@event.listens_for(Session, "before_flush")
def tell_when_due(session: Session, *rest: Any) -> None:
    """Keep `due_at` as the step of the file says it, whatever act changed what it depends on."""
    for each in (*session.new, *session.dirty):
        if isinstance(each, Application) and each.state and each.submitted_at:
            if each in session.new and each.round is None:  # a row that is not there yet finds nothing by itself
                set_committed_value(each, "round", session.get(Round, each.round_id))
            each.due_at = each.step.due_at(each) or LATER
