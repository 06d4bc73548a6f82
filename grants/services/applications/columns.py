"""What lists, roles and letters read of a file, told again from its answers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Organisation, Partner, Project, Territory
from grants.services import search_words
from grants.values import identifiers, territories
from grants.values.money import Money
from grants.values.numbers import money_of
from grants.values.territories import REGION

Answers = Mapping[str, Any]
TOLD = (
    "project_title", "requested_amount", "requested_estimate", "engagement", "theme", "themes", "scope", "department",
    "departments", "territory", "consortium_members", "partners",
)  # fmt: skip
TABLES = (("consortium_members", True), ("partners", False))  # the question, and whether its rows carry the project


def differ(before: Answers, after: Answers) -> bool:
    """Whether something that is told elsewhere was answered otherwise."""
    return any(before.get(key) != after.get(key) for key in TOLD)


def tell_again(application: Application, answers: Answers) -> None:
    """Title, amount, department, engagement, theme, places, partners, words; the caller holds the file."""
    application.title = text(answers.get("project_title"))[:200]
    application.requested_amount = money_of(answers.get("requested_amount") or answers.get("requested_estimate"))
    application.department = department(answers)
    application.engagement = number(answers.get("engagement"))
    application.theme = theme(answers)
    tell_project(application)
    tell_places(application, answers)
    tell_partners(application, answers)
    search_words.index(application, [each.name for each in application.partners])


def text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def number(value: Any) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() else None


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def theme(answers: Answers) -> str | None:
    """The first theme chosen: it says which working group reads the file."""
    return next((each for each in listed(answers.get("themes")) if isinstance(each, str)), None) or (
        text(answers.get("theme")) or None
    )


def department(answers: Answers) -> str | None:
    """Who instructs: the one department of the project, "52" when there are several; None while it is not known."""
    if answers.get("scope") == "region":
        return REGION
    if answers.get("scope") == "department":
        return text(answers.get("department")) or None
    said = {each for each in listed(answers.get("departments")) if isinstance(each, str)}
    found = said or {code for place in places(answers) for code in place.departments}
    return REGION if len(found) > 1 else next(iter(found), None)


def places(answers: Answers) -> list[territories.Territory]:
    found = (territories.read(each) for each in listed(answers.get("territory")))
    return [each for each in found if each]


def tell_project(application: Application) -> None:
    project = db.session.get(Project, application.project_id) if application.project_id else None
    if project and application.title and project.title != application.title:
        project.title = application.title


def tell_places(application: Application, answers: Answers) -> None:
    """A regional file is written as regional: it never counts for a department."""
    wanted = {(each.kind, each.code) for each in places(answers)}
    if application.department == REGION:
        wanted.add(("region", REGION))
    elif application.department:
        wanted.add(("department", application.department))
    kept = {(each.kind, each.code): each for each in application.territories}
    for key in kept.keys() - wanted:
        db.session.delete(kept[key])
    for kind, code in sorted(wanted - kept.keys()):
        db.session.add(Territory(application_id=application.id, kind=kind, code=code))
    if kept.keys() != wanted:
        db.session.flush()
        db.session.expire(application, ["territories"])


def tell_partners(application: Application, answers: Answers) -> None:
    """Rows of the consortium carry the project with the lead; partners only help."""
    wanted = [partner(row, carries) for key, carries in TABLES for row in listed(answers.get(key)) if named(row)]
    kept = [(each.name, each.organisation_id, each.is_co_carrier, each.amount) for each in application.partners]
    if kept == wanted:
        return
    for each in application.partners:
        db.session.delete(each)
    for name, organisation_id, carries, amount in wanted:
        row = Partner(application_id=application.id, name=name, organisation_id=organisation_id, is_co_carrier=carries)
        row.amount = amount
        db.session.add(row)
    db.session.flush()
    db.session.expire(application, ["partners"])


def named(row: Any) -> bool:
    return isinstance(row, dict) and bool(text(row.get("name")))


def partner(row: dict[str, Any], carries: bool) -> tuple[str, int | None, bool, Money | None]:
    siret = identifiers.compact(row.get("siret") or "")
    known = db.session.scalar(select(Organisation.id).filter_by(siret=siret)) if siret else None
    return text(row["name"])[:200], known, carries, money_of(row.get("amount"))
