"""Reads of readings and scores: those of a file, and who may be given one."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Appointment, Membership, Partner, Recusal, Review, ReviewStatus, User
from workflows.roles import Role


def of_file(application: Application) -> Sequence[Review]:
    """The readings of a file at its present stage, with their people; one statement."""
    here = select(Review).filter_by(application_id=application.id, stage_key=application.stage_key)
    return db.session.scalars(here.order_by(Review.id).options(joinedload(Review.reviewer))).all()


def readable(reviews: Sequence[Review], user: User, *, is_only_reviewer: bool) -> list[Review]:
    """The readings whose marks this person may see: a reviewer sees the others' once their own is given."""
    own = next((each for each in reviews if each.reviewer_id == user.id), None)
    if own is None and not is_only_reviewer:
        return list(reviews)
    if own is not None and own.status is ReviewStatus.SCORED:
        return list(reviews)
    return [each for each in reviews if each.reviewer_id == user.id]


def own(application: Application, user: User) -> Review | None:
    """The reading that this person was given at the file's present stage."""
    here = select(Review).filter_by(application_id=application.id, stage_key=application.stage_key)
    return db.session.scalar(here.filter_by(reviewer_id=user.id))


def candidates(application: Application) -> Sequence[User]:
    """People appointed to review in this call, free of any link with the file, and who have no reading of it yet."""
    appointed = exists().where(
        Appointment.user_id == User.id,
        Appointment.role == Role.REVIEWER,
        or_(Appointment.call_id.is_(None), Appointment.call_id == application.call_id),
    )
    able = select(User).where(User.is_enabled, ~User.is_system, appointed)
    return db.session.scalars(able.where(~recused(application), ~member(application), ~busy(application))
                              .order_by(User.name, User.id)).all()  # fmt: skip


def recused(application: Application) -> ColumnElement[bool]:
    still = (Recusal.user_id == User.id, Recusal.application_id == application.id, Recusal.lifted_at.is_(None))
    return exists().where(*still)


def member(application: Application) -> ColumnElement[bool]:
    """Of the lead organisation, or of one that carries or joins the project."""
    joined = select(Partner.organisation_id).where(
        Partner.application_id == application.id, Partner.organisation_id.is_not(None)
    )
    theirs = or_(Membership.organisation_id == application.organisation_id, Membership.organisation_id.in_(joined))
    return exists().where(Membership.user_id == User.id, Membership.ended_at.is_(None), theirs)


def busy(application: Application) -> ColumnElement[bool]:
    return exists().where(
        Review.reviewer_id == User.id,
        Review.application_id == application.id,
        Review.stage_key == application.stage_key,
        Review.status != ReviewStatus.ABSTAINED,
    )
