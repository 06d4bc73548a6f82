"""All that the applicant's page of a file shows beside its answers; a statement each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import (
    Agreement,
    Application,
    Letter,
    Membership,
    Message,
    MessagePiece,
    Organisation,
    Payment,
    Piece,
    Receipt,
    Recovery,
    Report,
    User,
)
from grants.policies.helping import whole_bodies


def members(organisation_ids: Sequence[int]) -> Sequence[Membership]:
    """The people who act for these organisations today."""
    here = select(Membership).where(Membership.organisation_id.in_(organisation_ids), Membership.ended_at.is_(None))
    return db.session.scalars(here.options(joinedload(Membership.user)).order_by(Membership.id)).all()


def carriers(application: Application) -> list[int]:
    """The lead organisation and its co-carriers."""
    others = [each.organisation_id for each in application.partners if each.is_co_carrier and each.organisation_id]
    return [application.organisation_id, *others]


def letters(application: Application) -> Sequence[Letter]:
    """The letters that the organisation may read, the last first."""
    here = select(Letter).filter_by(application_id=application.id).where(Letter.released_at.is_not(None))
    return db.session.scalars(here.order_by(Letter.id.desc())).all()


def receipt(application: Application) -> Receipt | None:
    """The last receipt, with what was frozen."""
    here = select(Receipt).filter_by(application_id=application.id).options(joinedload(Receipt.snapshot))
    return db.session.scalar(here.order_by(Receipt.id.desc()).limit(1))


def receipt_by_code(code: str) -> Receipt | None:
    here = select(Receipt).filter_by(code=code.strip().upper())
    whole = joinedload(Receipt.application).joinedload(Application.call)
    return db.session.scalar(here.options(joinedload(Receipt.snapshot), whole))


def parts(application: Application) -> dict[str, Sequence[Any]]:
    """What follows a ruling: agreements sent, payments, reports, money asked back."""
    here = {"application_id": application.id}
    sent = select(Agreement).filter_by(**here).where(Agreement.state != "drafted").order_by(Agreement.id)
    return {
        "agreements": db.session.scalars(sent.options(joinedload(Agreement.funder))).all(),
        "payments": db.session.scalars(select(Payment).filter_by(**here).order_by(Payment.rank)).all(),
        "reports": db.session.scalars(select(Report).filter_by(**here).order_by(Report.due_at)).all(),
        "recoveries": db.session.scalars(select(Recovery).filter_by(**here).order_by(Recovery.id)).all(),
    }


def thread(application: Application) -> Sequence[Message]:
    """The messages of a file, first to last."""
    here = (
        select(Message)
        .filter_by(application_id=application.id)
        .options(joinedload(Message.author), selectinload(Message.pieces).joinedload(MessagePiece.file))
    )
    return db.session.scalars(here.order_by(Message.id)).all()


def pieces(application: Application) -> Sequence[Piece]:
    """Every piece ever joined, those replaced included, the last first."""
    here = select(Piece).filter_by(application_id=application.id).options(joinedload(Piece.file))
    return db.session.scalars(here.order_by(Piece.id.desc())).all()


def given_elsewhere(application: Application) -> Sequence[Piece]:
    """What the same organisation joined to other files and that still stands, the last first."""
    here = select(Piece).filter_by(organisation_id=application.organisation_id, replaced_at=None)
    here = here.where(Piece.application_id != application.id, Piece.is_accepted.is_not(False))
    return db.session.scalars(here.options(joinedload(Piece.application)).order_by(Piece.uploaded_at.desc())).all()


def organisations(user: User) -> Sequence[Organisation]:
    """Those for which this person acts."""
    mine = select(Membership.organisation_id).filter_by(user_id=user.id, ended_at=None)
    here = select(Organisation).where(Organisation.id.in_(mine))
    return db.session.scalars(here.order_by(Organisation.sort_name)).all()


def may_start_for(user: User) -> Sequence[Organisation]:
    """Those for which this person may begin a file: their own, and those whose mandate is about all their files."""
    mine = select(Membership.organisation_id).filter_by(user_id=user.id, ended_at=None)
    here = select(Organisation).where(or_(Organisation.id.in_(mine), Organisation.id.in_(whole_bodies(user))))
    return db.session.scalars(here.order_by(Organisation.sort_name)).all()
