"""From the right password to an open session: the second factor between the two, when there is one."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, after_this_request, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from grants.database import db
from grants.models import User
from grants.queries import proofs
from grants.services import sign_ins
from grants.services.sign_ins import Device
from grants.values import clock, devices
from grants.views.returning import first_page, safe_address

DEVICE_COOKIE, YEAR = "appareil", 365 * 24 * 3600
WAITING, PATIENCE = "half_signed_in", timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """Who has given the right password, and has not proved the rest yet."""

    user: User
    onward: str | None


def go_on(user: User, onward: str | None) -> ResponseReturnValue:
    """Open the session, or ask for the second factor first; the staff must have one, but in the demonstration."""
    if proofs.is_waived() or not (user.is_staff or proofs.has_second_factor(user)):
        return open_session(user, onward, has_second_factor=False)
    until = (clock.now() + PATIENCE).isoformat()
    session[WAITING] = {"id": user.id, "epoch": user.session_epoch, "until": until, "onward": onward}
    page = "sessions.second_factor" if proofs.has_second_factor(user) else "sessions.enrol"
    return redirect(url_for(page), 303)


def waiting() -> Waiting | None:
    """Whose second factor is awaited in this browser; nobody after ten minutes."""
    kept = session.get(WAITING)
    if not kept or clock.now() > datetime.fromisoformat(kept["until"]):
        return None
    user = db.session.get(User, kept["id"])
    known = user is not None and user.is_active and user.session_epoch == kept["epoch"]
    return Waiting(user, kept["onward"]) if known and user else None


def onward(half: Waiting) -> str:
    return safe_address(half.onward) or first_page(half.user)


def open_session(user: User, onward: str | None, *, has_second_factor: bool) -> ResponseReturnValue:
    """Sign the person in, and go where they were going."""
    begin(user, has_second_factor=has_second_factor)
    return redirect(safe_address(onward) or first_page(user), 303)


def begin(user: User, *, has_second_factor: bool) -> None:
    """A session with its row; the device is remembered by a cookie that tells nothing."""
    token, language = secrets.token_urlsafe(32), user.locale
    sign_ins.begin(user.id, token, device(), has_second_factor=has_second_factor)
    login_user(user)
    session.pop(WAITING, None)
    session["sign_in"] = token
    session.setdefault("lang", language)


def leave() -> None:
    """Close this session, here and in the list."""
    if token := session.pop("sign_in", None):
        sign_ins.end_token(token)
    session.pop(WAITING, None)
    logout_user()


def device() -> Device:
    """The browser that asks; it is given its cookie with this answer."""
    token = request.cookies.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)

    @after_this_request
    def remember(response: Response) -> Response:
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(DEVICE_COOKIE, token, max_age=YEAR, secure=is_secure, httponly=True, samesite="Lax")
        return response

    return Device(token, devices.described(request.user_agent.string), devices.prefix(request.remote_addr))
