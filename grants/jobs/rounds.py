"""Rounds open and close by their calendar; the act is the clock's."""

import logging

from sqlalchemy import select

from grants.database import db
from grants.models import Round, User
from grants.services import rounds
from grants.values import clock
from workflows.errors import NotAllowed, Refused, Stale
from workflows.states import RoundState

log = logging.getLogger(__name__)


def open_and_close_rounds() -> None:
    """Do what the calendar says; one round that can't move doesn't hold the others."""
    clock_id = db.session.scalars(select(User.id).filter_by(is_system=True).order_by(User.id).limit(1)).one()
    for state, due, service in (
        (RoundState.ANNOUNCED, Round.opens_at, rounds.open),
        (RoundState.OPEN, Round.closes_at, rounds.close),
    ):
        here = select(Round.id, Round.version).filter_by(state=state, is_historical=False)
        for round_id, version in db.session.execute(here.where(due <= clock.now()).order_by(Round.id)).all():
            try:
                service(clock_id, round_id, version=version)
            except (NotAllowed, Refused, Stale) as reason:
                log.warning("round %s does not move: %s", round_id, reason)
