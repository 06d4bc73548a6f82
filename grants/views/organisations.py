"""The page of an organisation, for its people."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.organisation import NATURES, OrganisationForm
from grants.models import Organisation
from grants.queries import applications, portal
from grants.services import organisations
from grants.values.identifiers import spaced_siret
from grants.views.acts import ask
from grants.views.applications.portal import line
from grants.views.requires import requires, requires_sign_in
from grants.views.returning import safe_address
from grants.views.subjects import the_organisation

bp = Blueprint("organisations", __name__)


@bp.route("/organisations/nouvelle", methods=["GET", "POST"])
@requires_sign_in
def create() -> ResponseReturnValue:
    onward = safe_address(request.args.get("next"))
    form = OrganisationForm(back=onward or url_for("accounts.show"))
    if not form.is_submitted():
        return ask(form)
    organisation_id = organisations.create(current_user.id, **form.cleaned())
    flash(_("La fiche de votre organisme est créée."), "success")
    return redirect(onward or url_for("organisations.show", organisation_id=organisation_id), 303)


@bp.get("/organisations/<int:organisation_id>")
@requires("organisation.see", the_organisation)
def show(organisation: Organisation) -> ResponseReturnValue:
    facts = [
        (_("Nature juridique"), dict(NATURES).get(organisation.legal_nature or "", "")),
        (_("SIRET"), spaced_siret(organisation.siret) if organisation.siret else _("pas encore donné")),
        (_("RNA"), organisation.rna or ""),
        (_("Adresse"), organisation.address or ""),
        (_("IBAN"), f"•••• {organisation.iban[-4:]}" if organisation.iban else ""),
    ]
    return render_template(
        "organisations/show.html", organisation=organisation, facts=[each for each in facts if each[1]],
        members=portal.members([organisation.id]),
        files=[line(each) for each in applications.of_organisation(organisation.id, current_user)],
    )  # fmt: skip
