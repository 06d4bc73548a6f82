"""A legal person (association, organisme) and the people who act for it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.database import Model
from grants.models.journal_entry import Journalled
from grants.models.user import User
from grants.models.workflow_state import Versioned

STILL = text("ended_at IS NULL")


class Organisation(Journalled, Versioned, Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_name: Mapped[str] = mapped_column(index=True)  # unaccented, lower case: the same order on both databases
    siret: Mapped[str | None] = mapped_column(unique=True)
    rna: Mapped[str | None] = mapped_column(unique=True)
    legal_nature: Mapped[str | None]
    created_on: Mapped[date | None]
    address: Mapped[str | None]
    siret_requested_on: Mapped[date | None]  # since when a body without SIRET waits for its number
    looked_up_at: Mapped[datetime | None]  # the last time that the directory answered about its numbers
    verified_at: Mapped[datetime | None]  # the last time that the directory knew them; none: « non vérifié »
    iban: Mapped[str | None]  # of the account in force; `BankAccount` keeps those before
    is_fictif: Mapped[bool] = mapped_column(default=False)
    is_historical: Mapped[bool] = mapped_column(default=False)  # known only by the 2020 report
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))  # the body this is a branch of
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)  # what it has become
    names: Mapped[list["OrganisationName"]] = relationship(back_populates="organisation")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")
    parent: Mapped["Organisation | None"] = relationship(remote_side=id, foreign_keys=parent_id)

    @property
    def has_number(self) -> bool:
        """Whether a directory can be asked about it."""
        return bool(self.siret or self.rna)


class OrganisationName(Model):
    """A spelling found in a source."""

    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id))
    name: Mapped[str]
    organisation: Mapped[Organisation] = relationship(back_populates="names")


class MemberRole(StrEnum):
    EDITOR = "editor"  # rédige
    REPRESENTATIVE = "representative"  # représente légalement, signe


class OfOrganisation:
    """What belongs to an organisation; a page about it is stale once the organisation has changed."""

    id: Any
    organisation_id: Any
    organisation: Any

    @property
    def version(self) -> int:
        found: int = self.organisation.version
        return found


class Membership(OfOrganisation, Model):
    __table_args__ = (
        Index(
            "uq_membership_still", "user_id", "organisation_id",
            unique=True, sqlite_where=STILL, postgresql_where=STILL,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    role: Mapped[MemberRole]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
