"""Reports: the staff's list, the page of each, the form, and the acts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms import report as forms
from grants.models import Application, Report
from grants.policies import access
from grants.policies.roles import roles_on
from grants.queries import attempts, timelines
from grants.queries import reports as queries
from grants.services import reports
from grants.values import clock, cursors
from grants.views.acts import act
from grants.views.drawing import lanes_of
from grants.views.navigation import JUDGING
from grants.views.offering import items
from grants.views.requires import requires, requires_role
from grants.views.subjects import part_of_file
from workflows.report import REPORT
from workflows.roles import Role

bp = Blueprint("reports", __name__)
the_report = part_of_file(Report)
LIST = "/dossiers/<number>/comptes-rendus"
PLACE = f"{LIST}/<int:id>"


@bp.get("/comptes-rendus")
@requires_role(*JUDGING, Role.GRANT_MANAGER)
def index() -> ResponseReturnValue:
    """The reports of the files I see, by due date."""
    state = request.args.get("etat", "")
    found, more = queries.page(current_user, state=state, after=cursors.read(request.args.get("apres", "")))
    onward = cursors.written(found[-1].due_at, found[-1].id) if more else ""
    return render_template(
        "reports/index.html", reports=found, state=state, steps=REPORT.steps, now=clock.now(),
        next=url_for("reports.index", etat=state, apres=onward) if more else None,
    )  # fmt: skip


@bp.get(LIST)
@requires("report.see")
def of_file(application: Application) -> ResponseReturnValue:
    """The reports of one file, for its organisation and for the staff."""
    is_applicant = Role.APPLICANT in roles_on(current_user, application)
    return render_template(
        "reports/of_file.html", file=application, reports=queries.of_application(application),
        is_applicant=is_applicant, now=clock.now(),
    )  # fmt: skip


@bp.get(PLACE)
@requires("report.see", the_report)
def show(report: Report) -> ResponseReturnValue:
    """What it says, beside what was foreseen; what I may do."""
    attempt = attempts.attempt(current_user, report, at=clock.now())
    is_applicant = Role.APPLICANT in attempt.roles
    can_read = not is_draft(report) or is_applicant
    return render_template(
        "reports/show.html", report=report, file=report.application, is_applicant=is_applicant, can_read=can_read,
        words=report.workflow.label(report, attempt.roles), lines=queries.lines(report) if can_read else [],
        gaps=queries.budget_gaps(report) if can_read else [],
        indicators=queries.indicators(report) if can_read else [],
        drawing=lanes_of(report, timelines.passed(report), is_applicant=is_applicant),
        offers=items(access.offers(attempt), report),
    )  # fmt: skip


def is_draft(report: Report) -> bool:
    """What is being written is the organisation's alone, until it is handed in."""
    return report.state in ("due", "drafted") and report.submitted_at is None


@bp.route(f"{PLACE}/remplir", methods=["GET", "POST"])
@requires("report.edit", the_report)
def edit(report: Report) -> ResponseReturnValue:
    """All its questions on one page; what is typed is kept, right or not yet."""
    form = forms.ReportPage(report)
    if request.method == "POST" and form.page.add_row():
        return render_template(form.template, form=form, reasons=[])
    if request.method == "POST":
        reports.edit(current_user.id, report.id, version=form.seen(), values=form.page.answers())
        flash(_("Enregistré : rien n’est encore remis."), "success")
        return redirect(onward(report), 303)
    if "verifier" in request.args:
        form.show_faults(complete=True)
    return render_template(form.template, form=form, reasons=[])


def onward(report: Report) -> str:
    """To what is still missing, or to the report."""
    here: dict[str, Any] = {"number": report.application.number, "id": report.id}
    if request.form.get("then") == "check":
        return url_for("reports.edit", verifier="tout", **here)
    return url_for("reports.show", **here)


act(bp, "report.open", "/dossiers/<number>/demander-un-compte-rendu", reports.open, form=forms.OpenForm,
    done="Le compte rendu est demandé.")  # fmt: skip
act(bp, "report.draft", f"{PLACE}/commencer", reports.draft, form=forms.DraftForm, load=the_report,
    done="Votre brouillon est ouvert : remplissez-le à votre rythme.")  # fmt: skip
act(bp, "report.submit", f"{PLACE}/remettre", reports.submit, form=forms.SubmitForm, load=the_report,
    done="Votre compte rendu est remis.")  # fmt: skip
act(bp, "report.request_revision", f"{PLACE}/demander-une-reprise", reports.request_revision,
    form=forms.RevisionForm, load=the_report, done="La reprise est demandée.")  # fmt: skip
act(bp, "report.approve", f"{PLACE}/approuver", reports.approve, form=forms.ApproveForm, load=the_report,
    done="Le compte rendu est approuvé.")  # fmt: skip
act(bp, "report.reject", f"{PLACE}/rejeter", reports.reject, form=forms.RejectForm, load=the_report,
    done="Le compte rendu est rejeté.")  # fmt: skip
