"""All that a letter may speak of, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    Amendment,
    Application,
    Appointment,
    Meeting,
    MemberRole,
    Membership,
    Payment,
    Receipt,
    Recovery,
    Report,
    Ruling,
    Snapshot,
    User,
)
from grants.queries.completeness import answers_of
from grants.values import clock
from grants.values.money import Money
from workflows.roles import Role


@dataclass
class Context:
    """One letter about to be issued: its file, what the act is about, who signs, what the act itself says."""

    application: Application
    subject: Any
    actor: User
    at: datetime
    reference: str
    base_url: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers to the last form, then to the earlier ones."""
        forms = [stage.form for stage in self.application.file.stages]
        return {key: value for form in forms for key, value in answers_of(self.application, form).items()}

    @cached_property
    def ruling(self) -> Ruling | None:
        if isinstance(self.subject, Ruling):
            return self.subject
        here = select(Ruling).filter_by(application_id=self.application.id, is_in_force=True).order_by(Ruling.id.desc())
        return db.session.scalar(here.limit(1))

    @cached_property
    def agreement(self) -> Agreement | None:
        if isinstance(self.subject, Agreement):
            return self.subject
        if isinstance(self.subject, Amendment):
            return self.subject.agreement
        here = select(Agreement).filter_by(application_id=self.application.id).order_by(Agreement.id.desc())
        return db.session.scalar(here.limit(1))

    @cached_property
    def payments(self) -> list[Payment]:
        return list(
            db.session.scalars(select(Payment).filter_by(application_id=self.application.id).order_by(Payment.rank))
        )

    @cached_property
    def recoveries(self) -> list[Recovery]:
        return list(db.session.scalars(select(Recovery).filter_by(application_id=self.application.id)))

    @cached_property
    def receipt(self) -> Receipt | None:
        here = select(Receipt).filter_by(application_id=self.application.id).order_by(Receipt.id.desc())
        return db.session.scalar(here.options(joinedload(Receipt.snapshot)).limit(1))

    @cached_property
    def snapshot(self) -> Snapshot | None:
        here = select(Snapshot).filter_by(application_id=self.application.id).order_by(Snapshot.id.desc())
        return db.session.scalar(here.limit(1))

    @cached_property
    def representative(self) -> User | None:
        mine = select(User).join(Membership, Membership.user_id == User.id)
        return db.session.scalar(
            mine.where(
                Membership.organisation_id == self.application.organisation_id,
                Membership.role == MemberRole.REPRESENTATIVE,
                Membership.ended_at.is_(None),
            ).limit(1)
        )

    @cached_property
    def instructor(self) -> User | None:
        """Somebody of the service that instructs this file's department."""
        here = select(User).join(Appointment).where(Appointment.role == Role.INSTRUCTOR, User.is_enabled)
        scoped = here.order_by((Appointment.department == self.application.department).desc(), User.id)
        return db.session.scalar(scoped.limit(1))

    @cached_property
    def final_report(self) -> Report | None:
        here = select(Report).filter_by(application_id=self.application.id, kind="final")
        return db.session.scalar(here.limit(1))

    @cached_property
    def meeting(self) -> Meeting | None:
        if isinstance(self.subject, Meeting):
            return self.subject
        here = select(Meeting).join(AgendaItem).where(AgendaItem.application_id == self.application.id)
        return db.session.scalar(here.order_by(Meeting.held_at.desc()).limit(1))

    @property
    def paid(self) -> Money:
        return Money.total(each.amount for each in self.payments if each.paid_on)

    def day(self, key: str) -> date | None:
        """An answer that is a day."""
        try:
            return date.fromisoformat(self.answers.get(key) or "")
        except ValueError:
            return None

    def on(self, moment: datetime | None) -> date | None:
        return clock.day_of(moment) if moment else None

    def address(self, *parts: str) -> str:
        return "/".join((self.base_url.rstrip("/"), *parts))
