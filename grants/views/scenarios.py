"""Acts on what-if scenarios: none of them decides; each file's own ruling does."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms import scenario as forms
from forms.act import ActForm
from forms.selection_rule import rule_form
from grants.definitions.selection_rules import TITLES, RuleKind
from grants.filters import euros
from grants.models import Round, Scenario
from grants.queries import boards
from grants.services import scenarios
from grants.views import board_figures as figures
from grants.views.acts import act, ask, prepared
from grants.views.boards import page_of_scenario
from grants.views.errors import wants_json
from grants.views.requires import requires
from grants.views.subjects import page_of, the_round, the_scenario

bp = Blueprint("scenarios", __name__)
PLACE = "/scenarios/<int:scenario_id>"

act(bp, "scenario.rename", f"{PLACE}/renommer", scenarios.rename, form=forms.RenameForm, load=the_scenario,
    done="Le scénario a son nouveau nom.")  # fmt: skip
act(bp, "scenario.share", f"{PLACE}/partager", scenarios.share, form=forms.ShareForm, load=the_scenario,
    done="C’est enregistré.")  # fmt: skip


@bp.route("/selection/<int:round_id>/nouveau-scenario", methods=["GET", "POST"])
@requires("scenario.begin", the_round)
def begin(round: Round) -> ResponseReturnValue:
    form = prepared(forms.BeginForm("scenario.begin", round), round)
    form.back = url_for("boards.show", round_id=round.id)
    if not form.is_submitted():
        return ask(form)
    return opened(scenarios.begin(current_user.id, round.id, **form.cleaned()))


@bp.route(f"{PLACE}/dupliquer", methods=["GET", "POST"])
@requires("scenario.copy", the_scenario)
def copy(scenario: Scenario) -> ResponseReturnValue:
    form = prepared(forms.CopyForm("scenario.copy", scenario), scenario)
    if not form.is_submitted():
        return ask(form)
    return opened(scenarios.copy(current_user.id, scenario.id, **form.cleaned()))


def opened(scenario_id: int) -> ResponseReturnValue:
    flash(_("Le scénario est prêt : placez les dossiers, ou demandez une proposition au calcul."), "success")
    return redirect(url_for("boards.scenario", scenario_id=scenario_id), 303)


@bp.route(f"{PLACE}/supprimer", methods=["GET", "POST"])
@requires("scenario.discard", the_scenario)
def discard(scenario: Scenario) -> ResponseReturnValue:
    form = prepared(forms.DiscardForm("scenario.discard", scenario), scenario)
    if not form.is_submitted():
        return ask(form)
    after = url_for("boards.show", round_id=scenario.round_id)
    scenarios.discard(current_user.id, scenario.id, **form.cleaned())
    flash(_("Le scénario est supprimé."), "success")
    return redirect(after, 303)


@bp.post(f"{PLACE}/dossiers")
@requires("scenario.edit", the_scenario)
def edit(scenario: Scenario) -> ResponseReturnValue:
    """All the files that are sent, or only those that a script says moved."""
    form = prepared(forms.BoardForm("scenario.edit", scenario), scenario, "boards/scenario.html")
    form.lay_out = lambda: setattr(form, "around", page_of_scenario(form.subject, form))
    scenario_id, back = scenario.id, form.back
    moved = scenarios.edit(current_user.id, scenario_id, **form.cleaned())
    if wants_json():
        return jsonify(said(the_scenario(scenario_id)))
    flash(_("Le scénario est enregistré.") if moved else _("Rien n’avait bougé."), "success")
    return redirect(back, 303)


def said(scenario: Scenario) -> dict[str, Any]:
    """What a script puts on the page: the new version, the credits, and where each file no longer fits."""
    form = forms.BoardForm("scenario.edit", scenario)
    form.typed = {}
    page = page_of_scenario(scenario, form)
    board: boards.Board = page["board"]
    note = current_app.jinja_env.get_template("boards/_note.html")  # bare: nothing around it is looked up again
    return {
        "version": scenario.version,
        "panel": render_template("boards/_panel.html", **page),
        "rows": {
            row.application.id: {
                "place": row.place or "",
                "amounts": {
                    each["name"]: figures.typed_as(each["amount"]) for each in page["amounts"][row.application.id]
                },
                "total": _("en tout %(amount)s", amount=euros(figures.whole(row), False)) if row.amount else "",
                "note": note.render(row=row),
                "decision": page["decisions"][row.application.id],
            }
            for row in board.rows
            if not row.is_decided
        },
    }


@bp.route(f"{PLACE}/regles", methods=["GET", "POST"])
@requires("scenario.edit", the_scenario)
def add_rule(scenario: Scenario) -> ResponseReturnValue:
    """The kinds of rules, then the questions of one of them."""
    asked = request.args.get("regle")
    if asked is None:
        return render_template("boards/rule_kinds.html", scenario=scenario, kinds=TITLES, back=page_of(scenario))
    kind = RuleKind(asked) if asked in set(RuleKind) else abort(404)
    rows = boards.board_of(current_user, scenario.round).rows
    form = rule_form(kind, scenario, tuple(row.application for row in rows))
    if not prepared(form, scenario).is_submitted():
        return ask(form)
    scenarios.add_rule(current_user.id, scenario.id, version=form.version.data or 0, rule=form.rule())
    flash(_("La règle est ajoutée au scénario."), "success")
    return redirect(form.back + "#regles", 303)


@bp.post(f"{PLACE}/regles/retirer")
@requires("scenario.edit", the_scenario)
def remove_rule(scenario: Scenario) -> ResponseReturnValue:
    form = prepared(ActForm("scenario.edit", scenario), scenario)
    key = request.form.get("key", "")
    scenarios.remove_rule(current_user.id, scenario.id, **form.cleaned(), key=key)
    flash(_("La règle est retirée."), "success")
    return redirect(form.back + "#regles", 303)


@bp.route(f"{PLACE}/proposition", methods=["GET", "POST"])
@requires("scenario.propose", the_scenario)
def propose(scenario: Scenario) -> ResponseReturnValue:
    form = prepared(forms.ProposeForm("scenario.propose", scenario), scenario)
    if not form.is_submitted():
        return ask(form)
    return awaited(scenarios.propose(current_user.id, scenario.id, **form.cleaned()))


@bp.route(f"{PLACE}/pourquoi", methods=["GET", "POST"])
@requires("scenario.explain", the_scenario)
def explain(scenario: Scenario) -> ResponseReturnValue:
    """Ask the solver about one file."""
    form = prepared(forms.ExplainForm("scenario.explain", scenario), scenario)
    if not form.is_submitted():
        return ask(form)
    return awaited(scenarios.explain(current_user.id, scenario.id, **form.cleaned()))


def awaited(calculation_id: int) -> ResponseReturnValue:
    return redirect(url_for("calculations.show", calculation_id=calculation_id), 303)


@bp.post(f"{PLACE}/reprendre")
@requires("scenario.edit", the_scenario)
def adopt(scenario: Scenario) -> ResponseReturnValue:
    """Take a proposal over into the scenario."""
    form = prepared(ActForm("scenario.edit", scenario), scenario)
    asked = request.form.get("calculation", type=int) or 0
    scenarios.adopt(current_user.id, scenario.id, **form.cleaned(), calculation_id=asked)
    flash(_("La proposition est reprise dans le scénario. Rien n’est décidé."), "success")
    return redirect(form.back, 303)
