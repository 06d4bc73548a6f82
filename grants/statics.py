"""Styles, scripts and icons: one address for one content, so that a browser asks for each of them once."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from flask import Flask, send_from_directory
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from grants.config import ROOT
from grants.themes import dsfr_folder

FOLDER = ROOT / "static"
OTHERS = ("bootstrap-flask", "django-dsfr")  # their files stand under our address: it changes with them


@cache
def address() -> str:
    """`/static/` and a digest of all that stands there: scripts that import each other stay of one age."""
    digest = sha256("".join(map(version, OTHERS)).encode())
    for path in sorted(FOLDER.rglob("*.*")):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + path.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


def init_app(app: Flask) -> None:
    """A page made just before an update, or by the other server, asks by another address: it gets what there is now."""

    def of_another_age(age: str, filename: str) -> ResponseReturnValue:
        return send_from_directory(FOLDER, filename)

    app.add_url_rule("/static/<age>/<path:filename>", "static_of_another_age", of_another_age)


def serve_static_files(app: Flask) -> Flask:
    """Answer them before the application does, to be kept for ever; a developer's server reads them again each time."""
    if app.debug:
        return app
    found = WhiteNoise(app.wsgi_app, allow_all_origins=False, immutable_file_test=is_of_this_address,
                       add_headers_function=guard)  # fmt: skip
    place = app.static_url_path or ""
    found.add_files(str(FOLDER), place)
    found.add_files(str(app.blueprints["bootstrap"].static_folder), f"/bootstrap{place}")
    if app.config["THEME"] == "dsfr":
        found.add_files(str(dsfr_folder()), f"{place}/dsfr")
    app.wsgi_app = found  # type: ignore[method-assign]
    return app


def is_of_this_address(path: str, url: str) -> bool:
    """All of them: the address changes with the content."""
    return address() in url


def guard(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
