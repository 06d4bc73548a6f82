"""Pages and acts of a file; each module of this package adds its own to the blueprint."""

from flask import Blueprint

bp = Blueprint("applications", __name__)

from grants.views.applications import (  # noqa: E402,F401  # they need `bp`
    autosaving,
    checking,
    committee,
    filing,
    gathering,
    hearing,
    portal,
    printing,
    renewing,
    reusing,
    summary,
    understanding,
    writing,
)
