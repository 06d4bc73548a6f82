"""Links of interest that facts show between a person and the bodies of a file: pure comparison, no database.

Six ways: acts or acted for the body; the same SIREN; the same employer's name; a name in its tables of people; a domain
of e-mail that is not everybody's; a file carried together before.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from grants.values.stems import unaccented


class Way(StrEnum):
    """How a link was found, the surest first."""

    MEMBER = "member"
    SIREN = "siren"
    EMPLOYER = "employer"
    NAMED = "named"
    DOMAIN = "domain"
    TOGETHER = "together"


@dataclass(frozen=True)
class Link:
    """One reason: how, and which body or word shows it."""

    way: Way
    detail: str


@dataclass(frozen=True)
class Person:
    """bodies: ids of the organisations for which the person acts or acted, with their SIRENs among `sirens`."""

    name: str
    email: str = ""
    employer: str = ""
    sirens: frozenset[str] = frozenset()
    bodies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Body:
    """A legal person that carries or joins the project; `together`: ids of those it carried a file with before."""

    id: int | None
    name: str
    siren: str = ""
    other_names: frozenset[str] = frozenset()
    together: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Project:
    """people: names in the tables of people and of members; emails: theirs."""

    bodies: tuple[Body, ...]
    people: frozenset[str] = frozenset()
    emails: frozenset[str] = field(default_factory=frozenset)


# Domains where anybody may have an address: sharing one shows nothing.
EVERYBODYS = """
gmail.com googlemail.com orange.fr wanadoo.fr free.fr hotmail.com hotmail.fr outlook.com outlook.fr live.com live.fr
msn.com yahoo.com yahoo.fr ymail.com laposte.net sfr.fr neuf.fr cegetel.net bbox.fr numericable.fr noos.fr icloud.com
me.com mac.com aol.com aol.fr gmx.com gmx.fr protonmail.com proton.me tutanota.com mailo.com mailo.fr club-internet.fr
aliceadsl.fr netcourrier.com zoho.com
"""
PUBLIC_DOMAINS = frozenset(EVERYBODYS.split())
FORMS = "association asso sa sas sarl scop scic ccas cias mairie de du des la le les l d et"
LEGAL_FORMS = frozenset(FORMS.split())


def links(person: Person, project: Project, *, public: Iterable[str] = ()) -> tuple[Link, ...]:
    """Every link found, the surest first; `public`: domains that are everybody's here besides the usual ones."""
    found = [*with_bodies(person, project.bodies), *by_name(person, project.people)]
    found += by_domain(person, project.emails, PUBLIC_DOMAINS | frozenset(public))
    return tuple(sorted(set(found), key=lambda each: (list(Way).index(each.way), each.detail)))


def with_bodies(person: Person, bodies: Iterable[Body]) -> Iterator[Link]:
    for body in bodies:
        if body.id in person.bodies:
            yield Link(Way.MEMBER, body.name)
        elif body.siren and body.siren in person.sirens:
            yield Link(Way.SIREN, body.name)
        elif is_employer(person.employer, body):
            yield Link(Way.EMPLOYER, body.name)
        if person.bodies & body.together:
            yield Link(Way.TOGETHER, body.name)


def is_employer(employer: str, body: Body) -> bool:
    mine = core(employer)
    return bool(mine) and any(mine == core(name) for name in (body.name, *body.other_names))


def core(name: str) -> frozenset[str]:
    """The words by which a body is known, without its legal form; « Asso. L’Élan » and « L’Elan » are one."""
    return frozenset(re.findall(r"[a-z0-9]+", unaccented(name))) - LEGAL_FORMS


def by_name(person: Person, people: Iterable[str]) -> Iterator[Link]:
    """The same words in any order: « DUPONT Marie » is « Marie Dupont »."""
    mine = words(person.name)
    for name in people:
        if len(mine) > 1 and words(name) == mine:
            yield Link(Way.NAMED, name)


def words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", unaccented(name))) - {"m", "mme", "mr", "madame", "monsieur"}


def by_domain(person: Person, emails: Iterable[str], public: frozenset[str]) -> Iterator[Link]:
    mine = domain(person.email)
    if mine and mine not in public and mine in {domain(each) for each in emails}:
        yield Link(Way.DOMAIN, mine)


def domain(email: str) -> str:
    return email.rpartition("@")[2].strip().lower() if "@" in email else ""
