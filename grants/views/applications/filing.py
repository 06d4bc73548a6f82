"""Beginning, handing in, sending back, giving up; and writing in a register."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.application import EnterForm, StartForm, WithdrawForm
from forms.completion import CompleteForm, DiscardForm, TakeBackForm
from forms.signing import AskSignatureForm, signing_form
from grants.database import db
from grants.models import Application, Round
from grants.queries import completeness, portal, signers
from grants.services import applications
from grants.views.acts import act, ask, prepared
from grants.views.applications import bp, reading
from grants.views.requires import requires, requires_role, requires_sign_in
from grants.views.subjects import the_round
from workflows.roles import Role


@bp.route("/vagues/<int:round_id>/commencer", methods=["GET", "POST"])
@requires_sign_in
def start(round_id: int) -> ResponseReturnValue:
    round, mine = the_round(round_id), portal.may_start_for(current_user)
    if not mine:
        flash(_("Pour commencer un dossier, créez d’abord la fiche de votre organisme."), "info")
        return redirect(url_for("organisations.create", next=request.path))
    form = prepared_start(round, mine)
    if not form.is_submitted():
        return ask(form)
    application_id = applications.start(current_user.id, round.id, **form.cleaned())
    flash(_("Votre brouillon est ouvert : rien n’est encore déposé."), "success")
    return redirect(url_for("applications.show", number=number_of(application_id)), 303)


def prepared_start(round: Round, mine: Any) -> StartForm:
    form = StartForm("application.start", round)
    form.offer(mine)
    form.subject_line, form.back = round.call.title, url_for("calls.show", key=round.call.key)
    form.template = "acts/form.html"
    return form


def number_of(application_id: int) -> str:
    return db.session.get_one(Application, application_id).number


act(bp, "application.ask_signature", "/dossiers/<number>/demander-la-signature", applications.ask_signature,
    form=AskSignatureForm, done="La demande de signature est partie.")  # fmt: skip


@bp.route("/dossiers/<number>/deposer", methods=["GET", "POST"])
@requires("application.submit")
def submit(application: Application) -> ResponseReturnValue:
    return hand_in(application, "application.submit", applications.submit)


@bp.route("/dossiers/<number>/deposer-la-lettre", methods=["GET", "POST"])
@requires("application.submit_letter")
def submit_letter(application: Application) -> ResponseReturnValue:
    return hand_in(application, "application.submit_letter", applications.submit_letter)


def hand_in(application: Application, name: str, service: Any) -> ResponseReturnValue:
    """The page that shows everything, then the receipt; done twice, the receipt again."""
    form = prepared(signing_form(name, application), application, "applications/check.html")
    form.lay_out = partial(lay_out, form, application)
    receipt = url_for("receipts.show", number=application.number)
    form.is_open = any(row.name == name and application.state in row.source for row in application.workflow.actions)
    if form.is_submitted():
        service(current_user.id, application.id, **form.cleaned())
        return redirect(receipt, 303)
    return ask(form) if form.is_open else redirect(receipt)


def lay_out(form: Any, application: Application) -> None:
    """Everything as it would be sent, and what still lacks."""
    form.gaps = completeness.missing(application)
    form.sections = reading.of_stage(application, form.gaps)
    form.asks_another = form.act != "application.complete" and not signers.may_sign(current_user, application)
    form.signers = [each.name for each in signers.representatives(application)] if form.asks_another else []


@bp.route("/dossiers/<number>/renvoyer", methods=["GET", "POST"])
@requires("application.complete")
def complete(application: Application) -> ResponseReturnValue:
    form = prepared(CompleteForm("application.complete", application), application, "applications/check.html")
    form.lay_out, form.is_open = partial(lay_out, form, application), application.state == "to_complete"
    if not form.is_submitted():
        return ask(form)
    place = url_for("applications.show", number=application.number)
    applications.complete(current_user.id, application.id, **form.cleaned())
    flash(_("Votre dossier complété est renvoyé au service."), "success")
    return redirect(place, 303)


act(bp, "application.discard", "/dossiers/<number>/supprimer", applications.discard, form=DiscardForm,
    done="Le brouillon est supprimé : vous pouvez encore le reprendre pendant quatorze jours.")  # fmt: skip
act(bp, "application.take_back", "/dossiers/<number>/reprendre", applications.take_back, form=TakeBackForm,
    done="Le brouillon est repris, tel qu’il était. Il n’est pas encore déposé.")  # fmt: skip
act(bp, "application.withdraw", "/dossiers/<number>/se-desister", applications.withdraw,
    form=WithdrawForm, done="Votre désistement est enregistré.")  # fmt: skip
act(bp, "application.record", "/dossiers/<number>/inscrire", applications.record, done="Le projet est inscrit.")


@bp.route("/vagues/<int:round_id>/inscrire", methods=["GET", "POST"])
@requires_role(Role.INSTRUCTOR)
def enter(round_id: int) -> ResponseReturnValue:
    round = the_round(round_id)
    form = EnterForm("application.record", round)
    form.subject_line, form.back = round.call.title, url_for("calls.show", key=round.call.key)
    form.template = "acts/form.html"
    if not form.is_submitted():
        return ask(form)
    application_id = applications.enter(current_user.id, round.id, **form.cleaned())
    flash(_("Le projet est inscrit."), "success")
    return redirect(url_for("applications.show", number=number_of(application_id)), 303)


@bp.get("/dossiers/<number>/depot")
@requires("application.see_answers")
def handed_in(application: Application) -> ResponseReturnValue:
    """What was handed in, as it was frozen."""
    receipt = portal.receipt(application)
    if receipt is None:
        return redirect(url_for("applications.show", number=application.number))
    sections = reading.of_snapshot(application, receipt.snapshot)
    return render_template("applications/handed_in.html", file=application, receipt=receipt, sections=sections)
