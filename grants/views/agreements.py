"""Orders and conventions: the list, the page of one with its ledger, and the acts."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import agreement as forms
from grants.database import db
from grants.models import Agreement, Application, Payment, Recovery, StoredFile
from grants.policies.access import can, offers
from grants.policies.roles import roles_on
from grants.queries import agreements as queries
from grants.queries import attempts, ledgers
from grants.services import agreements
from grants.values import clock
from grants.views.acts import act
from grants.views.navigation import PAYING
from grants.views.offering import items
from grants.views.requires import requires, requires_role
from grants.views.serving import serve
from grants.views.subjects import page_of, part_of_file
from workflows.registry import latest
from workflows.states import AgreementState

bp = Blueprint("agreements", __name__)
HERE = "/dossiers/<number>/conventions/<int:id>"
the_agreement = part_of_file(Agreement)

act(bp, "agreement.draft", "/dossiers/<number>/conventions/rediger", agreements.draft,
    done="L’acte est rédigé : relisez-le avant de l’envoyer.", form=forms.DraftForm)  # fmt: skip
for name, slug, service, form, done in (
    ("agreement.send", "envoyer", agreements.send, forms.SendForm, "L’acte est envoyé pour signature."),
    ("agreement.accept", "rendre-signee", agreements.accept, forms.AcceptForm, "La convention signée est rendue."),
    ("agreement.sign", "signer", agreements.sign, forms.SignForm, "L’acte est signé."),
    ("agreement.notify", "notifier", agreements.notify, forms.NotifyForm, "L’acte est notifié."),
    ("agreement.amend", "modifier", agreements.amend, forms.AmendForm, "L’avenant est enregistré."),
    ("agreement.terminate", "resilier", agreements.terminate, forms.TerminateForm, "L’acte est résilié."),
    ("agreement.close", "solder", agreements.close, forms.CloseForm, "Le dossier est soldé."),
):
    act(bp, name, f"{HERE}/{slug}", service, done=done, form=form, load=the_agreement)


@bp.get("/conventions")
@requires_role(*PAYING)
def index() -> ResponseReturnValue:
    """Agreements by state, the newest first."""
    state = request.args.get("etat", "")
    found = queries.page(current_user, state, before=request.args.get("avant", type=int))
    return render_template(
        "agreements/index.html", agreements=found, states=tabs(state),
        next=url_for(".index", etat=state, avant=found[-1].id) if len(found) == queries.PAGE else None,
    )  # fmt: skip


@bp.get("/dossiers/<number>/convention", endpoint="newest")
@bp.get("/dossiers/<number>/versements", endpoint="newest")
@requires("application.see")
def newest(application: Application) -> ResponseReturnValue:
    """The page of the file's newest act; the file's own page when nothing can be read yet."""
    found = queries.readable(application, is_staff=can(current_user, "application.instruct", application))
    return redirect(page_of(found or application))


@bp.get(HERE)
@requires("agreement.see", the_agreement)
def show(agreement: Agreement) -> ResponseReturnValue:
    """One agreement: what it is, its payments, its recoveries, its ledger, what I may do."""
    if agreement.state == AgreementState.DRAFTED and not can(
        current_user, "application.instruct", agreement.application
    ):
        abort(404)  # a draft would tell the decision before its publication
    rows: list[Any] = [agreement, *queries.payments_of(agreement), *queries.recoveries_of(agreement)]
    return render_template(
        "agreements/show.html",
        agreement=agreement,
        ledger=ledgers.of_agreement(agreement),
        payments=[each for each in rows if isinstance(each, Payment)],
        recoveries=[each for each in rows if isinstance(each, Recovery)],
        offers={each: offered(each) for each in rows},
        labels={each: each.workflow.label(each, roles_on(current_user, each)) for each in rows},
        file_page=page_of(agreement.application),
    )


@bp.get(f"{HERE}/convention-signee.pdf")
@requires("agreement.see", the_agreement)
def scan(agreement: Agreement) -> Response:
    """The signed paper, as it was scanned."""
    file = db.session.get(StoredFile, agreement.signed_scan_digest or "") or abort(404)
    return serve(file, f"{agreement.reference}.pdf", is_shown=True)


def tabs(current: str) -> list[dict[str, Any]]:
    """All, then one tab a state that holds something."""
    counts, steps = queries.counts(current_user), latest("agreement").steps
    shown = [("", "Tous", sum(counts.values())), *((key, steps[key].staff, counts.get(key, 0)) for key in steps)]
    return [
        {"label": label, "address": url_for(".index", etat=key), "is_current": key == current, "count": count}
        for key, label, count in shown
    ]


def offered(subject: Any) -> list[dict[str, Any]]:
    """What this person may do on it now, and what stands in the way of the rest."""
    return items(offers(attempts.attempt(current_user, subject, at=clock.now())), subject)
