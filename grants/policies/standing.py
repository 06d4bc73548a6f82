"""Where a person stands on one file: one row of yes and no."""

from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from grants.database import db
from grants.models import Adviser, Application, MemberRole, Membership, Opinion, Partner, Recusal, Review, User
from grants.policies.helping import mandates_of, on_file, readings_of
from grants.values import clock
from workflows.roles import Role


def standing_statement() -> Select[bool, bool, bool, bool, bool, bool, bool]:
    """One row of yes and no, written once: who a person is on a file is asked on every page of it."""
    user: Any = bindparam("user")
    file: Any = bindparam("file")
    carrying = select(Partner.organisation_id).where(Partner.application_id == file, Partner.is_co_carrier)
    mine = select(Membership.id).where(
        Membership.user_id == user,
        Membership.ended_at.is_(None),
        or_(Membership.organisation_id == bindparam("lead"), Membership.organisation_id.in_(carrying)),
    )
    recused = select(Recusal.id).filter_by(user_id=user, application_id=file, lifted_at=None)
    asked = select(Opinion.id).where(
        Opinion.application_id == file, Opinion.service.in_(bindparam("services", expanding=True))
    )
    mandates = mandates_of(user, bindparam("day")).where(on_file(file, bindparam("lead")))
    readings = readings_of(user, bindparam("day")).where(
        Adviser.application_id == file, Adviser.stage_key == bindparam("stage")
    )
    return select(
        mine.exists().label("is_member"),
        mine.where(Membership.role == MemberRole.REPRESENTATIVE).exists().label("is_representative"),
        recused.exists().label("is_recused"),
        select(Review.id).filter_by(application_id=file, reviewer_id=user).exists().label("is_reader"),
        asked.exists().label("is_asked"),
        mandates.exists().label("is_helper"),
        readings.exists().label("is_adviser"),
    )


STANDING = standing_statement()


def standing(user: User, application: Application) -> Any:
    """Whether this person is a member of those who carry the file, recused, its reader, asked for an opinion."""
    services = [each.service for each in user.appointments if each.role is Role.SERVICE and each.service]
    given = {"user": user.id, "file": application.id, "lead": application.organisation_id, "services": services,
             "day": clock.today(), "stage": application.stage_key}  # fmt: skip
    return db.session.execute(STANDING, given).one()
