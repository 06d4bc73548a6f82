"""Pages and acts of a file; each module of this package adds its own to the blueprint."""

from flask import Blueprint

bp = Blueprint("applications", __name__)

from grants.views.applications import autosaving, checking, committee, filing, portal, printing, reusing, summary, writing  # noqa: E402,F401  # they need `bp`
