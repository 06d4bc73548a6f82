"""When the clock calls which job; the hours of a cron line are those of `TZ`."""

from typing import Any, Protocol

from grants.jobs import accounts, drafts, heartbeats, organisations, outbox_items, reminders, rounds, seals, uploads


class Cron(Protocol):
    """rq's scheduler, as far as the schedule needs it."""

    def register(self, func: Any, queue_name: str, *, interval: int | None = None, cron: str | None = None) -> Any: ...


def register(cron: Cron) -> None:
    """Every job of the clock, with its queue and its rhythm in seconds."""
    cron.register(outbox_items.sweep, "relay", interval=30)
    cron.register(rounds.turn, "clock", interval=15)
    cron.register(heartbeats.beat, "clock", interval=60)
    cron.register(seals.seal_journal, "clock", interval=60)
    cron.register(reminders.remind, "clock", interval=600)
    cron.register(organisations.verify, "clock", interval=900)
    cron.register(uploads.scan_waiting, "clock", interval=60)
    cron.register(uploads.purge, "clock", interval=3600)
    cron.register(drafts.erase, "clock", interval=3600)
    cron.register(accounts.forget_tries, "clock", interval=3600)
