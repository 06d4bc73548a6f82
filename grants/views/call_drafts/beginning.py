"""A new call, from nothing, from another one or from a file; and the file of what is prepared."""

from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.building_acts import BeginForm, LoadForm
from grants.definitions.drafting import beginnings
from grants.models import CallDraft
from grants.queries import call_drafts as drafts
from grants.services import call_drafts
from grants.views.call_drafts import bp
from grants.views.call_drafts.subject import the_draft
from grants.views.requires import requires, requires_role
from workflows.registry import WORKFLOWS, latest
from workflows.roles import Role
from workflows.words.kinds import KINDS


@bp.route("/administration/appels/nouveau", methods=["GET", "POST"])
@requires_role(Role.ADMINISTRATOR)
def begin() -> ResponseReturnValue:
    known = drafts.every()
    form = BeginForm()
    form.offer([(each.key, each.title) for each in known], kinds())
    if not form.is_submitted() or not form.validate():
        return render_template("building/begin.html", form=form), 422 if form.is_submitted() else 200
    source = next((each for each in known if each.key == form.source.data), None)
    call_drafts.begin(current_user.id, first_content(form, source))
    flash(_("L’appel est en construction : rien n’est encore en service."), "success")
    return redirect(url_for("call_drafts.show", key=form.key.data), 303)


def kinds() -> list[tuple[str, str]]:
    """Each kind of call that has a workflow for its files."""
    names = {
        each.name.removesuffix(".application") for each in WORKFLOWS.values() if each.name.endswith(".application")
    }
    return sorted(((name, KINDS.get(name, name)) for name in names), key=lambda pair: pair[1])


def first_content(form: BeginForm, source: CallDraft | None) -> dict[str, Any]:
    title = " ".join((form.title.data or "").split())
    if source is None:
        workflow = latest(f"{form.kind.data}.application")
        return beginnings.call(str(form.key.data), str(form.kind.data), workflow.version, title)
    return {**source.now, "key": form.key.data, "title": title, "short_title": title[:60].strip()}


@bp.get("/administration/appels/<key>/appel.yaml")
@requires_role(Role.ADMINISTRATOR)
def export(key: str) -> ResponseReturnValue:
    """The file of what is prepared: `guichet call check` reads it, and it imports to the same thing."""
    draft = the_draft(key)
    answer = Response(call_drafts.text_of(draft.now), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{draft.key}.yaml"'
    return answer


@bp.route("/administration/appels/<key>/charger", methods=["GET", "POST"])
@requires("call_draft.edit", the_draft)
def load(draft: CallDraft) -> ResponseReturnValue:
    """Read a file into what is prepared; the dry run then says what it changes."""
    form = LoadForm(data={"version": draft.version})
    if not form.is_submitted():
        return render_template("building/load.html", draft=draft, form=form)
    if not form.validate():
        return render_template("building/load.html", draft=draft, form=form), 422
    if (form.call.key, form.call.kind) != (draft.key, draft.now.get("kind")):
        form.content.errors = [
            _("Ce fichier est celui d’un autre appel, ou d’une autre sorte (%(key)s).", key=form.call.key)
        ]
        return render_template("building/load.html", draft=draft, form=form), 422
    call_drafts.replace(current_user.id, draft.id, version=form.version.data, file=form.call)
    flash(_("Le fichier est chargé dans l’appel en construction."), "success")
    return redirect(url_for("call_drafts.trial", key=draft.key), 303)
