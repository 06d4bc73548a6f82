"""Two themes behind the same names; what belongs to the State stays out of the neutral one."""

import re
from pathlib import Path

import pytest
from flask import Flask

from grants.config import ROOT
from grants.themes import theme_named
from tests.look.conftest import look_app

COMPONENTS = ROOT / "templates" / "components"
SIGNATURE = re.compile(r"{% macro (\w+\(.*?\)) -?%}")


def signatures(path: Path) -> set[str]:
    return set(SIGNATURE.findall(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates/themes/dsfr/components").glob("*.html")), ids=lambda p: p.stem
)
def test_a_themed_component_keeps_its_macros(path: Path) -> None:
    neutral = signatures(COMPONENTS / path.name)
    assert {each for each in neutral if each.split("(")[0] in public(path.name)} <= signatures(path)


def public(name: str) -> set[str]:
    """The macros that pages import from a component, told by the README."""
    readme = (COMPONENTS / "README.md").read_text("utf-8")
    return set(re.findall(rf"`{re.escape(name)}` · `(\w+)\(", readme)) | set(re.findall(r"` and `(\w+)\(", readme))


def test_the_readme_tells_every_signature() -> None:
    readme = (COMPONENTS / "README.md").read_text("utf-8")
    for name, macro in re.findall(r"`([\w.]+\.html)` · `(\w+\([^`]*\))`", readme):
        assert macro in signatures(COMPONENTS / name), name


def test_the_readme_tells_who_draws_each_component() -> None:
    """Those of the design system first, then ours; a component is told once, and none is forgotten."""
    readme = (COMPONENTS / "README.md").read_text("utf-8")
    told = readme.split("(THEME=dsfr)")[1].split("What it does by script")[0]
    told = re.sub(r"\(.*?\)", "", told, flags=re.DOTALL)
    lists = [re.findall(r"[a-z_]+", part.split(":", 1)[1]) for part in told.strip().split("\n\n")]
    lists = [[word for word in each if word != "and"] for each in lists]
    folder = ROOT / "templates/themes/dsfr/components"
    assert sorted(lists[0]) == sorted(p.stem for p in folder.glob("*.html") if not p.stem.endswith("_parts"))
    known = {path.stem for path in COMPONENTS.glob("*.html") if not path.stem.endswith("_parts")}
    assert set(lists[1]) | set(lists[2]) == known - set(lists[0])


def test_every_page_and_stylesheet_answers(app: Flask) -> None:
    client = app.test_client()
    theme = app.jinja_env.globals["theme"]
    for address in (*theme.stylesheets, theme.icons, theme.favicon, "/accessibilite", "/mentions-legales"):
        assert client.get(address).status_code == 200, address


def test_neutral_serves_nothing_of_the_state() -> None:
    client = look_app("neutral").test_client()
    html = client.get("/demo/composants").text
    assert "fr-logo" not in html
    assert "Marianne" not in "".join(path.read_text("utf-8") for path in (ROOT / "static/css").glob("[!d]*.css"))
    assert client.get("/static/dsfr/fonts/Marianne-Bold.woff2").status_code == 404


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="neutral or dsfr"):
        theme_named("corporate", "/static")


def test_the_500_page_asks_nothing_of_anybody(app: Flask) -> None:
    with app.test_request_context():
        assert "rien n’est fait à moitié" in app.jinja_env.get_template("errors/500.html").render()


def test_components_stay_small() -> None:
    long = {p.name: n for p in COMPONENTS.rglob("*.html") if (n := len(p.read_text("utf-8").splitlines())) > 64}
    assert long == {}


def test_the_style_guide_is_closed_in_production() -> None:
    app = look_app("neutral")
    app.config["GUICHET_ENV"] = "production"
    assert app.test_client().get("/demo/composants").status_code == 404
