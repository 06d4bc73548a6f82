"""A calculation that was asked for: how far it is, then what it found, in words."""

from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms.act import ActForm
from grants.models import Calculation, CalculationKind
from grants.queries import calculations as queries
from grants.services.calculations import is_alive
from grants.values import clock
from grants.views import calculation_words as words
from grants.views.errors import wants_json
from grants.views.requires import requires
from grants.views.subjects import the_calculation

bp = Blueprint("calculations", __name__)
PATIENCE = 20  # seconds in the queue after which the page says that no worker has come
TEMPLATES = {CalculationKind.PROPOSAL: "boards/proposal.html", CalculationKind.EXPLANATION: "boards/explanation.html"}


@bp.get("/calculs/<int:calculation_id>")
@requires("calculation.see", the_calculation)
def show(calculation: Calculation) -> ResponseReturnValue:
    """Waiting, at work, given up, or found."""
    scenario, state = calculation.scenario, state_of(calculation)
    if wants_json():
        said = {"state": state, "done": calculation.done, "total": calculation.total}
        return jsonify(said | {"bar": render_template("boards/_progress.html", calculation=calculation, state=state)})
    around: dict[str, Any] = {
        "calculation": calculation, "scenario": scenario, "state": state, "again": again(calculation),
        "form": ActForm("scenario.explain", scenario),
    }  # fmt: skip
    if state != "found":
        return render_template("boards/waiting.html", **around)
    files = queries.files_of(scenario.round_id, current_user)
    told = words.told(calculation, files, queries.known(scenario, files.values()))
    return render_template(TEMPLATES[calculation.kind], told=told, files=files, **around)


def state_of(calculation: Calculation) -> str:
    """found, working, asked (a worker will come), late (none has come), dead (it was begun and nothing moves)."""
    now = clock.now()
    if calculation.finished_at:
        return "found"
    if calculation.started_at:
        return "working" if is_alive(calculation, now) else "dead"
    return "late" if (now - calculation.asked_at).total_seconds() > PATIENCE else "asked"


def again(calculation: Calculation) -> str:
    """Where the same is asked once more."""
    if calculation.kind is CalculationKind.PROPOSAL:
        return url_for("scenarios.propose", scenario_id=calculation.scenario_id)
    return url_for("scenarios.explain", scenario_id=calculation.scenario_id, dossier=calculation.file_id)
