"""Readings of a file: given and taken back by the instructor, scored by those who read, seen side by side."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms import review as forms
from forms.scoring import ScoreForm, score_form
from grants.filters import hour
from grants.models import Application, Review, ReviewStatus
from grants.policies.roles import roles_on
from grants.queries import reviews as queries
from grants.queries import scores
from grants.queries.quorums import recused_on
from grants.services import reviews
from grants.values import clock
from grants.views.acts import act, prepared
from grants.views.errors import wants_json
from grants.views.requires import requires
from grants.views.subjects import address_of, part_of_file, the_application
from workflows.roles import Role

bp = Blueprint("reviews", __name__)
OUTSIDE = frozenset({Role.REVIEWER, Role.APPLICANT, Role.REPRESENTATIVE})


def my_reading(number: str) -> Any:
    """The reading of this file that the person who looks was given; 404 without one."""
    return queries.own(the_application(number), current_user) or abort(404)


def of_my_reading(name: str, review: Review) -> ScoreForm:
    """The grid, with what was put aside, and what has already been changed."""
    form = score_form(name, review)
    form.lay_out = lambda: setattr(form, "history", scores.history(review.application, review))
    return form


act(
    bp, "review.assign", "/dossiers/<number>/confier-la-notation", reviews.assign,
    done="La notation est confiée : les personnes sont prévenues.", form=forms.AssignForm,
)  # fmt: skip
act(
    bp, "review.unassign", "/dossiers/<number>/notations/<int:id>/retirer", reviews.unassign,
    done="La notation est retirée.", form=forms.UnassignForm, load=part_of_file(Review),
)  # fmt: skip
act(
    bp, "review.score", "/dossiers/<number>/noter", reviews.score,
    done="Votre note est donnée. Vous pouvez la revoir jusqu’au comité.", form=of_my_reading, load=my_reading,
    template="reviews/score.html",
)  # fmt: skip
act(
    bp, "review.revise", "/dossiers/<number>/revoir-ma-note", reviews.revise,
    done="Votre note est revue ; l’ancienne reste dans l’historique.", form=of_my_reading, load=my_reading,
    template="reviews/score.html",
)  # fmt: skip
act(
    bp, "review.abstain", "/dossiers/<number>/m-abstenir", reviews.abstain,
    done="Votre abstention est notée.", form=forms.AbstainForm, load=my_reading,
)  # fmt: skip


@bp.post("/dossiers/<number>/noter/brouillon")
@requires("review.score", my_reading)
def keep(review: Review) -> ResponseReturnValue:
    """Put what is typed aside: by the button, or by the script at each pause."""
    name = "review.revise" if review.status is ReviewStatus.SCORED else "review.score"
    form = prepared(of_my_reading(name, review), review, "reviews/score.html")
    page = address_of(name, review.application)
    version = reviews.keep(current_user.id, review.id, version=form.version.data, typed=form.typed())
    if wants_json():
        return jsonify(version=version, saved=_("Brouillon enregistré à %(hour)s.", hour=hour(clock.now())))
    flash(_("Votre brouillon est enregistré : vous seul le lisez, rien n’est encore donné."), "success")
    return redirect(page, 303)


@bp.get("/dossiers/<number>/grilles")
@requires("review.see")
def index(application: Application) -> ResponseReturnValue:
    """The grid of each reader side by side, as far as the person who looks may read them."""
    is_only_reviewer = roles_on(current_user, application) <= OUTSIDE
    found = queries.of_file(application)
    readable = queries.readable(found, current_user, is_only_reviewer=is_only_reviewer)
    grid = application.file.grid_of(application.stage_key)
    return render_template(
        "reviews/index.html", file=application, grid=grid, hidden=len(found) - len(readable),
        reviews=[scores.seen(each, grid) for each in readable], recused=recused_on(application),
        history=scores.history(application, *readable),
    )  # fmt: skip
