"""Settings come from the environment, then `.env` in development, and unsafe ones are refused."""

import pytest

from grants.config import ROOT, VAR, UnsafeSettings, flask_config, read, values
from grants.config.reading import MASK

GOOD = {
    "GUICHET_ENV": "production",
    "SECRET_KEY": "k" * 32,
    "BASE_URL": "https://guichet.exemple.fr",
    "SMTP_URL": "smtp://localhost",
}


@pytest.fixture
def dotenv(tmp_path):
    path = tmp_path / ".env"
    path.write_text("THEME=dsfr\nTZ=Indian/Reunion\n")
    return path


def test_nothing_set_is_enough_in_development(tmp_path):
    given = read({}, tmp_path / "none")
    assert given["DATABASE_URL"] == f"sqlite:///{VAR}/guichet.db"
    assert given["REDIS_URL"].startswith("unix:///")
    assert given["TZ"] == "Europe/Paris"


def test_environment_wins_over_dotenv_and_empty_counts_as_none(dotenv):
    found = {each.setting.name: each for each in values({"THEME": "neutral", "TZ": ""}, dotenv)}
    assert (found["THEME"].text, found["THEME"].source) == ("neutral", "environnement")
    assert (found["TZ"].text, found["TZ"].source) == ("Indian/Reunion", ".env")
    assert found["SMTP_URL"].source == "défaut"


def test_dotenv_is_not_read_in_production(dotenv):
    assert read(GOOD, dotenv)["THEME"] == "neutral"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY manque"),
        ({"SECRET_KEY": "cle-de-developpement-a-ne-jamais-utiliser-en-production"}, "SECRET_KEY manque ou reste"),
        ({"SECRET_KEY": "court"}, "SECRET_KEY est trop courte"),
        ({"BASE_URL": ""}, "BASE_URL doit commencer par https://"),
        ({"BASE_URL": "http://guichet.exemple.fr"}, "BASE_URL doit commencer par https://"),
        ({"BASE_URL": "https://"}, "BASE_URL doit nommer un hôte"),
        ({"SMTP_URL": ""}, "SMTP_URL manque"),
        ({"SMTP_URL": "mail.exemple.fr"}, "SMTP_URL doit commencer par smtp: ou smtps:"),
        ({"THEME": "gothique"}, "THEME vaut « gothique »"),
        ({"TZ": "Europe/Nantes"}, "TZ vaut « Europe/Nantes »"),
        ({"TZ": "../passwd"}, "TZ vaut"),
        ({"GUICHET_ENV": "prod"}, "GUICHET_ENV vaut « prod »"),
        ({"DATABASE_URL": "mysql://h/d"}, "DATABASE_URL doit commencer par postgresql:"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL doit commencer par redis:"),
        ({"STORAGE_URL": "/srv/files"}, "STORAGE_URL doit commencer par file:"),
        ({"STORAGE_URL": "s3://seau"}, "STORAGE_URL doit commencer par file:"),
        ({"CLAMAV_URL": "localhost"}, "CLAMAV_URL doit commencer par tcp: ou unix:"),
    ],
)
def test_wrong_or_missing_in_production_refuses_to_start_and_says_which(wrong, sentence, tmp_path):
    with pytest.raises(UnsafeSettings) as refusal:
        flask_config(GOOD | wrong, tmp_path / "none")
    assert f"- {sentence}" in refusal.value.message


def test_every_fault_is_told_at_once(tmp_path):
    with pytest.raises(UnsafeSettings) as refusal:
        read({"GUICHET_ENV": "production"}, tmp_path / "none")
    named = [line.split()[1] for line in refusal.value.message.splitlines()[1:]]
    assert named == ["SECRET_KEY", "BASE_URL", "SMTP_URL"]
    assert refusal.value.exit_code == 2


def test_a_good_production_starts(tmp_path):
    config = flask_config(GOOD | {"DATABASE_URL": "postgresql://u:p@h/d"}, tmp_path / "none")
    assert config["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@h/d"
    assert config["SESSION_COOKIE_SECURE"] is True


def test_secrets_are_never_shown():
    environ = {"SECRET_KEY": "tres-secret", "DATABASE_URL": "postgresql://u:pa@ss@h/d", "SENTRY_DSN": "https://k@s/1"}
    shown = {each.setting.name: each.shown for each in values(environ)}
    assert shown["SECRET_KEY"] == shown["SENTRY_DSN"] == MASK
    assert shown["DATABASE_URL"] == f"postgresql://u:{MASK}@h/d"


def test_example_file_names_every_setting():
    text = (ROOT / ".env.example").read_text()
    assert [each.setting.name for each in values({}) if f"{each.setting.name}=" not in text] == []
