"""What a reviewer says of themselves, so that files come to whom they fit; an administrator may write it too."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import ReaderProfile, User
from grants.policies.readers import may_edit_profile
from grants.services.command import transaction
from grants.values import identifiers
from workflows.errors import Invalid, NotAllowed


def save(actor_id: int, user_id: int, *, skills: dict[str, int], departments: list[str], most: int,
         employer: str = "", employer_siren: str = "") -> None:  # fmt: skip
    """Keep it; `NotAllowed` for anybody else, `Invalid` for a SIREN that is none."""
    number = "".join(employer_siren.split())
    if number and not identifiers.is_siren(number):
        raise Invalid("Ce SIREN n’existe pas : relisez ses neuf chiffres.")
    with transaction():
        person = db.session.get_one(User, user_id)
        if not may_edit_profile(db.session.get_one(User, actor_id), person):
            raise NotAllowed("page")
        profile = db.session.scalar(select(ReaderProfile).filter_by(user_id=user_id).with_for_update())
        told: dict[str, Any] = {
            "skills": {theme: value for theme, value in skills.items() if value},
            "departments": departments, "most": most, "employer": employer.strip(), "employer_siren": number,
        }  # fmt: skip
        if profile is None:
            db.session.add(ReaderProfile(user_id=user_id, **told))
            return
        for name, value in told.items():
            setattr(profile, name, value)
