"""Flask's extensions, wired in `grants.app`."""

from flask import Flask, Response, g
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFProtect

babel = Babel()
bootstrap = Bootstrap5()
csrf = CSRFProtect()
headers = Talisman()
limiter = Limiter(get_remote_address)
login = LoginManager()
migrate = Migrate(compare_type=True)

# Everything comes from us; pictures may be drawn in the page (QR codes, charts), a script needs the page's nonce.
CONTENT_SECURITY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def closed_off(answer: Response) -> Response:
    """What people gave goes out under a policy of its own, told in `g.content_security`: nothing in it may run."""
    if policy := g.pop("content_security", None):
        answer.headers["Content-Security-Policy"] = policy
    return answer


def protect(app: Flask) -> None:
    """Have every answer carry the headers that browsers obey; in production, have it travel by https only."""
    app.after_request(closed_off)  # before the headers' own: what is registered first runs last
    is_secure = app.config.get("GUICHET_ENV") == "production"
    headers.init_app(
        app,
        force_https=is_secure,
        session_cookie_secure=is_secure,
        content_security_policy=CONTENT_SECURITY,
        content_security_policy_nonce_in=["script-src"],
        referrer_policy="same-origin",
        frame_options="DENY",
    )
