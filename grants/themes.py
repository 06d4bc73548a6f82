"""Which look the pages wear: where templates and stylesheets are found."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, send_from_directory
from flask.typing import ResponseReturnValue
from jinja2 import FileSystemLoader

from grants.config import ROOT
from grants.extensions import bootstrap
from grants.looks import look
from grants.typography import FrenchSpaces

SHEETS = ["tokens", "base", "frame", "states", "acts", "forms", "tables", "money", "applicant", "staff", "charts"]
SHEETS += ["desk", "room", "finding", "pieces", "boards", "narrow"]  # narrow is the last: it corrects the others


@dataclass(frozen=True)
class Theme:
    """Stylesheets in their order, as addresses, and the icons."""

    name: str
    stylesheets: tuple[str, ...]
    icons: str
    favicon: str


def theme_named(name: str, static: str) -> Theme:
    """A theme's addresses; ValueError when there is no such theme."""
    if name not in ("neutral", "dsfr"):
        raise ValueError(f"THEME is {name!r}: neutral or dsfr was expected")
    sheets, names = [f"/bootstrap{static}/css/bootstrap.min.css"], SHEETS  # Bootstrap-Flask's own address
    if name == "dsfr":
        sheets += [f"{static}/dsfr/dsfr.min.css", f"{static}/dsfr/utility/utility.min.css"]
        names = [*SHEETS, "dsfr"]
    addresses = (*sheets, *(f"{static}/css/{each}.css" for each in names))
    return Theme(name, addresses, f"{static}/icons/guichet.svg", f"{static}/icons/favicon.svg")


def dsfr_folder() -> Path:
    """Where django-dsfr keeps its files, found without importing it: it would want Django."""
    spec = find_spec("dsfr")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("THEME=dsfr needs the package django-dsfr")
    return Path(spec.submodule_search_locations[0]) / "static/dsfr/dist"


def serve_dsfr(app: Flask) -> None:
    """Serve the files of the State's design system."""
    folder = dsfr_folder()

    def dsfr_file(path: str) -> ResponseReturnValue:
        return send_from_directory(folder, path)

    app.add_url_rule(f"{app.static_url_path}/dsfr/<path:path>", "static_dsfr", dsfr_file)


def init_app(app: Flask) -> None:
    """Give the application its theme, named by the setting THEME (neutral unless told)."""
    name = app.config.setdefault("THEME", "neutral")
    app.static_folder = str(ROOT / "static")
    theme = theme_named(name, app.static_url_path or "")
    app.jinja_loader = FileSystemLoader([ROOT / "templates" / "themes" / name, ROOT / "templates"])
    if "bootstrap" not in app.extensions:
        bootstrap.init_app(app)
    if name == "dsfr":
        serve_dsfr(app)
    app.jinja_env.add_extension(FrenchSpaces)
    app.jinja_env.globals.update(theme=theme, look=look)
