"""Decisions: what waits for mine, what is decided, and the acts of the authority."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import approval
from forms import ruling as forms
from forms.reserving import ReorderForm
from grants.queries import rulings as queries
from grants.services import rulings
from grants.views.acts import act
from grants.views.navigation import RULING, roles_held
from grants.views.requires import requires_role
from grants.views.subjects import the_round

bp = Blueprint("rulings", __name__)
DONE = "La décision est enregistrée."
AWARD = "rulings/award.html"

# act → end of the address, service, form
RULINGS: dict[str, tuple[str, Callable[..., Any], Any]] = {
    "ruling.reserve": ("liste-complementaire", rulings.reserve, forms.ReserveForm),
    "ruling.refuse": ("refuser", rulings.refuse, forms.RefuseForm),
    "ruling.take_no_action": ("classer-sans-suite", rulings.take_no_action, forms.NoActionForm),
    "ruling.preselect": ("preselectionner", rulings.preselect, forms.PreselectForm),
    "ruling.record_national": ("selection-nationale", rulings.record_national, forms.RecordForm),
    "ruling.record_regional": ("selection-regionale", rulings.record_regional, forms.RecordForm),
}
for name, (slug, service, form) in RULINGS.items():
    act(bp, name, f"/dossiers/<number>/{slug}", service, done=DONE, form=form)
act(bp, "ruling.award", "/dossiers/<number>/retenir", rulings.award,
    done=DONE, form=forms.award_form, template=AWARD)  # fmt: skip
act(bp, "ruling.promote", "/dossiers/<number>/promouvoir", rulings.promote,
    done=DONE, form=forms.award_form, template=AWARD)  # fmt: skip
act(bp, "ruling.approve", "/dossiers/<number>/valider-le-classement", rulings.approve,
    done="Le classement est validé.", form=approval.ApproveForm)  # fmt: skip
act(bp, "ruling.change_amount", "/dossiers/<number>/changer-le-montant", rulings.change_amount,
    done="Le montant proposé est changé : le classement est à valider de nouveau.",
    form=approval.ChangeAmountForm)  # fmt: skip
act(bp, "ruling.send_back", "/dossiers/<number>/refuser-la-validation", rulings.send_back,
    done="La seconde validation est refusée : le classement est à valider de nouveau.",
    form=approval.SendBackForm)  # fmt: skip
act(bp, "ruling.reorder", "/dossiers/<number>/changer-le-rang", rulings.reorder,
    done="Le rang est changé ; les lettres sont récrites.", form=ReorderForm)  # fmt: skip
act(bp, "ruling.conclude", "/dossiers/<number>/conclure", rulings.conclude, done="Les décisions sont conclues.")
act(bp, "ruling.award_group", "/vagues/<int:round_id>/retenir-un-groupe", rulings.award_group,
    done="Les dossiers choisis sont retenus.", form=forms.AwardGroupForm, load=the_round)  # fmt: skip


@bp.get("/decisions")
@requires_role(*RULING)
def index() -> ResponseReturnValue:
    """What waits for my decision, then what is decided."""
    held, read = roles_held(current_user), request.args
    call_id, file_id = read.get("appel", type=int), read.get("dossier", type=int)
    files = queries.to_decide(current_user, held, after=(call_id, file_id) if call_id and file_id else None)
    last = files[-1] if len(files) == queries.PAGE else None
    return render_template(
        "rulings/index.html", files=files, totals=queries.totals_to_decide(current_user, held),
        decided=queries.totals_decided(current_user),
        next=url_for(".index", appel=last.call_id, dossier=last.id) if last else None,
    )  # fmt: skip


@bp.get("/decisions/prises")
@requires_role(*RULING)
def decided() -> ResponseReturnValue:
    """Rulings in force, the newest first."""
    found = queries.decided(current_user, before=request.args.get("avant", type=int))
    return render_template(
        "rulings/decided.html", rulings=found, totals=queries.totals_decided(current_user),
        next=url_for(".decided", avant=found[-1].id) if len(found) == queries.PAGE else None,
        waiting=queries.totals_to_decide(current_user, roles_held(current_user)),
    )  # fmt: skip
