"""The facts by which links of interest are found between readers and files: few statements, however many files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import joinedload

from grants.analysis.links import Body, Link, Person, Project, domain, links
from grants.database import db
from grants.models import (
    Answer,
    Application,
    Appointment,
    Membership,
    Organisation,
    OrganisationName,
    Partner,
    ReaderProfile,
    Recusal,
    User,
)
from grants.values.sentences import sentence
from workflows.roles import Role

Pair = tuple[int, int]  # file, person
SHARED = 3  # a domain used by people of so many bodies is everybody's
WORDS = {
    "member": "agit, ou a agi ici, pour « %(detail)s »",
    "siren": "son organisme ou son employeur a le même SIREN que « %(detail)s »",
    "employer": "son employeur porte le même nom que « %(detail)s »",
    "named": "porte le même nom que « %(detail)s », que le dossier nomme",
    "domain": "même domaine de courriel que des personnes du dossier : %(detail)s",
    "together": "son organisme a porté un dossier avec « %(detail)s »",
}


def detected(files: Sequence[Application], people: Sequence[User]) -> dict[Pair, tuple[Link, ...]]:
    """The links found of each pair that has one, without those that somebody noted not to hold; eight statements."""
    if not files or not people:
        return {}
    persons, projects, public = persons_of(people), projects_of(files), houses()
    aside = set_aside(files)
    found = {}
    public |= everybodys(projects)
    for file_id, project in projects.items():
        for user_id, person in persons.items():
            if (file_id, user_id) not in aside and (why := links(person, project, public=public)):
                found[file_id, user_id] = why
    return found


def told(why: Iterable[Link]) -> list[str]:
    """The reasons, in words."""
    return [str(sentence(WORDS[each.way], detail=each.detail)) for each in why]


def set_aside(files: Sequence[Application]) -> set[Pair]:
    """Pairs whose link was looked at, and noted not to hold."""
    here = select(Recusal.application_id, Recusal.user_id).where(Recusal.is_detected, Recusal.lifted_at.is_not(None))
    return {(file, user) for file, user in db.session.execute(here.where(of(Recusal.application_id, files)))}


def persons_of(people: Sequence[User]) -> dict[int, Person]:
    ids = [each.id for each in people]
    profiles = {each.user_id: each for each in db.session.scalars(select(ReaderProfile).where(
        ReaderProfile.user_id.in_(ids)))}  # fmt: skip
    acting: dict[int, set[tuple[int, str]]] = defaultdict(set)
    memberships = select(Membership.user_id, Organisation.id, Organisation.siret).join(Membership.organisation)
    for user_id, body_id, siret in db.session.execute(memberships.where(Membership.user_id.in_(ids))):
        acting[user_id].add((body_id, siren(siret)))
    return {each.id: person(each, profiles.get(each.id), acting[each.id]) for each in people}


def person(user: User, profile: ReaderProfile | None, acting: set[tuple[int, str]]) -> Person:
    sirens = {number for _, number in acting} | ({profile.employer_siren} if profile else set())
    return Person(
        user.name, user.email, profile.employer if profile else "", frozenset(sirens - {""}),
        frozenset(body for body, _ in acting),
    )  # fmt: skip


def siren(siret: str | None) -> str:
    return (siret or "")[:9]


def projects_of(files: Sequence[Application]) -> dict[int, Project]:
    partners: dict[int, list[Partner]] = defaultdict(list)
    here = select(Partner).where(of(Partner.application_id, files)).options(joinedload(Partner.organisation))
    for each in db.session.scalars(here):
        partners[each.application_id].append(each)
    bodies = {each.organisation_id for each in files} | {
        each.organisation_id for some in partners.values() for each in some if each.organisation_id
    }
    names, together, members = names_of(bodies), carried_with(bodies), members_of(bodies)
    written = people_written(files)
    return {
        file.id: project(file, partners[file.id], names, together, members, written[file.id]) for file in files
    }  # fmt: skip


def project(
    file: Application, partners: list[Partner], names: dict[int, set[str]], together: dict[int, set[int]],
    members: dict[int, list[tuple[str, str]]], written: list[tuple[str, str]],
) -> Project:  # fmt: skip
    """The file's organisation and those that join it, with their people."""
    known = [file.organisation, *(each.organisation for each in partners if each.organisation)]
    found = [
        Body(each.id, each.name, siren(each.siret), frozenset(names[each.id]), frozenset(together[each.id]))
        for each in known
    ]
    found += [Body(None, each.name) for each in partners if each.organisation is None]
    people = [*written, *(one for each in known for one in members[each.id])]
    return Project(
        tuple(found), frozenset(name for name, _ in people if name), frozenset(email for _, email in people if email)
    )


def names_of(bodies: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    here = select(OrganisationName.organisation_id, OrganisationName.name)
    for body, name in db.session.execute(here.where(OrganisationName.organisation_id.in_(bodies))):
        found[body].add(name)
    return found


def carried_with(bodies: set[int]) -> dict[int, set[int]]:
    """With whom each body carried a file, as its lead or beside it."""
    found: dict[int, set[int]] = defaultdict(set)
    here = select(Application.organisation_id, Partner.organisation_id).join(Partner.application)
    here = here.where(Partner.is_co_carrier, Partner.organisation_id.is_not(None))
    mine = or_(Application.organisation_id.in_(bodies), Partner.organisation_id.in_(bodies))
    for lead, other in db.session.execute(here.where(mine)):
        if other is not None:
            found[lead].add(other)
            found[other].add(lead)
    return found


def members_of(bodies: set[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    here = select(Membership.organisation_id, User.name, User.email).join(Membership.user)
    for body, name, email in db.session.execute(here.where(Membership.organisation_id.in_(bodies))):
        found[body].append((name, email))
    return found


def people_written(files: Sequence[Application]) -> dict[int, list[tuple[str, str]]]:
    """Names and addresses of the forms' tables of people."""
    asked = {place for each in files for place in tables_of_people(each)}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if not asked:
        return found
    places = sorted({(form, section) for form, section, _ in asked})
    keys = {key for _, _, key in asked}
    here = select(Answer).where(of(Answer.application_id, files))
    for answer in db.session.scalars(here.where(tuple_(Answer.form_key, Answer.section_key).in_(places))):
        for key in keys & answer.values.keys():
            found[answer.application_id] += [named(row) for row in answer.values[key] or [] if isinstance(row, dict)]
    return found


def tables_of_people(file: Application) -> set[tuple[str, str, str]]:
    """(form, section, question) of the questions that name people."""
    return {
        (form.key, section.key, question.key)
        for form in file.file.form
        for section in form.sections
        for question in section.questions
        if question.type == "people"
    }


def named(row: dict[str, Any]) -> tuple[str, str]:
    return str(row.get("name") or ""), str(row.get("email") or "").lower()


def houses() -> set[str]:
    """The administration's own domains: its people share them with no body."""
    here = select(User.email).join(User.appointments).where(Appointment.role == Role.ADMINISTRATOR)
    return {domain(each) for each in db.session.scalars(here.distinct())}


def everybodys(projects: dict[int, Project]) -> set[str]:
    """The domains that people of several bodies use: a town's provider, a federation."""
    used: Counter[str] = Counter()
    for bodies, emails in {(each.bodies[0].id, each.emails) for each in projects.values()}:
        used.update({domain(email) for email in emails} if bodies else set())
    return {name for name, count in used.items() if count >= SHARED}


def of(column: Any, files: Sequence[Application]) -> Any:
    return column.in_([each.id for each in files])
