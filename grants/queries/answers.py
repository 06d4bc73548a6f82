"""What was written in a file, section by section, and what may be written there already."""

from collections.abc import Collection, Container, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Answer, Application, Membership, Organisation
from grants.queries.beside import handed_in
from grants.queries.completeness import answers_of, rows_of


def saved(application: Application) -> dict[str, Answer]:
    """Section → what was saved there at this stage, and by whom."""
    form = application.file.form_of(application.stage_key)
    return {each.section_key: each for each in rows_of(application, form.key)}


def saver(application: Application, rows: Mapping[str, Answer]) -> str:
    """Who made the file's last save, among these sections; nobody's name when it was a piece."""
    return next((each.saved_by.name for each in rows.values() if each.saved_at == application.saved_at), "")


def supposed(application: Application, sections: Container[str]) -> dict[str, Any]:
    """What is known beforehand of the sections that nobody has saved yet: the questions of the others depend on it."""
    form = application.file.form_of(application.stage_key)
    waiting = [question for each in form.sections if each.key not in sections for question in each.questions]
    return prefilled(application, {each.key: each.prefill for each in waiting if each.prefill})


def prefilled(application: Application, asked: Mapping[str, str]) -> dict[str, Any]:
    """Question → answer known before anything is typed: the organisation’s page, its last file, the first stage."""
    names = {each.removeprefix("organisation.") for each in asked.values() if each.startswith("organisation.")}
    known = {f"organisation.{name}": value for name, value in facts_of(application, names).items()}
    if any(each.startswith("stage:") for each in asked.values()):
        known |= {f"stage:{stage}.{key}": value for stage, key, value in earlier_stages(application)}
    return {key: known[source] for key, source in asked.items() if known.get(source) not in (None, "", [], {})}


def facts_of(application: Application, names: Collection[str]) -> dict[str, Any]:
    """What is known of the organisation under these names of forms; its own page comes before its last file."""
    if not names:
        return {}
    told = page_of(application.organisation)
    if "representative" in names:
        told["representative"] = people_of(application.organisation)
    page = {name: value for name, value in told.items() if value not in (None, "", [])}
    return page if page.keys() >= set(names) else last_said(application) | page


def page_of(organisation: Organisation) -> dict[str, Any]:
    return {
        "legal_name": organisation.name,
        "legal_nature": organisation.legal_nature,
        "siret": organisation.siret,
        "has_siret": "yes" if organisation.siret else None,
        "rna": organisation.rna,
        "iban": organisation.iban,
        "created_on": iso(organisation.created_on),
        "street": (organisation.address or "").split(",")[0],
    }


def people_of(organisation: Organisation) -> list[dict[str, str]]:
    """Its legal representatives, as a table of people; the form asks for their office."""
    members = representatives(organisation)
    return [{"name": each.user.name, "office": "", "email": each.user.email} for each in members]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def representatives(organisation: Organisation) -> list[Membership]:
    here = select(Membership).filter_by(organisation_id=organisation.id, role="representative", ended_at=None)
    return list(db.session.scalars(here.options(joinedload(Membership.user)).order_by(Membership.id)))


def last_said(application: Application) -> dict[str, Any]:
    """What the organisation's last file that was handed in says of it, by the name under which forms ask for it."""
    earlier = select(Application).filter_by(organisation_id=application.organisation_id).where(
        Application.submitted_at.is_not(None), Application.id != application.id, ~Application.is_historical
    )  # fmt: skip
    last = db.session.scalar(earlier.order_by(handed_in().desc()).limit(1))
    if last is None:
        return {}
    form = last.file.form_of(last.stage_key)
    said = answers_of(last, form.key)
    named = {each.key: each.prefill for each in form.questions if (each.prefill or "").startswith("organisation.")}
    return {(source or "").removeprefix("organisation."): said[key] for key, source in named.items() if key in said}


def earlier_stages(application: Application) -> list[tuple[str, str, Any]]:
    """(stage, question, answer) of the stages that came before the present one."""
    stages = [each.key for each in application.file.stages]
    before = stages[: stages.index(application.stage_key)]
    return [
        (stage, key, value)
        for stage in before
        for key, value in answers_of(application, application.file.form_of(stage).key).items()
    ]
