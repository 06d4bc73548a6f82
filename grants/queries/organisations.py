"""All that the page of an organisation shows: a statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from grants.analysis import aids as computed
from grants.analysis.aids import Aid
from grants.database import db
from grants.models import (
    Agreement,
    Application,
    BankAccount,
    Funder,
    Invitation,
    Joining,
    Membership,
    Organisation,
    OrganisationName,
    Payment,
    Piece,
    Ruling,
    User,
)
from grants.policies.applications import visible_to
from grants.values import clock, identifiers
from grants.values.periods import add_months

MOST = 300  # pieces looked at for one page


@dataclass(frozen=True)
class Kept:
    """A document given once: its name, until when it serves again, in which files it served."""

    label: str
    name: str
    given_on: date
    until: date
    files: list[str]

    @property
    def is_over(self) -> bool:
        return self.until < clock.today()


@dataclass(frozen=True)
class Mine:
    """One organisation for which a person acts."""

    organisation: Organisation
    role: str
    files: int
    drafts: int


def by_number(text: str | None) -> Organisation | None:
    """The page that has this SIRET or RNA, followed to where it was merged."""
    number = identifiers.compact(text)
    if not number:
        return None
    found = db.session.scalar(
        select(Organisation).where(or_(Organisation.siret == number, Organisation.rna == number)).limit(1)
    )
    while found is not None and found.merged_into_id is not None:
        found = db.session.get(Organisation, found.merged_into_id)
    return found


def of_person(user: User) -> list[Mine]:
    """Those for which this person acts, by name, with what they have here."""
    files = select(func.count(Application.id)).where(Application.organisation_id == Organisation.id)
    drafts = files.where(Application.submitted_at.is_(None), ~Application.is_historical)
    here = select(Organisation, Membership.role, files.scalar_subquery(), drafts.scalar_subquery())
    here = here.join(Membership, Membership.organisation_id == Organisation.id)
    rows = here.where(Membership.user_id == user.id, Membership.ended_at.is_(None)).order_by(Organisation.sort_name)
    return [Mine(*row) for row in db.session.execute(rows)]


def aids(organisation: Organisation) -> list[Aid]:
    """Awards that were announced and payments made, by civil year and funder; two statements."""
    awards = select(Ruling.decided_at, Funder.label, Ruling.amount).join(Funder, Funder.id == Ruling.funder_id)
    awards = awards.join(Ruling.application).where(
        Application.organisation_id == organisation.id, Application.released_at.is_not(None),
        Ruling.is_in_force, Ruling.amount.is_not(None),
    )  # fmt: skip
    paid = select(Payment.paid_on, Funder.label, Payment.amount).join(Payment.application)
    paid = paid.join(Agreement, Agreement.id == Payment.agreement_id).join(Funder, Funder.id == Agreement.funder_id)
    paid = paid.where(Application.organisation_id == organisation.id, Payment.paid_on.is_not(None))
    return computed.by_year(
        [(clock.day_of(at).year, label, amount) for at, label, amount in db.session.execute(awards) if amount],
        [(day.year, label, amount) for day, label, amount in db.session.execute(paid) if day],
    )


def pieces(organisation: Organisation, user: User) -> list[Kept]:
    """What it gave in files that this person sees and may give again, one line a content, the last given first."""
    here = select(Piece).filter_by(organisation_id=organisation.id, replaced_at=None)
    here = here.where(Piece.application.has(visible_to(user)))
    here = here.where(Piece.is_accepted.is_not(False)).order_by(Piece.uploaded_at.desc(), Piece.id.desc()).limit(MOST)
    whole = joinedload(Piece.application).joinedload(Application.definition)
    found: dict[tuple[str, str], list[Piece]] = {}
    for piece in db.session.scalars(here.options(whole)):
        found.setdefault((piece.key, piece.digest), []).append(piece)
    return [kept for same in found.values() if (kept := one_piece(same))]


def one_piece(same: Sequence[Piece]) -> Kept | None:
    """One content wherever it served; None for what is asked anew each time."""
    asked = next((each for each in same[0].application.file.pieces if each.key == same[0].key), None)
    if asked is None or asked.reusable_months is None:
        return None
    given_on = clock.day_of(min(each.uploaded_at for each in same))
    files = sorted({each.application.number for each in same})
    return Kept(asked.label, same[0].name, given_on, add_months(given_on, asked.reusable_months), files)


def accounts(organisation: Organisation) -> Sequence[BankAccount]:
    """The account in force, then those before it."""
    here = select(BankAccount).filter_by(organisation_id=organisation.id).options(joinedload(BankAccount.given_by))
    return db.session.scalars(here.order_by(BankAccount.ended_at.is_not(None), BankAccount.id.desc())).all()


def waiting(organisation: Organisation, *, at: Any) -> tuple[Sequence[Invitation], Sequence[Joining]]:
    """The invitations that may still be accepted, and the requests that nobody has answered; two statements."""
    sent = select(Invitation).filter_by(organisation_id=organisation.id, accepted_at=None, revoked_at=None)
    asked = select(Joining).filter_by(organisation_id=organisation.id, answered_at=None)
    return (
        db.session.scalars(sent.where(Invitation.expires_at > at).order_by(Invitation.id)).all(),
        db.session.scalars(asked.options(joinedload(Joining.user)).order_by(Joining.id)).all(),
    )


def names(organisation: Organisation) -> Sequence[str]:
    """Every spelling but the one in force."""
    here = select(OrganisationName.name).filter_by(organisation_id=organisation.id)
    return db.session.scalars(here.where(OrganisationName.name != organisation.name).order_by("name")).all()
