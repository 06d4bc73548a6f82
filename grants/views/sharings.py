"""Who reads what in a round: loads, what lacks, links found; readings given by hand, by rule, or as proposed."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.sharing import RuleForm, ShareForm
from grants.definitions.themes import THEMES
from grants.models import Round
from grants.queries import links, panels, sharings
from grants.queries.panels import Sharing
from grants.queries.sharings import Sheet
from grants.services import readings
from grants.services.readings import Outcome
from grants.values.territories import name_of
from grants.views import sharing_words as words
from grants.views.requires import requires
from grants.views.subjects import the_round

bp = Blueprint("sharings", __name__)
PLACE = "/vagues/<int:round_id>/lectures"
MANY = 100  # links shown at once; the number of all of them is told


def the_round_of_rule(round_id: int, id: int) -> Round:
    return the_round(round_id)


@bp.get(PLACE)
@requires("round.share_readings", the_round)
def show(round: Round) -> ResponseReturnValue:
    sharing = panels.of_round(round, current_user)
    return render_template("sharings/show.html", form=RuleForm(sharing), reasons=[], **page(sharing))


def page(sharing: Sharing) -> dict[str, Any]:
    files = {each.file.id: each for each in sharing.files}
    people = {each.user.id: each for each in sharing.readers}
    found = sorted(sharing.found, key=lambda pair: (files[pair[0]].file.number, people[pair[1]].user.name))
    return {
        "sharing": sharing, "round": sharing.round, "rules": panels.rules_of(sharing.round),
        "themes": THEMES, "name_of": name_of, "crumbs": crumbs(sharing.round),
        "links": [words.linked(files[file], people[user], links.told(sharing.found[file, user]), current_user)
                  for file, user in found[:MANY]],
        "links_count": len(found), "figures": words.figures(sharing),
    }  # fmt: skip


def crumbs(round: Round) -> list[tuple[str, str]]:
    here = (f"{round.call.short_title}, {round.title}", url_for("rounds.show", round_id=round.id))
    return [here, (_("Lectures"), "")]


@bp.route(f"{PLACE}/proposition", methods=["GET", "POST"])
@requires("round.share_readings", the_round)
def sheet(round: Round) -> ResponseReturnValue:
    """What would be given and taken back, with why; nothing is done before the button."""
    form = ShareForm()
    form.template, form.lay_out = "sharings/sheet.html", lambda: form.around.update(preview(round))
    if not form.is_submitted():
        form.lay_out()
        return render_template(form.template, form=form, reasons=[], **g.form.around)
    outcome = readings.share(current_user.id, **form.cleaned())
    tell(round, outcome)
    return redirect(url_for("sharings.show", round_id=round.id), 303)


def preview(round: Round) -> dict[str, Any]:
    sharing = panels.of_round(round, current_user)
    found = asked(sharing)
    return {
        "sharing": sharing, "round": round, "sheet": found, "crumbs": crumbs(round), "rows": words.rows(found),
        "told": words.told(found, sharing), "title": words.TITLES[way()],
        "numbers": {each.file.id: each.file.number for each in sharing.files},
    }  # fmt: skip


def way() -> str:
    """How the readings are chosen: by hand unless the address says otherwise."""
    named = request.args.get("par", "")
    return named if named in words.TITLES else "main"


def asked(sharing: Sharing) -> Sheet:
    given = request.args
    if way() == "regles":
        return sharings.by_rule(sharing, panels.rules_of(sharing.round))
    if way() == "calcul":
        return sharings.proposed(sharing, per_file=min(9, max(0, given.get("notes", 0, type=int))))
    if way() == "depart":
        return sharings.proposed(sharing, leaving=given.get("personne", type=int))
    return sharings.by_hand(sharing, given.getlist("dossier", type=int), given.getlist("personne", type=int))


def tell(round: Round, outcome: Outcome) -> None:
    flash(
        _("Lectures confiées : %(given)s ; retirées : %(taken)s.", given=outcome.given, taken=outcome.taken), "success"
    )
    names = {each.file.id: each.file.number for each in panels.of_round(round, current_user).files}
    for file_id, why in outcome.refused:
        flash(_("Dossier %(number)s laissé tel quel : %(why)s", number=names.get(file_id, ""), why=why), "error")


@bp.post(f"{PLACE}/regles")
@requires("round.share_readings", the_round)
def add_rule(round: Round) -> ResponseReturnValue:
    sharing = panels.of_round(round, current_user)
    form = RuleForm(sharing)
    form.template = "sharings/show.html"
    form.lay_out = lambda: form.around.update(page(sharing))
    readings.add_rule(current_user.id, round.id, **form.cleaned())
    flash(_("La règle est gardée. Elle propose ; elle ne confie rien toute seule."), "success")
    return redirect(url_for("sharings.show", round_id=round.id) + "#regles", 303)


@bp.post(f"{PLACE}/regles/<int:id>/retirer")
@requires("round.share_readings", the_round_of_rule)
def remove_rule(round: Round) -> ResponseReturnValue:
    readings.remove_rule(current_user.id, round.id, int((request.view_args or {})["id"]))
    flash(_("La règle est retirée ; les lectures déjà confiées restent."), "success")
    return redirect(url_for("sharings.show", round_id=round.id) + "#regles", 303)
