"""The outbox: to the counters and by e-mail, then what waits for a worker: letters, calculations."""

import logging

from redis import RedisError

from grants.jobs import calculations, kick, letters, packs
from notifications.relay import relay as empty

log = logging.getLogger(__name__)


def relay() -> int:
    """Send what waits; called after a commit."""
    kick.answered()
    return sweep()


def sweep() -> int:
    """Send what waits whether or not anybody called, and have the waiting letters rendered."""
    done = empty()
    try:
        letters.call()
        calculations.call()
        packs.call()
    except (RedisError, OSError) as error:
        log.warning("letters and calculations wait: %s", error)
    return done
