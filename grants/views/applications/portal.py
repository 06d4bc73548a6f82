"""The applicant's side: my files, and the page of each."""

from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.definitions.letter import letter
from grants.models import Application
from grants.policies.access import can, offers
from grants.policies.roles import roles_on
from grants.queries import answers, applications, attempts, completeness, notes, portal, timelines
from grants.queries.applications import TO_FILL
from grants.values import clock
from grants.views import drawing, offering
from grants.views import timelines as tellings
from grants.views.applications import bp
from grants.views.applications.tasks import tasks_of
from grants.views.requires import requires, requires_sign_in
from grants.views.subjects import page_of
from workflows.roles import Role

APPLICANT = frozenset({Role.APPLICANT})
# Offered by the page itself, in their own place.
ELSEWHERE = {
    "application.edit", "application.submit", "application.submit_letter", "application.complete",
    "application.withdraw", "message.send", "note.write", "application.start_from",
}  # fmt: skip
PAGE = 50


@bp.get("/mes-dossiers")
@requires_sign_in
def index() -> ResponseReturnValue:
    files = applications.mine(current_user, before=request.args.get("avant", type=int), limit=PAGE + 1)
    shown = [line(each) for each in files[:PAGE]]
    older = files[PAGE - 1].id if len(files) > PAGE else None
    organisations = portal.organisations(current_user)
    return render_template("applications/index.html", files=shown, older=older, organisations=organisations)


def line(application: Application) -> dict[str, Any]:
    """One file of the list, in the applicant's words; no statement is run for it."""
    step = application.step
    is_mine = step.awaits in (Role.APPLICANT, Role.REPRESENTATIVE)
    return {
        "file": application,
        "words": application.workflow.label(application, APPLICANT),
        "code": application.state if is_mine or application.is_published or not step.hidden else "under_review",
        "due": step.due_at(application) if is_mine else None,
        "is_draft": application.state in ("draft", "invited"),
    }


@bp.get("/dossiers/<number>")
@requires("application.see")
def show(application: Application) -> ResponseReturnValue:
    roles = roles_on(current_user, application)
    if Role.APPLICANT not in roles and page_of(application) != request.path:
        return redirect(page_of(application))
    return render_template("applications/show.html", **page(application))


def page(application: Application) -> dict[str, Any]:
    """All that the page shows."""
    is_filling = application.state in TO_FILL
    missing = completeness.missing(application) if is_filling else []
    again = portal.asked_again(application) if application.state == "to_complete" else []
    saved = answers.saved(application) if is_filling else {}
    tasks = tasks_of(application, saved, missing, again) if is_filling else []
    parts = portal.parts(application) if application.is_published else {}
    return {
        **line(application),
        "missing": missing,
        "saver": answers.saver(application, saved),
        "notes": notes.of_file(application) if is_filling else None,
        "again": again,
        "tasks": tasks,
        "done": sum(each["state"] == "complete" for each in tasks),
        "hand_in": hand_in(application) if is_filling else None,
        "offers": offered(application),
        "may_give_up": can(current_user, "application.withdraw", application) and leaves(application),
        "people": portal.members(portal.carriers(application)),
        "receipt": portal.receipt(application),
        "letters": [(each, letter(each.template_key).title) for each in portal.letters(application)],
        "messages": portal.thread(application),
        "drawing": drawing.lanes_of(application, timelines.passed(application), is_applicant=True),
        "events": tellings.of(application, limit=30),
        "parts": {name: [(each, offered(each)) for each in rows] for name, rows in parts.items()},
    }


def hand_in(application: Application) -> str | None:
    """The act that ends the filling in, at this stage."""
    names = ("application.submit", "application.submit_letter", "application.complete")
    leaving = {row.name for row in application.workflow.actions if application.state in row.source}
    return next((name for name in names if name in leaving), None)


def leaves(application: Application) -> bool:
    """Whether the file may be withdrawn from where it stands; what still stands in the way, its page says."""
    rows = application.workflow.actions
    return any(row.name == "application.withdraw" and application.state in row.source for row in rows)


def offered(subject: Any) -> list[dict[str, Any]]:
    """The acts that are mine on this subject, whose page exists."""
    found = offers(attempts.attempt(current_user, subject, at=clock.now()))
    return offering.items(found, subject, without=tuple(ELSEWHERE))


@bp.get("/dossiers/<number>/historique")
@requires("application.see")
def history(application: Application) -> ResponseReturnValue:
    return render_template("applications/history.html", file=application, events=tellings.of(application))
