"""`guichet programme`, `journal`, `call import` and `call export`, as typed."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, update

from grants import cli
from grants.database import db
from grants.models import Application, JournalEntry
from grants.services import seals

CALLS = sorted(Path("content/calls").glob("*.yaml"))
COMMANDS = {each.name: each for each in cli.COMMANDS}
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def runner(app, tmp_path):
    app.config["SEALS_PATH"] = str(tmp_path / "seals.txt")

    def run(name, *arguments):
        return app.test_cli_runner().invoke(COMMANDS[name], [str(each) for each in arguments])

    return run


@pytest.fixture
def guichet(programme_app, tmp_path):
    """Types a command where the programme is loaded."""
    return runner(programme_app, tmp_path)


@pytest.fixture
def fresh(app, tmp_path):
    """Types a command where there is nothing yet."""
    return runner(app, tmp_path)


@pytest.fixture
def loaded(programme_app, guichet):
    with programme_app.app_context():
        seals.seal()


def tamper(app, act, **values):
    with app.app_context():
        entry = select(JournalEntry.id).filter_by(act=act).order_by(JournalEntry.id).limit(1).scalar_subquery()
        db.session.execute(update(JournalEntry).where(JournalEntry.id == entry).values(**values))
        db.session.commit()


@ON_SQLITE
def test_the_programme_is_loaded_twice_without_harm(app, fresh):
    for _ in range(2):
        result = fresh("programme", "load")
        assert result.exit_code == 0, result.output
    with app.app_context():
        assert len(db.session.scalars(select(Application)).all()) == 81


def test_a_whole_journal_is_verified(loaded, guichet):
    result = guichet("journal", "verify")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(guichet("journal", "verify", "--json").stdout) == []


def test_a_changed_entry_is_told_and_ends_with_1(loaded, guichet, programme_app):
    tamper(programme_app, "application.import", data={"target": "refused"})
    result = guichet("journal", "verify")
    assert result.exit_code == 1
    assert "chaîne rompue à l’entrée 1" in result.stderr
    (told,) = [each for each in json.loads(guichet("journal", "verify", "--json").stdout) if "rompue" in each]
    assert told.startswith("application:")


def test_one_file_is_verified_alone(loaded, guichet, programme_app):
    tamper(programme_app, "application.import", data={"target": "refused"})
    with programme_app.app_context():
        numbers = db.session.scalars(select(Application.number).order_by(Application.id)).all()
    assert guichet("journal", "verify", "--application", numbers[0]).exit_code == 1
    assert guichet("journal", "verify", "--application", numbers[1]).exit_code == 0


def test_a_file_that_is_not_there_is_told(loaded, guichet):
    result = guichet("journal", "verify", "--application", "ZZ99-0001")
    assert result.exit_code == 1
    assert "ZZ99-0001" in result.stderr


def test_a_seal_that_is_not_ours_is_told(loaded, guichet, programme_app):
    with Path(programme_app.config["SEALS_PATH"]).open("a") as file:
        file.write("forged.seal\n")
    result = guichet("journal", "verify")
    assert result.exit_code == 1
    assert "1 sceau(x) dont la signature n’est pas la nôtre" in result.stderr


def test_exporting_what_was_imported_gives_the_same_bytes(fresh, tmp_path):
    for path in CALLS:
        assert fresh("call", "import", path).exit_code == 0
        written = tmp_path / path.name
        assert fresh("call", "export", path.stem, "-o", written).exit_code == 0
        assert written.read_bytes() == path.read_bytes(), path.name
        assert fresh("call", "export", path.stem).stdout_bytes == path.read_bytes()


@ON_SQLITE
def test_a_bad_call_file_names_file_line_and_path_and_imports_nothing(fresh, tmp_path):
    text = CALLS[0].read_text().replace("workflow_version: 1", "workflow_version: zero")
    (bad := tmp_path / "appel.yaml").write_text(text)
    result = fresh("call", "import", bad)
    assert result.exit_code == 1
    assert f"{bad}:3: workflow_version: " in result.stderr
    assert fresh("call", "export", CALLS[0].stem).exit_code == 1


def test_a_wrong_command_line_ends_with_2(guichet):
    assert guichet("call", "import", "absent.yaml").exit_code == 2
    assert guichet("journal", "verify", "--nope").exit_code == 2
    assert guichet("export", "scdl").exit_code == 2
