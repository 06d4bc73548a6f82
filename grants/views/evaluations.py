"""Evaluations: the staff's list, the page of each, the acts."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import evaluation as forms
from grants.models import Evaluation
from grants.policies import access
from grants.queries import attempts, timelines
from grants.queries import evaluations as queries
from grants.services import evaluations
from grants.services.evaluations import CRITERIA, RECOMMENDATIONS
from grants.values import clock, cursors
from grants.views.acts import act
from grants.views.drawing import lanes_of
from grants.views.navigation import JUDGING
from grants.views.offering import items
from grants.views.requires import requires, requires_role
from grants.views.subjects import part_of_file
from workflows.evaluation import EVALUATION
from workflows.roles import Role

bp = Blueprint("evaluations", __name__)
the_evaluation = part_of_file(Evaluation)
PLACE = "/dossiers/<number>/evaluation/<int:id>"
TOLD = ("approved", "published")  # from when the organisation reads it


@bp.get("/evaluations")
@requires_role(*JUDGING)
def index() -> ResponseReturnValue:
    """The evaluations of the files I see, by due date."""
    state = request.args.get("etat", "")
    found, more = queries.page(current_user, state=state, after=cursors.read(request.args.get("apres", "")))
    onward = cursors.written(found[-1].due_at, found[-1].id) if more else ""
    return render_template(
        "evaluations/index.html", evaluations=found, state=state, steps=EVALUATION.steps,
        next=url_for("evaluations.index", etat=state, apres=onward) if more else None,
    )  # fmt: skip


@bp.get(PLACE)
@requires("evaluation.see", the_evaluation)
def show(evaluation: Evaluation) -> ResponseReturnValue:
    """The judgement; the organisation reads it once it is approved."""
    attempt = attempts.attempt(current_user, evaluation, at=clock.now())
    is_applicant = Role.APPLICANT in attempt.roles
    if is_applicant and evaluation.state not in TOLD:
        abort(404)
    return render_template(
        "evaluations/show.html", evaluation=evaluation, file=evaluation.application, is_applicant=is_applicant,
        words=evaluation.workflow.label(evaluation, attempt.roles), marks=marks(evaluation),
        advice=RECOMMENDATIONS.get(evaluation.recommendation or "", ""), indicators=indicators(evaluation),
        drawing=lanes_of(evaluation, timelines.passed(evaluation), is_applicant=is_applicant),
        offers=items(access.offers(attempt), evaluation),
    )  # fmt: skip


def marks(evaluation: Evaluation) -> list[tuple[str, str]]:
    return [(words, f"{evaluation.marks[key]} sur 5") for key, words in CRITERIA.items() if key in evaluation.marks]


def indicators(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Those frozen at the approval; before, those that would be."""
    if evaluation.indicators is not None:
        return evaluation.indicators
    return evaluations.frozen(evaluation.application)


act(bp, "evaluation.plan", "/dossiers/<number>/prevoir-l-evaluation", evaluations.plan, form=forms.PlanForm,
    done="L’évaluation est prévue.")  # fmt: skip
act(bp, "evaluation.start", f"{PLACE}/commencer", evaluations.start, load=the_evaluation,
    done="L’évaluation est commencée.")  # fmt: skip
act(bp, "evaluation.submit", f"{PLACE}/remettre", evaluations.submit, form=forms.SubmitForm, load=the_evaluation,
    done="L’évaluation est remise à la commissaire.")  # fmt: skip
act(bp, "evaluation.request_revision", f"{PLACE}/demander-une-reprise", evaluations.request_revision,
    form=forms.RevisionForm, load=the_evaluation, done="La reprise est demandée.")  # fmt: skip
act(bp, "evaluation.approve", f"{PLACE}/approuver", evaluations.approve, form=forms.ApproveForm, load=the_evaluation,
    done="L’évaluation est approuvée ; ses indicateurs sont figés.")  # fmt: skip
act(bp, "evaluation.publish", f"{PLACE}/publier", evaluations.publish, form=forms.PublishForm, load=the_evaluation,
    done="L’évaluation est publiée.")  # fmt: skip
