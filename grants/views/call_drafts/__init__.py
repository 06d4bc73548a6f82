"""Building a call without code; each module of this package adds its pages to the blueprint."""

from flask import Blueprint

bp = Blueprint("call_drafts", __name__)

import grants.views.call_drafts.beginning  # noqa: E402  # they need `bp`
import grants.views.call_drafts.ending  # noqa: E402
import grants.views.call_drafts.parts  # noqa: E402
import grants.views.call_drafts.previewing  # noqa: E402,F401
