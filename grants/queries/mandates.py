"""Mandates: those of a helper, of an organisation, of a file; who is accredited."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Accreditation, Application, Mandate, Membership, User
from grants.policies.helping import helped, mandates_of, on_file
from grants.queries.applications import GIVEN_UP, listed
from grants.values import clock

PEOPLE = (joinedload(Mandate.helper), joinedload(Mandate.accreditation), joinedload(Mandate.organisation),
          joinedload(Mandate.file))  # fmt: skip
MOST = 50


def accreditation_of(user: User, day: date) -> Accreditation | None:
    """By what this person may propose to help: their own accreditation, else that of a body they act for."""
    acting = select(Membership.organisation_id).filter_by(user_id=user.id, ended_at=None)
    here = select(Accreditation).where(
        or_(Accreditation.user_id == user.id, Accreditation.organisation_id.in_(acting)),
        Accreditation.ended_at.is_(None),
        or_(Accreditation.ends_on.is_(None), Accreditation.ends_on >= day),
    )
    return db.session.scalar(here.order_by(Accreditation.user_id.is_(None), Accreditation.id).limit(1))


def accreditations() -> Sequence[Accreditation]:
    """All of them, the last first."""
    here = select(Accreditation).options(joinedload(Accreditation.user), joinedload(Accreditation.organisation))
    return db.session.scalars(here.order_by(Accreditation.id.desc()).limit(200)).all()


def of_helper(user: User) -> Sequence[Mandate]:
    """What this person has proposed, the last first."""
    mine = select(Mandate).filter_by(helper_id=user.id).options(*PEOPLE)
    return db.session.scalars(mine.order_by(Mandate.id.desc()).limit(MOST)).all()


def files_of_helper(user: User) -> Sequence[Application]:
    """The files that this person may open by mandate today, the newest first."""
    here = listed().where(helped(user), Application.state.not_in(GIVEN_UP)).order_by(Application.id.desc())
    return db.session.scalars(here.limit(MOST)).all()


def of_organisation(organisation_id: int) -> Sequence[Mandate]:
    """All that were proposed to it, the last first."""
    here = select(Mandate).filter_by(organisation_id=organisation_id).options(*PEOPLE)
    return db.session.scalars(here.order_by(Mandate.id.desc()).limit(MOST)).all()


def helpers_on(application: Application) -> Sequence[Mandate]:
    """The mandates that run on this file."""
    here = mandates_of(Mandate.helper_id, clock.today()).options(*PEOPLE)
    here = here.where(on_file(application.id, application.organisation_id), Mandate.helper.has(User.is_enabled))
    return db.session.scalars(here.order_by(Mandate.id)).all()


def proposed_on(application: Application) -> Sequence[Mandate]:
    """Those that wait for an answer on this file."""
    here = select(Mandate).filter_by(file_id=application.id, answered_at=None, ended_at=None).options(*PEOPLE)
    return db.session.scalars(here.where(Mandate.ends_on >= clock.today()).order_by(Mandate.id)).all()
