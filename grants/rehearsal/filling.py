"""Fill a draft in as its member would: section by section, then its pieces, all through the services."""

from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select

from grants.database import db
from grants.definitions import facts
from grants.definitions.completeness import missing as check
from grants.definitions.question import FormDefinition
from grants.models import Answer, Application, MemberRole, Membership, Organisation
from grants.queries import completeness, eligibility
from grants.rehearsal import numbers, papers
from grants.rehearsal.answers import Brief, answers_to
from grants.rehearsal.draw import Draw
from grants.services import applications, pieces
from grants.values import clock
from grants.values.territories import DEPARTMENTS

PDF = "application/pdf"
UNKNOWN = 50_000  # ranks of the numbers of organisations that have none


def fill(application: Application, **wanted: Any) -> None:
    """Make a draft complete at its present stage. `wanted`: fields of the brief (title, amount…)."""
    application_id, editor_id = application.id, member(application, MemberRole.EDITOR)
    form = application.file.form_of(application.stage_key)
    brief = brief_of(application, **wanted)
    said = answers_to(brief, form, still_right(brief, form, completeness.answers_of(application, form.key)))
    versions = section_versions(application_id, form.key)
    for section in form.sections:
        values = {each.key: said[each.key] for each in section.questions if each.key in said}
        if values:
            applications.edit(
                editor_id, application_id, section.key, version=versions.get(section.key, 0), values=values
            )
    join_pieces(application_id, editor_id)


def still_right(brief: Brief, form: FormDefinition, already: dict[str, Any]) -> dict[str, Any]:
    """The answers that are there and that this form accepts: those carried from another call may not be."""
    facts_then = facts.derived(brief.call, already, submitted_on=brief.day)
    wrong = {question for _, question, _ in check(brief.call, form, already, facts_then)}
    return {key: value for key, value in already.items() if value and key not in wrong}


def section_versions(application_id: int, form_key: str) -> dict[str, int]:
    rows = select(Answer.section_key, Answer.version).filter_by(application_id=application_id, form_key=form_key)
    return dict(db.session.execute(rows).all())


def join_pieces(application_id: int, editor_id: int) -> None:
    """Every required piece that is not there."""
    application = db.session.get_one(Application, application_id)
    given = completeness.given_pieces(application)
    lacking = [each for each in eligibility.pieces(application) if each.required and each.key not in given]
    for each in lacking:
        paper = papers.paper(current_app.config["STORAGE_URL"], each.key, each.label)
        pieces.give(editor_id, application_id, each.key, name=paper.name, digest=paper.digest, size=paper.size,
                    media_type=PDF)  # fmt: skip


def brief_of(application: Application, **wanted: Any) -> Brief:
    """What this file's answers follow from: drawn from its number, but for what is wanted."""
    draw = Draw(application.number)
    organisation = application.organisation
    given: dict[str, Any] = {
        "title": application.title or "Un projet fictif",
        "department": draw.one(sorted(DEPARTMENTS), "department"),
        "partners": partners_of(organisation),
        "day": clock.today(),
    }
    return Brief(call=application.file, draw=draw, organisation=identity(organisation), **given | wanted)


def identity(organisation: Organisation) -> dict[str, str]:
    """What its page says, and invented numbers where it says nothing yet."""
    rank = UNKNOWN + organisation.id
    invented = {"siret": numbers.siret(rank), "rna": numbers.rna(rank), "iban": numbers.iban(rank)}
    said = {name: getattr(organisation, name) for name in ("name", "siret", "rna", "iban")}
    created: date = organisation.created_on or date(2010, 5, 4)
    known = {name: value for name, value in said.items() if value}
    return invented | known | {"created_on": created.isoformat()}


def partners_of(organisation: Organisation) -> tuple[dict[str, str], ...]:
    """Two other invented organisations, the next ones."""
    others = select(Organisation).where(Organisation.is_fictif, Organisation.siret.is_not(None))
    rows = db.session.scalars(others.where(Organisation.id != organisation.id).order_by(
        Organisation.id < organisation.id, Organisation.id).limit(2)).all()  # fmt: skip
    return tuple({"name": each.name, "siret": each.siret or ""} for each in rows)


def member(application: Application, role: MemberRole) -> int:
    """Who of the lead organisation writes, or signs."""
    mine = select(Membership.user_id).filter_by(organisation_id=application.organisation_id, role=role, ended_at=None)
    return db.session.scalars(mine.order_by(Membership.id).limit(1)).one()
