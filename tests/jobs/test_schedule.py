"""What the clock calls."""

from grants.jobs import QUEUES, kick, letters, outbox_items, schedule
from grants.jobs.limits import LONGEST


def test_every_scheduled_job_has_a_queue_that_workers_look_at():
    rows = {}

    class Cron:
        def register(self, func, queue_name, *, interval=None, cron=None):
            rows[func.__name__] = queue_name
            assert interval or cron

    schedule.register(Cron())
    assert set(rows) == {
        "sweep", "turn", "seal_journal", "remind", "beat", "scan_waiting", "purge", "verify", "erase", "forget_tries",
    }  # fmt: skip
    assert set(rows.values()) <= set(QUEUES)


def test_jobs_that_work_in_turns_leave_long_before_they_would_be_stopped():
    assert 3 * outbox_items.SPELL + outbox_items.TURN < LONGEST / 2
    assert letters.SPELL < LONGEST / 2


def test_the_relay_is_called_by_its_name():
    assert f"{outbox_items.relay.__module__}.{outbox_items.relay.__name__}" == kick.RELAY
