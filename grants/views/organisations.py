"""An organisation's page, kept by its people; making one, changing it."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.bank import BankForm
from forms.merging import ApartForm, MergeForm
from forms.organisation import EditForm, NumberForm, OrganisationForm, VerifyForm
from grants import directories
from grants.directories import sample
from grants.extensions import limiter
from grants.models import Organisation
from grants.queries import duplicates
from grants.queries import organisations as queries
from grants.services import organisations
from grants.values.identifiers import compact
from grants.views import sheets
from grants.views.acts import act, ask, prepared
from grants.views.requires import requires, requires_sign_in
from grants.views.returning import safe_address
from grants.views.subjects import the_organisation

bp = Blueprint("organisations", __name__)


@bp.get("/mes-organismes")
@requires_sign_in
def index() -> ResponseReturnValue:
    return render_template("organisations/index.html", mine=queries.of_person(current_user))


@bp.route("/organisations/nouvelle", methods=["GET", "POST"])
@requires_sign_in
@limiter.limit("60/hour")
def create() -> ResponseReturnValue:
    """Which number first; then what the directory says of it, to be confirmed; or without any number."""
    onward, number = safe_address(request.args.get("next")), request.args.get("numero", "")
    if request.method == "POST":
        return made(OrganisationForm(back=onward or url_for("accounts.show")), onward)
    first = NumberForm(request.args)
    if "sans-siret" in request.args or "returned" in g:
        return ask(new_form(onward, directories.NOT_ASKED, ""))
    if not number or not first.validate():
        return find(first, onward)
    if queries.by_number(number):
        return redirect(url_for("joinings.ask", numero=compact(number)))
    return ask(new_form(onward, directories.ask(number), compact(number)))


def find(form: NumberForm, onward: str | None) -> ResponseReturnValue:
    """The first question."""
    examples = sample.rows(sample.FILE) if current_app.config["GUICHET_ENV"] == "demo" else []
    is_wrong = bool(form.errors) and "numero" in request.args
    form.numero.errors = form.numero.errors if is_wrong else ()
    page = render_template("organisations/find.html", form=form, onward=onward, examples=examples)
    return page, 422 if is_wrong else 200


def new_form(onward: str | None, answer: directories.Answer, number: str) -> OrganisationForm:
    """The whole page, with what the directory knew; and a sentence that says how it answered."""
    form = OrganisationForm(back=onward or url_for("accounts.show"), found=answer.record, number=number)
    form.tone, form.said = sheets.said_of(answer, number)
    return form


def made(form: OrganisationForm, onward: str | None) -> ResponseReturnValue:
    values = form.cleaned()
    answer = directories.ask(values["siret"] or values["rna"])
    organisation_id = organisations.create(current_user.id, **values, answer=answer)
    flash(_("La fiche de votre organisme est créée."), "success")
    return redirect(onward or url_for("organisations.show", organisation_id=organisation_id), 303)


@bp.get("/organisations/<int:organisation_id>")
@requires("organisation.see", the_organisation)
def show(organisation: Organisation) -> ResponseReturnValue:
    """The whole page; the address of a page that was merged leads to the one that stayed."""
    here = url_for("organisations.show", organisation_id=organisation.id)
    if request.path != here:
        return redirect(here)
    return render_template("organisations/show.html", **sheets.page(organisation))


def changing(name: str, rule: str, service: Any, **given: Any) -> None:
    act(bp, name, f"/organisations/<int:organisation_id>/{rule}", service, load=the_organisation, **given)


changing("organisation.edit", "modifier", organisations.edit, form=EditForm, done="La fiche est à jour.")
changing("organisation.verify", "verifier", organisations.verify, form=VerifyForm,
         done="L’annuaire a répondu : la fiche le dit.")  # fmt: skip
changing("organisation.change_bank_details", "compte-bancaire", organisations.change_bank_details, form=BankForm,
         template="organisations/bank.html", done="Le compte est changé. Tous les membres sont prévenus.")  # fmt: skip


def the_other(organisation: Organisation) -> Organisation:
    """The second page of a pair, named by `autre`; 404 when it is not one, or is the same."""
    other = the_organisation(request.args.get("autre", 0, type=int))
    return other if other.id != organisation.id else abort(404)


@bp.route("/organisations/<int:organisation_id>/reunir", methods=["GET", "POST"])
@requires("organisation.merge", the_organisation)
def merge(organisation: Organisation) -> ResponseReturnValue:
    """What moves and what stays, then one press."""
    other = the_other(organisation)
    form = prepared(MergeForm("organisation.merge", organisation), organisation, "organisations/merge.html")
    form.previews = [(each, duplicates.holding(each.id)) for each in (organisation, other)]
    form.obstacles = organisations.refusals(organisation, other)
    form.about(other, form.previews[1][1])
    if not form.is_submitted():
        return ask(form)
    organisations.merge(current_user.id, organisation.id, **form.cleaned())
    flash(_("Les deux fiches n’en font plus qu’une."), "success")
    return redirect(form.back, 303)


@bp.route("/organisations/<int:organisation_id>/distinguer", methods=["GET", "POST"])
@requires("organisation.keep_apart", the_organisation)
def keep_apart(organisation: Organisation) -> ResponseReturnValue:
    other = the_other(organisation)
    form = prepared(ApartForm("organisation.keep_apart", organisation), organisation)
    form.about(other)
    if not form.is_submitted():
        return ask(form)
    organisations.keep_apart(current_user.id, organisation.id, **form.cleaned())
    flash(_("C’est noté : cette paire n’est plus proposée."), "success")
    return redirect(url_for("duplicates.index"), 303)
