"""Styles and scripts: kept by browsers for ever, and asked again as soon as one of them changes."""

from pathlib import Path

import pytest
from flask import Flask

from grants import statics
from grants.statics import serve_static_files


@pytest.fixture(params=["neutral", "dsfr"])
def app(make_app, request) -> Flask:
    """As `wsgi.py` serves it."""
    return serve_static_files(make_app(THEME=request.param, DATABASE_URL="sqlite://"))


def test_a_browser_asks_for_each_file_once(app) -> None:
    theme, client = app.jinja_env.globals["theme"], app.test_client()
    for address in (*theme.stylesheets, theme.icons, f"{app.static_url_path}/js/filling/autosave.js"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"], address
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Set-Cookie" not in answer.headers


def test_a_file_that_is_not_there_is_not_kept(app) -> None:
    answer = app.test_client().get(f"{app.static_url_path}/js/none.js")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_page_of_before_an_update_still_finds_them_and_does_not_keep_them(app) -> None:
    answer = app.test_client().get("/static/0123456789ab/css/base.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    for outside in ("../wsgi.py", "%2e%2e/wsgi.py", "..%2fwsgi.py"):
        assert app.test_client().get(f"/static/0123456789ab/{outside}").status_code == 404, outside


def test_a_developers_server_reads_them_again(make_app) -> None:
    app = make_app({"DEBUG": True}, DATABASE_URL="sqlite://")
    answer = serve_static_files(app).test_client().get(app.jinja_env.globals["theme"].favicon)
    assert answer.headers["Cache-Control"] == "no-cache"


def test_one_byte_of_one_file_changes_the_address(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(statics, "FOLDER", tmp_path)
    script = tmp_path / "a.js"
    script.write_text("1;")
    before = statics.address.__wrapped__()
    script.write_text("2;")
    assert statics.address.__wrapped__() != before
    script.rename(tmp_path / "b.js")
    assert len({before, statics.address.__wrapped__(), statics.address()}) == 3
