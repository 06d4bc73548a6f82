"""First approvals (première validation): why the one that there was holds no more."""

from grants.models import Application
from grants.queries.timelines import Told, said_by

APPROVE = "ruling.approve"
VOIDING = ("ruling.change_amount", "ruling.send_back")  # both are possible on an approved file alone


def fallen(application: Application) -> Told | None:
    """The act that voided the last approval, while nobody has approved again."""
    last = said_by(application, (APPROVE, *VOIDING))
    return last if last is not None and last.act in VOIDING else None
