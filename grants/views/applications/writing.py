"""Filling in: one section a page; what is typed is kept, right or not yet."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from forms.section_page import SectionPage
from grants.definitions.answers import Context
from grants.definitions.completeness import faults, visible_questions
from grants.definitions.conditions import is_filled
from grants.models import Application
from grants.policies.withheld import withheld
from grants.queries import completeness
from grants.queries.applications import TO_FILL
from grants.queries.completeness import facts_of_filing
from grants.services import applications
from grants.views.applications import bp
from grants.views.applications.companions import WITHOUT_NEWS, companions
from grants.views.applications.tasks import tasks_of
from grants.views.requires import requires
from grants.views.subjects import the_application


def the_file_of_the_page(number: str, section: str) -> Application:
    """The file whose page is asked for; `opened` finds the section."""
    return the_application(number)


@bp.get("/dossiers/<number>/formulaire")
@requires("application.edit")
def edit(application: Application) -> ResponseReturnValue:
    """To the first section."""
    first = application.file.form_of(application.stage_key).sections[0]
    return redirect(address(application, first.key))


@bp.route("/dossiers/<number>/formulaire/<section>", methods=["GET", "POST"], endpoint="section")
@requires("application.edit", the_file_of_the_page)
def section_page(application: Application) -> ResponseReturnValue:
    page = opened(application)
    if request.method == "POST":
        typed = page.typed()
        save(application, page, typed)
        return redirect(onward(application, page, typed), 303)
    if application.state not in TO_FILL:
        return redirect(url_for("applications.show", number=application.number))
    if "verifier" in request.args:
        page.show_faults(complete=request.args["verifier"] == "tout")
    return render_template(
        page.template, form=page, reasons=[], tasks=steps(application, page),
        people=companions(application, page.section.key, lasts=WITHOUT_NEWS),
    )  # fmt: skip


def steps(application: Application, page: SectionPage) -> list[dict[str, Any]]:
    """The pages of the form with where each stands, beside the one that is open."""
    return tasks_of(application, page.sections, completeness.missing(application), [])


def save(application: Application, page: SectionPage, typed: dict[str, Any]) -> None:
    applications.edit(current_user.id, application.id, page.section.key, version=page.seen(), values=typed,
                      seen=page.marks_seen())  # fmt: skip


def opened(application: Application) -> SectionPage:
    """The page that the address names; 404 when the form has no such section."""
    key = (request.view_args or {})["section"]
    form = application.file.form_of(application.stage_key)
    found = next((each for each in form.sections if each.key == key), None)
    return SectionPage(application, found or abort(404))


def onward(application: Application, page: SectionPage, typed: dict[str, Any]) -> str:
    """The same page while something is added, asked or wrong; then where the button said."""
    here = page.section.key
    if "add_row" in request.form:
        return address(application, here) + f"#{page.page.next_line(request.form['add_row'])}"
    called, is_wrong = look_again(application, page, page.said | typed)
    if called:
        flash(ngettext("Votre réponse appelle une autre question.", "Votre réponse appelle %(num)s autres questions.",
                       len(called)), "success")  # fmt: skip
        return address(application, here) + f"#q_{called[0]}"
    if is_wrong:
        return address(application, here, verifier="1")
    return following(application, here)


def look_again(application: Application, page: SectionPage, answers: dict[str, Any]) -> tuple[list[str], bool]:
    """What these answers, now saved, call for on this page, and whether one of them is wrong."""
    facts = facts_of_filing(application, answers)
    context = Context.of(application.file, page.form, answers)
    visible = {each.key for each in visible_questions(page.form, page.known | answers, facts)}
    visible -= withheld(page.section.questions, current_user, application)
    mine = [each for each in page.section.questions if each.key in visible]
    wrong = any(
        is_filled(answers.get(each.key)) and faults(each, answers[each.key], context) for each in mine
    )  # fmt: skip
    return called_for(page, [each.key for each in mine]), wrong


def called_for(page: SectionPage, visible: Sequence[str]) -> list[str]:
    """The questions that neither the page nor what was said before it showed."""
    shown = {each.key for each in page.page.asked}
    if shown.issuperset(visible):
        return []
    shown |= {each.key for each in visible_questions(page.form, page.page.context.answers, page.facts)}
    return [key for key in visible if key not in shown]


def following(application: Application, here: str) -> str:
    """The next section, then the pieces, then the summary; the file at once when the person asked for it."""
    if request.form.get("then") == "back":
        return url_for("applications.show", number=application.number)
    keys = [each.key for each in application.file.form_of(application.stage_key).sections]
    after = keys[keys.index(here) + 1 :]
    if after:
        return address(application, after[0])
    return url_for("pieces.index" if application.file.pieces else "applications.check", number=application.number)


def address(application: Application, section: str, **query: Any) -> str:
    return url_for("applications.section", number=application.number, section=section, **query)
