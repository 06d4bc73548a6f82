"""Appeals: filed by the organisation, answered by the authority."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import appeal as forms
from grants.models import Appeal
from grants.policies import access
from grants.queries import appeals as queries
from grants.queries import attempts, timelines
from grants.services import appeals
from grants.values import clock
from grants.views.acts import act
from grants.views.drawing import lanes_of
from grants.views.offering import items
from grants.views.requires import requires
from grants.views.subjects import part_of_file
from workflows.roles import Role

bp = Blueprint("appeals", __name__)
the_appeal = part_of_file(Appeal)
PLACE = "/dossiers/<number>/recours/<int:id>"


@bp.get(PLACE)
@requires("appeal.see", the_appeal)
def show(appeal: Appeal) -> ResponseReturnValue:
    """What is contested, why, and the answer."""
    attempt = attempts.attempt(current_user, appeal, at=clock.now())
    is_applicant = Role.APPLICANT in attempt.roles
    return render_template(
        "appeals/show.html", appeal=appeal, file=appeal.application, is_applicant=is_applicant,
        words=appeal.workflow.label(appeal, attempt.roles), offers=items(access.offers(attempt), appeal),
        against=appeal.application.workflow.steps[appeal.against].applicant,
        ruling=queries.contested(appeal), opinion=None if is_applicant else queries.committee_opinion(appeal),
        held=[] if is_applicant else queries.holds(appeal),
        drawing=lanes_of(appeal, timelines.passed(appeal), is_applicant=is_applicant),
    )  # fmt: skip


act(bp, "appeal.file", "/dossiers/<number>/former-un-recours", appeals.file, form=forms.FileForm,
    done="Votre recours est déposé.")  # fmt: skip
act(bp, "appeal.accept", f"{PLACE}/accepter", appeals.accept, form=forms.AcceptForm, load=the_appeal,
    done="Le recours est accepté ; l’organisme est prévenu.")  # fmt: skip
act(bp, "appeal.reject", f"{PLACE}/rejeter", appeals.reject, form=forms.RejectForm, load=the_appeal,
    done="Le recours est rejeté ; l’organisme est prévenu.")  # fmt: skip
act(bp, "appeal.hold", f"{PLACE}/reserver-des-credits", appeals.hold, form=forms.HoldForm, load=the_appeal,
    done="Les crédits sont réservés jusqu’à la réponse.")  # fmt: skip
act(bp, "appeal.release", f"{PLACE}/liberer-les-credits", appeals.release, form=forms.ReleaseForm, load=the_appeal,
    done="Les crédits réservés sont libérés.")  # fmt: skip
