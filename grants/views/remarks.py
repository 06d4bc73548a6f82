"""A draft as an adviser reads it, with what was said of each section; its members read the same page."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.helping import RemarkForm
from grants.models import Application, Remark
from grants.policies.access import can
from grants.policies.helping import READ
from grants.queries import advisers
from grants.queries.completeness import answers_of
from grants.services import remarks
from grants.views.acts import ask, prepared
from grants.views.applications import reading
from grants.views.requires import requires
from grants.views.subjects import part_of_file

bp = Blueprint("remarks", __name__)


@bp.get("/dossiers/<number>/relecture")
@requires("remark.see")
def index(application: Application) -> ResponseReturnValue:
    is_member = can(current_user, "note.see", application)
    return render_template(
        "remarks/index.html", file=application, sections=sections_of(application), is_member=is_member,
        is_open=application.state in READ, advisers=advisers.of_file(application) if is_member else [],
    )  # fmt: skip


def sections_of(application: Application) -> list[dict[str, Any]]:
    """Each section's answers, without bank details nor pieces, and its thread."""
    form, thread = application.file.form_of(application.stage_key), advisers.remarks(application)
    bank = frozenset(each.key for each in form.questions if each.type == "iban")
    shown = reading.told(application, form, answers_of(application, form.key), [], without=bank)
    return [
        each | {"key": section.key, "remarks": [said for said in thread if said.section_key == section.key]}
        for section, each in zip(form.sections, shown, strict=True)
    ]


@bp.route("/dossiers/<number>/relecture/remarque", methods=["GET", "POST"])
@requires("remark.write")
def write(application: Application) -> ResponseReturnValue:
    form = prepared(RemarkForm("remark.write", application), application)
    form.back = url_for("remarks.index", number=application.number)
    if not form.is_submitted():
        return ask(form)
    section, place = form.section_key.data, form.back
    remarks.write(current_user.id, application.id, **form.cleaned())
    flash(_("Votre remarque est écrite."), "success")
    return redirect(f"{place}#{section}", 303)


@bp.post("/dossiers/<number>/relecture/<int:id>/effacer")
@requires("remark.see", part_of_file(Remark))
def erase(remark: Remark) -> ResponseReturnValue:
    number, section = remark.application.number, remark.section_key
    remarks.erase(current_user.id, remark.id)
    flash(_("Votre remarque est effacée."), "success")
    return redirect(url_for("remarks.index", number=number) + f"#{section}", 303)
