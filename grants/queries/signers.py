"""Who signs a file, and what they sign."""

from collections.abc import Container, Mapping
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.definitions.completeness import visible_questions
from grants.definitions.question import Question
from grants.models import Application, Mandate, MemberRole, Membership, User
from grants.policies.helping import mandates_of, on_file
from grants.queries.completeness import answers_of, facts_of_filing
from grants.values import clock


def delegates(application: Application) -> frozenset[int]:
    """Who signs without representing: members whose address the form names (`signatory`, `delegate`), by a written
    power (pouvoir), and helpers whose mandate says so, as the representative accepted it."""
    answers = answers_of(application, application.file.form_of(application.stage_key).key)
    named = {str(each.get("email", "")).casefold() for each in people_of(answers)}
    return mandated(application) | (members_named(application, named) if named else frozenset())


def members_named(application: Application, named: set[str]) -> frozenset[int]:
    members = select(User.id).join(Membership, Membership.user_id == User.id)
    members = members.where(Membership.ended_at.is_(None), func.lower(User.email).in_(named))
    return frozenset(db.session.scalars(members.filter_by(organisation_id=application.organisation_id)))


def mandated(application: Application) -> frozenset[int]:
    """Helpers who may hand this file in, by a mandate that runs."""
    held = mandates_of(Mandate.helper_id, clock.today()).where(
        on_file(application.id, application.organisation_id), Mandate.allows_submit
    )
    return frozenset(each.helper_id for each in db.session.scalars(held))


class Signers(Container[int]):
    """Who may sign a file: delegates are looked for when the person is no representative."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __contains__(self, user_id: object) -> bool:
        is_representative = any(each.id == user_id for each in representatives(self.application))
        return is_representative or user_id in delegates(self.application)


def may_sign(user: User, application: Application) -> bool:
    """As the guard of the deposit says it: who represents a co-carrier does not sign for the lead."""
    return user.id in Signers(application)


def people_of(answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if answers.get("signatory") != "delegate" or not isinstance(answers.get("delegate"), list):
        return []
    return [each for each in answers["delegate"] if isinstance(each, Mapping)]


def attestations(application: Application) -> list[Question]:
    """What is certified by signing: the required attestations that the answers call for, in the order of the form."""
    form = application.file.form_of(application.stage_key)
    answers = answers_of(application, form.key)
    visible = visible_questions(form, answers, facts_of_filing(application, answers))
    return [each for each in visible if each.type == "attestation" and each.required]


def representatives(application: Application) -> list[User]:
    """Those who may sign without a power."""
    signing = select(User).join(Membership, Membership.user_id == User.id)
    signing = signing.filter_by(is_enabled=True).where(Membership.organisation_id == application.organisation_id)
    signing = signing.where(Membership.ended_at.is_(None), Membership.role == MemberRole.REPRESENTATIVE)
    return list(db.session.scalars(signing.order_by(User.id)))
