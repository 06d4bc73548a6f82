"""Readings of a file: given and taken back by the instructor, scored by those who read."""

from typing import Any

from flask import Blueprint, abort
from flask_login import current_user

from forms import review as forms
from grants.models import Review
from grants.queries import reviews as queries
from grants.services import reviews
from grants.views.acts import act
from grants.views.subjects import part_of_file, the_application

bp = Blueprint("reviews", __name__)


def my_reading(number: str) -> Any:
    """The reading of this file that the person who looks was given; 404 without one."""
    return queries.own(the_application(number), current_user) or abort(404)


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
    done="Votre note est donnée. Vous pouvez y revenir jusqu’au comité.", form=forms.score_form, load=my_reading,
    template="reviews/score.html",
)  # fmt: skip
act(
    bp, "review.abstain", "/dossiers/<number>/m-abstenir", reviews.abstain,
    done="Votre abstention est notée.", form=forms.AbstainForm, load=my_reading,
)  # fmt: skip
