"""What persons asked of the solver: put in the queue, whether or not it was put there before."""

from sqlalchemy import select

from grants.database import db
from grants.jobs import queues
from grants.models import Calculation

RUN = "grants.jobs.solving.run"  # by its name: only a worker that solves loads the solver
QUEUE = "calculations"
PATIENCE = 1800  # seconds: an explanation asks nine questions and one for each envelope, of a minute each at most


def call() -> int:
    """Have each calculation made that nobody has begun; how many there were. A worker skips what another has taken."""
    waiting = select(Calculation.id).filter_by(started_at=None).order_by(Calculation.id)
    ids = db.session.scalars(waiting.limit(100)).all()
    db.session.rollback()
    for calculation_id in ids:
        queues.enqueue(QUEUE, RUN, calculation_id, at_most=PATIENCE)
    return len(ids)
