"""Help from outside, in SQL: which mandates and which invitations to read run on a day, for one file or for a list."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from grants.database import db
from grants.models import Accreditation, Adviser, Application, Mandate, Membership, User
from grants.values import clock
from workflows.states import ApplicationState as S

READ = (S.DRAFT, S.INVITED)  # what an adviser may read: a draft, until it is handed in


def mandates_of(user: Any, day: Any) -> Select[Mandate]:
    """Those that this person holds and that run that day, their accreditation too; the account is checked elsewhere."""
    acting = select(Membership.organisation_id).where(Membership.user_id == user, Membership.ended_at.is_(None))
    known = select(Accreditation.id).where(
        Accreditation.ended_at.is_(None),
        or_(Accreditation.ends_on.is_(None), Accreditation.ends_on >= day),
        or_(Accreditation.user_id == user, Accreditation.organisation_id.in_(acting)),
    )
    return select(Mandate).where(
        Mandate.helper_id == user,
        Mandate.is_accepted.is_(True),
        Mandate.ended_at.is_(None),
        Mandate.begins_on <= day,
        Mandate.ends_on >= day,
        Mandate.accreditation_id.in_(known),
    )


def on_file(file: Any, organisation: Any) -> ColumnElement[bool]:
    """The mandates about this file, or about all the files of its organisation."""
    return or_(Mandate.file_id == file, and_(Mandate.file_id.is_(None), Mandate.organisation_id == organisation))


def readings_of(user: Any, day: Any) -> Select[Adviser]:
    """The invitations to read that this person has accepted and that run that day."""
    return select(Adviser).where(
        Adviser.user_id == user, Adviser.accepted_at.is_not(None), Adviser.revoked_at.is_(None), Adviser.ends_on >= day
    )


def helped(user: User) -> ColumnElement[bool]:
    """The files that this person may fill in by mandate."""
    held = mandates_of(user.id, clock.today()).subquery()
    whole = select(held.c.organisation_id).where(held.c.file_id.is_(None))
    alone = select(held.c.file_id).where(held.c.file_id.is_not(None))
    return or_(Application.id.in_(alone), Application.organisation_id.in_(whole))


def advised(user: User) -> ColumnElement[bool]:
    """The drafts that this person was invited to read."""
    mine = readings_of(user.id, clock.today()).where(
        Adviser.application_id == Application.id, Adviser.stage_key == Application.stage_key
    )
    return and_(Application.state.in_(READ), mine.correlate(Application).exists())


def whole_bodies(user: User) -> Select[int]:
    """The bodies all of whose files this person may fill in today, those to come too."""
    held = mandates_of(user.id, clock.today()).where(Mandate.file_id.is_(None))
    return held.with_only_columns(Mandate.organisation_id)


def acting_by(user: User, application: Application) -> Mandate | None:
    """By which mandate this person acts on the file; none for its own people, nor for whoever has none that runs."""
    acting = select(Membership.id).filter_by(
        user_id=user.id, organisation_id=application.organisation_id, ended_at=None
    )
    held = mandates_of(user.id, clock.today()).where(
        on_file(application.id, application.organisation_id), ~acting.exists()
    )
    return db.session.scalar(held.order_by(Mandate.allows_submit.desc(), Mandate.id).limit(1))
