"""Links of interest: declared by the person, who then sees the file no more; confirmed or lifted by another."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import recusal as forms
from grants.models import Recusal
from grants.services import recusals
from grants.views.acts import act, ask, prepared
from grants.views.requires import requires
from grants.views.subjects import part_of_file

bp = Blueprint("recusals", __name__)
ONE = part_of_file(Recusal)


@bp.route("/dossiers/<number>/declarer-un-lien", methods=["GET", "POST"])
@requires("recusal.declare")
def declare(application: Any) -> ResponseReturnValue:
    """Back to the list: the file's page is closed to this person from now on."""
    form = prepared(forms.DeclareForm("recusal.declare", application), application)
    if not form.is_submitted():
        return ask(form)
    recusals.declare(current_user.id, application.id, **form.cleaned())
    flash("Votre déport est noté : vous n’avez plus accès à ce dossier.", "success")
    return redirect(url_for("desk.index"), 303)


act(
    bp, "recusal.confirm", "/dossiers/<number>/deports/<int:id>/confirmer", recusals.confirm,
    done="Le déport est confirmé.", form=forms.ConfirmForm, load=ONE,
)  # fmt: skip
act(
    bp, "recusal.lift", "/dossiers/<number>/deports/<int:id>/lever", recusals.lift,
    done="Le déport est levé.", form=forms.LiftForm, load=ONE,
)  # fmt: skip
act(
    bp, "recusal.record", "/dossiers/<number>/ecarter-une-personne", recusals.record,
    done="Cette personne est écartée du dossier.", form=forms.RecordForm,
)  # fmt: skip
act(
    bp, "recusal.set_aside", "/dossiers/<number>/lien-sans-suite", recusals.set_aside,
    done="C’est noté : ce lien ne sera plus signalé.", form=forms.SetAsideForm,
)  # fmt: skip
