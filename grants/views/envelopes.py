"""Credits: one envelope with every claim on it."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.database import db
from grants.models import Envelope
from grants.queries import envelopes as queries
from grants.values import clock
from grants.views.requires import requires

bp = Blueprint("envelopes", __name__)


def the_envelope(envelope_id: int) -> Envelope:
    return db.session.get(Envelope, envelope_id) or abort(404)


@bp.get("/enveloppes/<int:envelope_id>")
@requires("envelope.see", the_envelope)
def show(envelope: Envelope) -> ResponseReturnValue:
    """Voted, charged, left, and the rulings that make it."""
    return render_template(
        "envelopes/show.html", envelope=envelope, charges=queries.charges_of(envelope, current_user), now=clock.now()
    )
