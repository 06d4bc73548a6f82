"""The applicant's side: my files, and the page of each."""

from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.definitions.letter import letter
from grants.models import Application
from grants.policies.access import ASKING, can, offers
from grants.policies.roles import roles_on
from grants.queries import (
    advisers,
    answers,
    applications,
    attempts,
    completeness,
    completions,
    hearings,
    mandates,
    notes,
    outcomes,
    portal,
    timelines,
)
from grants.queries.applications import GIVEN_UP, TO_FILL
from grants.values import clock
from grants.views import drawing, offering
from grants.views import timelines as tellings
from grants.views.applications import bp, versions
from grants.views.applications.tasks import tasks_of
from grants.views.requires import requires, requires_sign_in
from grants.views.subjects import page_of
from workflows.guards.applications import not_published
from workflows.roles import Role

APPLICANT = frozenset({Role.APPLICANT})
# Offered by the page itself, in their own place.
ELSEWHERE = {
    "application.edit", "application.submit", "application.submit_letter", "application.complete",
    "application.withdraw", "message.send", "note.write", "application.start_from", "application.discard",
    "application.renew_form", "adviser.invite",
}  # fmt: skip
PAGE = 50


@bp.get("/mes-dossiers")
@requires_sign_in
def index() -> ResponseReturnValue:
    files = applications.mine(current_user, before=request.args.get("avant", type=int), limit=PAGE + 1)
    shown = [line(each) for each in files[:PAGE]]
    older = files[PAGE - 1].id if len(files) > PAGE else None
    organisations = portal.organisations(current_user)
    return render_template(
        "applications/index.html", files=shown, older=older, organisations=organisations,
        helped=[line(each) for each in mandates.files_of_helper(current_user)], drafts=advisers.drafts_of(current_user),
        discarded=applications.discarded(current_user),
    )  # fmt: skip


def line(application: Application) -> dict[str, Any]:
    """One file of the list, in the applicant's words; no statement is run for it."""
    step = application.step
    is_mine = step.awaits in (Role.APPLICANT, Role.REPRESENTATIVE)
    return {
        "file": application,
        "words": application.workflow.label(application, APPLICANT),
        "code": look_of(application),
        "due": step.due_at(application) if is_mine else None,
        "is_draft": application.state in ("draft", "invited"),
    }


def look_of(application: Application) -> str:
    """The state whose icon and colour the organisation sees: never more than what its words say."""
    step, review = application.step, application.workflow.steps.get("under_review")
    is_hidden = step.hidden and not application.is_published
    return "under_review" if is_hidden or (review and step.applicant == review.applicant) else application.state


@bp.get("/dossiers/<number>")
@requires("application.see")
def show(application: Application) -> ResponseReturnValue:
    roles = roles_on(current_user, application)
    if not roles & ASKING and page_of(application) != request.path:
        return redirect(page_of(application))
    if application.state in GIVEN_UP:
        return render_template("applications/discarded.html", file=application)
    return render_template("applications/show.html", **page(application))


def page(application: Application) -> dict[str, Any]:
    """All that the page shows."""
    is_filling = application.state in TO_FILL
    is_own = can(current_user, "note.see", application)
    missing = completeness.missing(application) if is_filling else []
    again = completions.of_file(application, missing) if application.state == "to_complete" else []
    saved = answers.saved(application) if is_filling else {}
    tasks = tasks_of(application, saved, missing, again) if is_filling else []
    parts = portal.parts(application) if application.is_published and is_own else {}
    return {
        **line(application),
        **versions.of_file(application),
        "missing": missing,
        "saver": answers.saver(application, saved),
        "notes": notes.of_file(application) if is_filling and is_own else None,
        "again": again,
        "tasks": tasks,
        "done": sum(each["state"] == "complete" for each in tasks),
        "hand_in": hand_in(application) if is_filling else None,
        "offers": offered(application),
        "may_give_up": can(current_user, "application.withdraw", application) and leaves(application),
        "may_understand": is_own and outcomes.is_told(application),
        "helpers": mandates.helpers_on(application),
        "proposed": mandates.proposed_on(application) if is_own else [],
        "people": portal.members(portal.carriers(application)),
        "receipt": portal.receipt(application),
        "letters": [(each, letter(each.template_key).title) for each in portal.letters(application)],
        "messages": portal.thread(application) if is_own else [],
        "hearing": hearings.of_file(application) if application.submitted_at else None,
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
    rows = [row for row in application.workflow.actions if application.state in row.source]
    told = application.is_published
    return any(row.name == "application.withdraw" and not (told and not_published in row.given) for row in rows)


def offered(subject: Any) -> list[dict[str, Any]]:
    """The acts that are mine on this subject, whose page exists; an appeal is not spoken of before the outcome is."""
    found = offers(attempts.attempt(current_user, subject, at=clock.now()))
    is_told = not isinstance(subject, Application) or subject.is_published
    return offering.items(found, subject, without=(*ELSEWHERE, *(() if is_told else ("appeal.file",))))


@bp.get("/dossiers/<number>/historique")
@requires("application.see")
def history(application: Application) -> ResponseReturnValue:
    return render_template("applications/history.html", file=application, events=tellings.of(application))
