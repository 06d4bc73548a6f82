"""Mandates: a helper proposes and finds the files; a representative reads, accepts, declines, ends."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.helping import AcceptForm, DeclineForm, EndForm, ProposeForm, scope
from grants.extensions import limiter
from grants.models import Mandate
from grants.policies.access import can
from grants.queries import mandates as queries
from grants.services import mandates
from grants.values import clock
from grants.views.acts import act, ask
from grants.views.applications.portal import line
from grants.views.requires import requires, requires_sign_in
from grants.views.subjects import part_of_organisation
from workflows.errors import NotAllowed

bp = Blueprint("mandates", __name__)
ONE = "/organisations/<int:organisation_id>/mandats/<int:id>"
the_mandate = part_of_organisation(Mandate)

act(bp, "mandate.accept", f"{ONE}/accepter", mandates.accept, form=AcceptForm, load=the_mandate,
    done="Le mandat est accepté.")  # fmt: skip
act(bp, "mandate.decline", f"{ONE}/refuser", mandates.decline, form=DeclineForm, load=the_mandate,
    done="Le mandat est refusé.")  # fmt: skip
act(bp, "mandate.end", f"{ONE}/terminer", mandates.end, form=EndForm, load=the_mandate,
    done="Le mandat a pris fin.")  # fmt: skip


@bp.get("/mandats")
@requires_sign_in
def index() -> ResponseReturnValue:
    """The files that are confided to me, and the mandates that I proposed."""
    today, mine = clock.today(), queries.of_helper(current_user)
    return render_template(
        "mandates/index.html", accreditation=queries.accreditation_of(current_user, today),
        files=[line(each) for each in queries.files_of_helper(current_user)],
        mandates=[(each, standing(each)) for each in mine],
    )  # fmt: skip


@bp.route("/mandats/proposer", methods=["GET", "POST"])
@requires_sign_in
@limiter.limit("20/hour", methods=["POST"])
def propose() -> ResponseReturnValue:
    if queries.accreditation_of(current_user, clock.today()) is None:
        raise NotAllowed("mandate.propose")
    form = ProposeForm(url_for("mandates.index"))
    if not form.is_submitted():
        return ask(form)
    mandates.propose(current_user.id, **form.cleaned())
    flash(_("Votre mandat est proposé. Vous serez prévenu de la réponse."), "success")
    return redirect(url_for("mandates.index"), 303)


@bp.get(ONE)
@requires("mandate.see", the_mandate)
def show(mandate: Mandate) -> ResponseReturnValue:
    """The mandate as its two sides read it."""
    return render_template(
        "mandates/show.html", mandate=mandate, scope=scope(mandate), standing=standing(mandate),
        waits=mandate.waits(clock.today()), may_answer=can(current_user, "mandate.accept", mandate),
        may_end=can(current_user, "mandate.end", mandate) and is_over(mandate) is False,
    )  # fmt: skip


def is_over(mandate: Mandate) -> bool:
    return mandate.ended_at is not None or mandate.is_accepted is False or mandate.ends_on < clock.today()


def standing(mandate: Mandate) -> tuple[str, str]:
    """(tone, words) of where it is."""
    today = clock.today()
    if mandate.waits(today):
        return "info", _("attend la réponse de l’organisme")
    if mandate.is_accepted is False:
        return "bad", _("refusé")
    if mandate.ended_at is not None or mandate.ends_on < today:
        return "", _("terminé")
    if not mandate.accreditation.runs(today):
        return "warn", _("sans effet : l’habilitation a pris fin")
    if mandate.begins_on > today:
        return "info", _("accepté, pas encore commencé")
    return "ok", _("en cours")
