"""Building a call without code; each module of this package adds its pages to the blueprint."""

from flask import Blueprint

bp = Blueprint("call_drafts", __name__)

from grants.views.call_drafts import beginning, ending, parts, previewing  # noqa: E402,F401  # they need `bp`
