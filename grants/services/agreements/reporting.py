"""The reports that an agreement asks for."""

from importlib import import_module
from importlib.util import find_spec

from grants.models import Agreement
from grants.services.command import Act


def open_reports(act: Act, agreement: Agreement) -> None:
    """Ask for every report of the call, when it is notified."""
    if find_spec("grants.services.reports"):
        import_module("grants.services.reports").open_due(act, agreement)
