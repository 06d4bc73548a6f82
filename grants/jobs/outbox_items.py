"""The outbox: to the counters and by e-mail, then what waits for a worker: letters, calculations."""

import logging
from time import monotonic, sleep

from redis import RedisError

from grants import outbox
from grants.database import db
from grants.jobs import calculations, kick, letters, packs
from grants.values import clock
from notifications import relay as notices

LOOKS, PAUSE = 2, 0.5  # the outbox found empty so many times, so many seconds apart, before the relay leaves
TURN = 10.0  # seconds after which it leaves all the same: others of its queue and of the next ones have waited
SPELL = 30.0  # seconds after which it begins nothing more of what waited before it came: another one goes on

log = logging.getLogger(__name__)


def relay() -> int:
    """Send what waits, then what is asked for meanwhile; called after a commit.

    A worker forks for each job, and getting ready costs a child ten times what one notice does: on a last evening the
    same one carries them all. What is committed before the last call is answered is seen by the last look.
    """
    kick.heard()
    done = empty()
    have_made()
    later = stay() if done else 0
    kick.answered()
    later += empty()
    if later:
        have_made()
    hand_over()
    return done + later


def stay() -> int:
    """Look again until nothing comes; how many items were done."""
    done = quiet = 0
    leaves_at = monotonic() + TURN
    while quiet < LOOKS and monotonic() < leaves_at:
        db.session.rollback()  # no read stays open while nothing is done
        sleep(PAUSE)
        found = empty()
        done, quiet = done + found, 0 if found else quiet + 1
    return done


def sweep() -> int:
    """Send what waits whether or not anybody called, and have the waiting letters rendered."""
    done = empty()
    have_made()
    hand_over()
    return done


def empty() -> int:
    return notices.relay(seconds=SPELL)


def hand_over() -> None:
    """Call another relay for what is left: a job that goes on for minutes would be stopped in the middle of a mail."""
    if outbox.waiting(at=clock.now(), limit=1):
        kick.call_relay()
    db.session.rollback()


def have_made() -> None:
    """Put in the queue what waits to be made: letters, calculations, packs."""
    try:
        letters.call()
        calculations.call()
        packs.call()
    except (RedisError, OSError) as error:
        log.warning("letters and calculations wait: %s", error)
