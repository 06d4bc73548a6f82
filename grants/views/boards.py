"""The selection board of a round (sélection): its ranking beside the credits, its scenarios, and their comparison."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.scenario import BoardForm
from grants.definitions import selection_rules
from grants.models import Place, Round, Scenario
from grants.policies.access import can
from grants.queries import boards, calculations, rankings, scenarios
from grants.queries.boards import CALIBRATED, RAW, Board
from grants.values import clock
from grants.values.money import Money
from grants.views import board_figures as figures
from grants.views import turns
from grants.views.requires import requires
from grants.views.subjects import the_round, the_scenario

bp = Blueprint("boards", __name__)
PLACES = {Place.IN: "Retenir", Place.RESERVE: "Liste complémentaire", Place.OUT: "Ne pas retenir"}


@bp.get("/selection/<int:round_id>")
@requires("round.see", the_round)
def show(round: Round) -> ResponseReturnValue:
    """The ranking beside the envelopes; nothing is decided here."""
    board = boards.board_of(current_user, round, order())
    lines = [each.line for each in board.rows]
    line = rankings.draw_line(lines, list(board.credits))
    asked, kept = rankings.totals(lines)
    return render_template(
        "boards/show.html", round=round, board=board, lines=lines, line=line, asked=asked, kept=kept,
        decisions={row.application.id: figures.decision(row, board) for row in board.rows},
        may_group=can(current_user, "ruling.award_group", round), **around(round, board),
    )  # fmt: skip


@bp.get("/scenarios/<int:scenario_id>")
@requires("scenario.see", the_scenario)
def scenario(scenario: Scenario) -> ResponseReturnValue:
    """The same files where this scenario puts them: to change by its author, to read by the deciders."""
    form = BoardForm("scenario.edit", scenario)
    return render_template("boards/scenario.html", form=form, reasons=[], **page_of_scenario(scenario, form))


def page_of_scenario(scenario: Scenario, form: BoardForm) -> dict[str, Any]:
    """What the page of a scenario shows; where something was typed, it stands in the place of what is kept."""
    board = boards.of_scenario(current_user, scenario, order())
    mine = scenario.author_id == current_user.id
    return around(scenario.round, board, scenario) | {
        "scenario": scenario, "round": scenario.round, "board": board, "typed": form.typed, "is_mine": mine,
        "decisions": {row.application.id: figures.decision(row, board) for row in board.rows if not row.is_decided},
        "spread": figures.spread(board), "rules": rules_in_words(scenario, board),
        "proposal": calculations.last_proposal(scenario, current_user),
        "explanations": calculations.explanations(scenario, current_user),
    }  # fmt: skip


def rules_in_words(scenario: Scenario, board: Board) -> list[tuple[str, str]]:
    """(key, sentence) of each rule; files that the reader does not see stay unnamed."""
    names = {each.application.id: f"« {each.application.organisation.name} »" for each in board.rows}
    return [(each.key, selection_rules.said(each, names)) for each in selection_rules.read(scenario.rules)]


@bp.get("/selection/<int:round_id>/comparer")
@requires("round.prepare", the_round)
def compare(round: Round) -> ResponseReturnValue:
    """Two to four scenarios side by side."""
    known = scenarios.of_round(round, current_user)
    picked = request.args.getlist("scenario", type=int) or [each.id for each in known[: scenarios.MOST]]
    chosen = scenarios.chosen(round, current_user, picked)
    found = scenarios.compared(current_user, round, chosen) if len(chosen) > 1 else None
    return render_template(
        "boards/compare.html", round=round, known=known, chosen=chosen, found=found, places=PLACES,
        only=request.args.get("montrer") != "tout", names=figures,
    )  # fmt: skip


def order() -> str:
    return RAW if request.args.get("note") == RAW else CALIBRATED


def around(round: Round, board: Board, scenario: Scenario | None = None) -> dict[str, Any]:
    """Tabs, credits and the order, the same with or without a scenario."""
    credits = board.credits
    return {
        "tabs": tabs(round, scenario), "bars": figures.bars(board), "sums": figures.sums(board), "now": clock.now(),
        "names": figures, "turn": turns.offered(round),
        "voted": Money.total(each.amount for each in credits), "places": PLACES,
        "charged": Money.total(each.charged for each in credits),
        "taken": Money.total(board.taken.values()),
        "may_begin": can(current_user, "scenario.begin", round), "orders": orders(board),
        "amounts": {row.application.id: figures.amounts(row, board) for row in board.rows},
    }  # fmt: skip


def orders(board: Board) -> list[dict[str, Any]]:
    """By calibrated or by raw score, where both are known."""
    labels = {CALIBRATED: _("Note calibrée"), RAW: _("Note moyenne")}
    chosen = CALIBRATED if board.is_calibrated else RAW
    return [
        {"label": label, "address": f"{request.path}?note={key}", "is_current": key == chosen}
        for key, label in labels.items()
    ] if board.can_calibrate else []  # fmt: skip


def tabs(round: Round, current: Scenario | None) -> list[dict[str, Any]]:
    """The ranking, then the scenarios that this person may open."""
    first = {"label": _("Classement"), "address": url_for("boards.show", round_id=round.id), "is_current": not current}
    if not can(current_user, "scenario.begin", round):
        return [first]
    found = scenarios.of_round(round, current_user)
    return [first, *(
        {"label": label_of(each), "address": url_for("boards.scenario", scenario_id=each.id),
         "is_current": current is not None and each.id == current.id}
        for each in found
    )]  # fmt: skip


def label_of(scenario: Scenario) -> str:
    return scenario.name if scenario.author_id == current_user.id else f"{scenario.name} ({scenario.author.name})"
