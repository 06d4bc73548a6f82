"""What an applicant will see, tried on the form itself."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from forms.previewing import Preview
from grants.definitions.call import CallFile
from grants.definitions.files import structured
from grants.definitions.question import FormDefinition
from grants.models import CallDraft
from grants.views.call_drafts import bp
from grants.views.call_drafts.subject import faults_told, the_draft
from grants.views.requires import requires


def the_draft_of_the_page(key: str, section: str) -> CallDraft:
    return the_draft(key)


@bp.route("/administration/appels/<key>/apercu/<section>", methods=["GET", "POST"])
@requires("call_draft.edit", the_draft_of_the_page)
def preview(draft: CallDraft) -> ResponseReturnValue:
    """One section of the draft; typing tries its conditions and its checks, and nothing is saved."""
    call, faults = structured(draft.now)
    if call is None:
        return render_template("building/preview.html", draft=draft, faults=faults_told(draft, faults), page=None)
    section = str((request.view_args or {})["section"])
    form = form_with(call, section)
    return render_template(
        "building/preview.html", draft=draft, faults=[], page=Preview(call, form, form.section(section))
    )


def form_with(call: CallFile, section: str) -> FormDefinition:
    """The form that the address names, or the first that has this section; 404 when there is none."""
    wanted = request.args.get("formulaire")
    forms = [form for form in call.form if section in {each.key for each in form.sections}]
    return next((form for form in forms if form.key == wanted), forms[0] if forms else None) or abort(404)
