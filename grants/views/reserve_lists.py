"""The reserve list of a round (liste complémentaire): its order, and whose turn it is."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.models import Round
from grants.policies.access import can
from grants.queries import envelopes, turns
from grants.queries import rulings as queries
from grants.values import clock
from grants.views.navigation import roles_held
from grants.views.requires import requires
from grants.views.subjects import the_round
from workflows.roles import Role

bp = Blueprint("reserve_lists", __name__)


@bp.get("/vagues/<int:round_id>/liste-complementaire")
@requires("round.see_letters", the_round)
def show(round: Round) -> ResponseReturnValue:
    """Each file at its rank; after a withdrawal, the first that still fits is proposed, and nobody is promoted."""
    listed, credits = queries.reserve_list_seen(current_user, round), list(envelopes.of_round(round.id))
    freed = queries.given_back(current_user, round)
    turn, kept = turns.turn_in(current_user, round, freed), round.call.file.reserve_list
    return render_template(
        "rulings/reserve_list.html", round=round, listed=listed, freed=freed, turn=turn,
        promotes=turn is not None and can(current_user, "ruling.promote", turn.file),
        may=Role.AUTHORITY in roles_held(current_user), expires_on=kept.expires_on if kept else None, now=clock.now(),
        bars=[{"label": e.label, "voted": e.amount, "charged": e.charged, "held": e.held, "left": e.left}
              for e in credits],
    )  # fmt: skip
