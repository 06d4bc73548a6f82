"""`guichet settings` lists and judges."""

import json

import pytest
from click.testing import CliRunner

from grants.cli.settings import settings


@pytest.fixture
def environment(monkeypatch):
    for name in ("GUICHET_ENV", "SECRET_KEY", "THEME", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_json_tells_each_setting_its_value_and_where_it_comes_from(environment):
    environment.setenv("THEME", "dsfr")
    result = CliRunner().invoke(settings, ["--json"])
    rows = {row["name"]: row for row in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert (rows["THEME"]["value"], rows["THEME"]["source"]) == ("dsfr", "environnement")
    assert rows["SMTP_URL"]["value"] is None
    assert all(row["help"] for row in rows.values())


def test_unsafe_settings_are_listed_all_the_same_and_exit_1(environment):
    environment.setenv("GUICHET_ENV", "production")
    environment.setenv("SECRET_KEY", "un-secret-bien-trop-court")
    result = CliRunner().invoke(settings)
    assert result.exit_code == 1
    assert "SECRET_KEY est trop courte" in result.stderr
    assert "un-secret-bien-trop-court" not in result.output
