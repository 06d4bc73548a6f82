"""By which ways somebody helps with the files of others: what the menu shows them."""

from datetime import date

from sqlalchemy import exists, or_, select

from grants.database import db
from grants.models import Accreditation, Mandate, Membership, User
from grants.policies.helping import readings_of


def ways(user: User, day: date) -> list[str]:
    """`helps`: accredited, or has proposed mandates; `advises`: reads a draft that day. One statement."""
    acting = select(Membership.organisation_id).filter_by(user_id=user.id, ended_at=None)
    accredited = exists().where(
        or_(Accreditation.user_id == user.id, Accreditation.organisation_id.in_(acting)),
        Accreditation.ended_at.is_(None),
        or_(Accreditation.ends_on.is_(None), Accreditation.ends_on >= day),
    )
    helps = or_(accredited, exists().where(Mandate.helper_id == user.id))
    found = db.session.execute(select(helps.label("helps"), readings_of(user.id, day).exists().label("advises"))).one()
    return [name for name, is_so in found._asdict().items() if is_so]
