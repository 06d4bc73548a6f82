"""The staff's desk: the list of files, and the page of each."""

from flask import Blueprint

bp = Blueprint("desk", __name__)

from grants.views.desk import bulk, company, comparing, listing, searching, showing  # noqa: E402,F401  # each adds its pages to `bp`
