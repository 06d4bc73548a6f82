"""My account: who I am, for whom I act, what I have been told."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.queries import inbox, portal
from grants.services import inbox_items
from grants.views.requires import requires_sign_in
from grants.views.returning import safe_address

bp = Blueprint("accounts", __name__)


@bp.get("/compte")
@requires_sign_in
def show() -> ResponseReturnValue:
    notices = inbox.of(current_user)
    return render_template(
        "accounts/show.html", person=current_user, organisations=portal.organisations(current_user),
        unread=[each for each in notices if each.read_at is None],
        read=[each for each in notices if each.read_at is not None],
    )  # fmt: skip


@bp.post("/compte/avis/<int:id>")
@requires_sign_in
def read(id: int) -> ResponseReturnValue:
    """Mark one notice as read, and go where it leads."""
    item = inbox.one(current_user, id) or abort(404)
    onward = safe_address(urlsplit(item.link).path)
    inbox_items.read(current_user.id, item.id)
    return redirect(onward or url_for("accounts.show"), 303)
