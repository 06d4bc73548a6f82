"""How long a job may take: long, for a busy machine does it at a tenth of its pace; every job leaves well before."""

from types import FrameType

from rq.timeouts import JobTimeoutException, UnixSignalDeathPenalty

LONGEST = 600  # seconds, unless its row of the queue says otherwise


class OutOfTime(BaseException):
    """The time of a job is over.

    No `Exception`, as a pressed Ctrl-C is none: the alarm falls anywhere, and whoever handles the faults of what it
    was doing (a letter, a notice) would take it for one of those, and go on with a connection in the middle of a word.
    """


class Alarm(UnixSignalDeathPenalty):
    """rq's, which ends a job through everything that handles ordinary faults."""

    def handle_death_penalty(self, signum: int, frame: FrameType | None) -> None:
        if self._exception is JobTimeoutException:
            raise OutOfTime(f"{self._timeout} s")
        # its other alarm is how the worker looks after its child
        super().handle_death_penalty(signum, frame)  # type: ignore[no-untyped-call]  # rq leaves it without types
