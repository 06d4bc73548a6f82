"""Payments (versements): the list of what is to do, and the acts."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import payment as forms
from grants.models import Agreement, Payment
from grants.queries import payments as queries
from grants.services import payments
from grants.views.acts import act
from grants.views.navigation import PAYING
from grants.views.requires import requires_role
from grants.views.subjects import part_of_file
from workflows.registry import latest

bp = Blueprint("payments", __name__)
HERE = "/dossiers/<number>/versements/<int:id>"

act(bp, "payment.plan", "/dossiers/<number>/conventions/<int:id>/prevoir-un-versement", payments.plan,
    done="Le versement est prévu.", form=forms.PlanForm, load=part_of_file(Agreement))  # fmt: skip
for name, slug, service, form, done in (
    ("payment.request", "demander", payments.request, forms.RequestForm, "Le versement est demandé."),
    ("payment.approve", "service-fait", payments.approve, forms.ApproveForm, "Le service fait est constaté."),
    ("payment.order", "ordonner", payments.order, forms.OrderForm, "Le versement est ordonné."),
    ("payment.pay", "payer", payments.pay, forms.PayForm, "Le paiement est enregistré."),
    ("payment.reject", "rejeter", payments.reject, forms.ReasonForm, "Le rejet est enregistré."),
    ("payment.cancel", "annuler", payments.cancel, forms.ReasonForm, "Le versement est annulé."),
    ("payment.recover", "reverse", payments.recover, forms.RecoverForm, "Le reversement est constaté."),
):
    act(bp, name, f"{HERE}/{slug}", service, done=done, form=form, load=part_of_file(Payment))


@bp.get("/versements")
@requires_role(*PAYING)
def index() -> ResponseReturnValue:
    """Payments by state, the most urgent first."""
    state = request.args.get("etat", queries.first_state(current_user))
    state = state if state in queries.STATES else queries.STATES[0]
    found = queries.page(current_user, state, after=request.args.get("apres", type=int))
    shares, steps = queries.counts(current_user), latest("payment").steps
    states = [
        {
            "label": steps[key].staff,
            "address": url_for(".index", etat=key),
            "is_current": key == state,
            "count": share.count,
        }
        for key, share in shares.items()
    ]
    return render_template(
        "payments/index.html", payments=found, states=states, share=shares[state], words_of_state=steps[state].staff,
        changed=queries.account_changed(current_user),
        next=url_for(".index", etat=state, apres=found[-1].id) if len(found) == queries.PAGE else None,
    )  # fmt: skip
