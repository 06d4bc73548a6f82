"""What stands around every page: who is signed in, where they may go, whether what they see is invented."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user

from grants.languages import translated
from grants.models import User
from grants.queries import helping
from grants.values import clock
from workflows.roles import Role
from workflows.words.people import PEOPLE

R = Role
DESK = {
    R.INSTRUCTOR, R.SERVICE, R.REVIEWER, R.COMMITTEE_MEMBER, R.PRESIDENT, R.SECRETARY, R.AUTHORITY, R.COMMISSIONER,
    R.FIRST_APPROVER, R.COFUNDER, R.GRANT_MANAGER, R.ACCOUNTANT, R.ANIMATOR, R.COMMUNICATION, R.AUDITOR,
    R.ADMINISTRATOR,
}  # fmt: skip
SITTING = {R.PRESIDENT, R.SECRETARY, R.COMMITTEE_MEMBER, R.INSTRUCTOR, R.AUTHORITY, R.COMMISSIONER, R.AUDITOR}
RULING = {R.AUTHORITY, R.COMMISSIONER, R.FIRST_APPROVER, R.COFUNDER, R.INSTRUCTOR, R.AUDITOR}
PAYING = {R.GRANT_MANAGER, R.ACCOUNTANT, R.INSTRUCTOR, R.AUTHORITY, R.COFUNDER, R.AUDITOR}
JUDGING = {R.INSTRUCTOR, R.COMMISSIONER, R.COMMUNICATION, R.AUDITOR}
STEERING = {R.COMMISSIONER, R.AUTHORITY, R.ANIMATOR, R.COMMUNICATION, R.AUDITOR, R.ADMINISTRATOR}
# label, endpoint, who has it
PLACES: list[tuple[Any, str, set[Role]]] = [
    (_("Ce qui m’attend"), "home.expected", DESK),
    (_("Dossiers"), "desk.index", DESK),
    (_("Comités"), "meetings.index", SITTING),
    (_("Décisions"), "rulings.index", RULING),
    (_("Conventions"), "agreements.index", PAYING),
    (_("Versements"), "payments.index", PAYING),
    (_("Comptes rendus"), "reports.index", JUDGING | {R.GRANT_MANAGER}),
    (_("Évaluations"), "evaluations.index", JUDGING),
    (_("Pilotage"), "steering.index", STEERING),
    (_("Administration"), "administration.index", {R.ADMINISTRATOR}),
]
PORTAL = [(_("Appels à projets"), "calls.index"), (_("Mes dossiers"), "applications.index")]
OUTSIDE = {"helps": (_("Mandats"), "mandates.index"), "advises": (_("Relectures"), "advisers.index")}
VISITOR = [(_("Appels à projets"), "calls.index"), (_("Lauréats"), "public.laureates"), (_("Données"), "public.data")]


def around() -> dict[str, Any]:
    """The variables that `base.html` reads."""
    known = helping.menu(current_user, clock.today()) if current_user.is_authenticated else None
    places = places_of(current_user, known) if known else VISITOR
    return {
        "navigation": [place(label, endpoint) for label, endpoint in places if endpoint in current_app.view_functions],
        "who": who(current_user, known.unread) if known else None,
        "account": account(),
        "is_invented": current_app.config["GUICHET_ENV"] == "demo",
    }


def roles_held(user: User) -> set[Role]:
    return {each.role for each in user.appointments} | ({Role.AUTHORITY} if user.delegations else set())


def places_of(user: User, known: Any) -> list[tuple[Any, str]]:
    held = roles_held(user)
    staff = [(label, endpoint) for label, endpoint, roles in PLACES if held & roles]
    return staff or PORTAL + [words for way, words in OUTSIDE.items() if getattr(known, way)]


def place(label: Any, endpoint: str) -> dict[str, Any]:
    address = url_for(endpoint)
    return {"label": label, "address": address, "is_current": is_here(endpoint)}


def is_here(endpoint: str) -> bool:
    """Whether the page belongs to this place."""
    return request.endpoint == endpoint or (request.blueprint == endpoint.split(".")[0] not in ("home", "public"))


def who(user: User, unread: int) -> dict[str, Any]:
    held = sorted(roles_held(user), key=list(Role).index)
    return {
        "name": user.name,
        "role": user.office or translated(PEOPLE[held[0]]) if held else "",
        "initials": user.initials,
        "unread": unread,
    }


def account() -> dict[str, str]:
    return {"profile": url_for("accounts.show"), "leave": url_for("sessions.sign_out")}
