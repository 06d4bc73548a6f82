"""PDF letters, from words frozen in the transaction that issued them."""

import logging
import time
from collections.abc import Sequence
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants import storage
from grants.database import db
from grants.documents.letters import printing
from grants.jobs import queues
from grants.jobs.limits import OutOfTime
from grants.models import Letter
from grants.services import renderings

QUEUE = "documents"
TOGETHER = 10  # letters claimed and kept at a time: what a killed worker leaves to be made again
TURN, SPELL = 100, 30.0  # letters, and seconds, after which a worker looks at the other queues
HEAVY = 60.0  # seconds of the processor itself after which the letter is at fault, not the machine
FAILED = "La mise en page a échoué (%s). Le service informatique en trouve le détail dans le journal du serveur."

log = logging.getLogger(__name__)


def render_waiting() -> int:
    """Make the letters that wait, until none is left or it is others' turn; how many were taken."""
    taken, begun = 0, time.monotonic()
    while ids := renderings.claim(TOGETHER):
        render(ids)
        taken += len(ids)
        if taken >= TURN or time.monotonic() - begun >= SPELL:
            call()
            break
    return taken


def render_letter(letter_id: int) -> None:
    """Render and store one letter; done again, it gives the same file."""
    if db.session.get_one(Letter, letter_id).status != "rendered":
        render([letter_id])


def render(letter_ids: Sequence[int]) -> None:
    """Several letters, kept together; one that can't be made is told and stops no other.

    When the time of the job is over, what is made is kept and the others wait for another turn.
    """
    asked = select(Letter).where(Letter.id.in_(letter_ids)).options(joinedload(Letter.application))
    prints = {each.id: printing(each) for each in db.session.scalars(asked.order_by(Letter.id))}
    db.session.rollback()  # no read stays open while files are written
    made = {}
    for letter_id, make in prints.items():
        begun = time.process_time()
        try:
            made[letter_id] = storage.put(make())
        except (Exception, OutOfTime) as fault:  # whatever is wrong with this one, the others are made
            if isinstance(fault, OutOfTime) and time.process_time() - begun < HEAVY:
                break
            log.exception("letter %s can't be made", letter_id)
            renderings.fail(letter_id, FAILED % type(fault).__name__)
    renderings.keep(made)


def call() -> None:
    """Have the letters that wait rendered, by as many workers as there are."""
    waiting = renderings.waiting()
    db.session.rollback()
    if not waiting:
        return
    for _ in range(min(queues.lanes() - queues.queued(QUEUE), ceil(waiting / TOGETHER))):
        queues.enqueue(QUEUE, render_waiting)
