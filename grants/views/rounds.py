"""A round for its staff: calendar, counts, acts."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.round import CloseForm, DecideForm, ExtendForm, OpenForm, PublishForm
from grants.filters import date_time
from grants.models import Round
from grants.policies import access
from grants.queries import attempts, timelines
from grants.queries import rounds as queries
from grants.services import rounds
from grants.values import clock
from grants.views import timelines as history
from grants.views.acts import act
from grants.views.drawing import lanes_of
from grants.views.offering import items
from grants.views.requires import requires
from grants.views.subjects import the_round

bp = Blueprint("rounds", __name__)
PLACE = "/vagues/<int:round_id>"


@bp.get(PLACE)
@requires("round.see", the_round)
def show(round: Round) -> ResponseReturnValue:
    """Where the round stands, and what may be done."""
    attempt = attempts.attempt(current_user, round, at=clock.now())
    return render_template(
        "rounds/show.html", round=round, dates=dates(round), counts=queries.counts_by_state(round, current_user),
        drafts=queries.drafts(round), envelopes=[credits(each) for each in queries.envelopes(round)],
        drawing=lanes_of(round, timelines.passed(round)), offers=items(access.offers(attempt), round),
        events=history.of_round(round, limit=30), may_share=access.can(current_user, "round.share_readings", round),
        sees_letters=access.can(current_user, "round.see_letters", round),
        may_see_scores=access.can(current_user, "round.see_scores", round),
    )  # fmt: skip


def dates(round: Round) -> list[tuple[str, str]]:
    stages = [(_("Fin du dépôt, %(stage)s", stage=each["label"]), date_time(round.closing_of(each["key"])))
              for each in round.stages]  # fmt: skip
    return [
        (_("Ouverture"), date_time(round.opens_at)),
        *stages,
        (_("Décisions"), date_time(round.decisions_at)),
        (_("Publication"), date_time(round.announced_at)),
    ]


def credits(envelope: Any) -> dict[str, Any]:
    return {"label": envelope.label, "voted": envelope.amount, "charged": envelope.charged,
            "held": envelope.held, "left": envelope.left}  # fmt: skip


act(bp, "round.open", f"{PLACE}/ouvrir", rounds.open, done="La vague est ouverte.", form=OpenForm, load=the_round)
act(bp, "round.extend", f"{PLACE}/prolonger", rounds.extend, form=ExtendForm, load=the_round,
    done="Le dépôt est prolongé ; tout le monde est prévenu.")  # fmt: skip
act(bp, "round.close", f"{PLACE}/clore", rounds.close, done="Le dépôt est clos.", form=CloseForm, load=the_round)
act(bp, "round.decide", f"{PLACE}/arreter", rounds.decide, form=DecideForm, load=the_round,
    done="Les décisions sont arrêtées.")  # fmt: skip
act(bp, "round.publish", f"{PLACE}/publier", rounds.publish, form=PublishForm, load=the_round,
    template="rounds/publish.html", done="Les décisions sont publiées ; les lettres partent.")  # fmt: skip
act(bp, "round.render_letters", f"{PLACE}/refaire-les-lettres", rounds.render_letters, load=the_round,
    done="Les lettres en échec sont refaites.")  # fmt: skip
