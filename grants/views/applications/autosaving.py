"""For the scripts of a section's page: saved at each pause, and who else is on the file."""

from typing import Any

from flask import Response, jsonify, request
from flask_login import current_user

from grants.definitions import merging
from grants.definitions.answers import Context
from grants.definitions.completeness import visible_questions
from grants.filters import saved
from grants.models import Application
from grants.policies.withheld import withheld
from grants.queries.completeness import answers_of, facts_of_filing
from grants.values import clock
from grants.views.applications import bp
from grants.views.applications.companions import companions
from grants.views.applications.writing import opened, save, the_file_of_the_page
from grants.views.requires import requires


@bp.post("/dossiers/<number>/formulaire/<section>/enregistrer")
@requires("application.edit", the_file_of_the_page)
def autosave(application: Application) -> Response:
    """The same save as the button's; the marks of what was sent, and what the page should show otherwise."""
    page = opened(application)
    typed = page.page.answers()
    save(application, page, page.typed())
    held = answers_of(application, page.form.key)
    answer = {
        "seen": {key: merging.mark(value) for key, value in typed.items()},
        "others": [key for key, value in typed.items() if merging.mark(held.get(key)) != merging.mark(value)],
        "asked": asked_now(application, page, held),
        "saved": saved(clock.now(), current_user.name),
    }
    return jsonify(answer)


def asked_now(application: Application, page: Any, held: dict[str, Any]) -> list[str]:
    """The questions of the page that the answers, now saved, call for."""
    context = Context.of(application.file, page.form, page.known | held)
    facts = facts_of_filing(application, held)
    visible = {each.key for each in visible_questions(page.form, context.answers, facts)}
    visible -= withheld(page.section.questions, current_user, application)
    return [each.key for each in page.section.questions if each.key in visible]


@bp.get("/dossiers/<number>/presence")
@requires("application.prepare")
def who_is_here(application: Application) -> Response:
    """The other members on this file at this moment, in sentences; the present instant of the server's clock."""
    people = companions(application, request.args.get("section", ""))
    return jsonify(people=people, now=int(clock.now().timestamp() * 1000))
