"""Put the house together."""

from typing import Any

from flask import Flask, g, session
from flask.cli import FlaskGroup
from flask_login import current_user
from jinja2 import StrictUndefined

from grants import extensions, filters, jobs, languages, parts_of_pages, statics, themes, views
from grants.config import ROOT, VAR, flask_config
from grants.database import db
from grants.models import User
from grants.policies.access import can
from grants.policies.roles import roles_on
from grants.queries import sign_ins
from grants.values import clock
from grants.values.money import Money
from grants.views import errors, parking
from grants.views.navigation import around
from grants.views.subjects import address_of, page_of
from workflows.words import WORDS

DEFAULTS: dict[str, Any] = {
    "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # an error message must not tell what people typed
    "SEALS_PATH": str(VAR / "seals.txt"),
    "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": 12 * 3600,
    "RATELIMIT_STORAGE_URI": "memory://",
}


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """A Flask application with these settings, or those of the environment."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(statics.FOLDER),
                static_url_path=statics.address())  # fmt: skip
    app.config.from_mapping(DEFAULTS | (flask_config() if config is None else config))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.template_class = parts_of_pages.Page
    db.init_app(app)
    for extension in (extensions.login, extensions.csrf, extensions.limiter):
        extension.init_app(app)
    extensions.migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    extensions.protect(app)
    for room in (statics, themes, filters, errors, parking, jobs):
        room.init_app(app)
    languages.init_app(app, extensions.babel)
    for blueprint in views.blueprints():
        app.register_blueprint(blueprint)
    app.before_request(keep_what_is_written)
    app.context_processor(around)
    app.jinja_env.globals.update(address_of=address_of, page_of=page_of, label=label, may=may, money=Money, words=WORDS)
    return app


def keep_what_is_written() -> None:
    """What a request has just committed is not read again before its answer leaves."""
    db.session().expire_on_commit = False


@extensions.login.user_loader
def load_user(token: str) -> User | None:
    """The person of a session; none once the account is disabled or its sessions were closed."""
    user_id, _, epoch = token.partition(".")
    found = sign_ins.holder(int(user_id), epoch or "0", session.get("sign_in"), at=clock.now())
    user, g.sign_in = found or (None, None)
    return user


def label(subject: Any) -> str:
    """The subject's state in the words of the person who looks."""
    return str(languages.translated(subject.workflow.label(subject, roles_on(current_user, subject))))


def may(act: str, subject: Any) -> bool:
    """Whether the person who looks has this act on this subject."""
    return can(current_user, act, subject)


def main() -> None:
    """Guichet : appels à projets, du dépôt à l’évaluation."""
    from grants.cli import COMMANDS  # here: a web process never needs them, and they take seconds to import

    group = FlaskGroup(create_app=create_app, add_default_commands=False, add_version_option=False, help=main.__doc__)
    for each in COMMANDS:
        group.add_command(each)
    group()
