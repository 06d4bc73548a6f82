"""A directory answers, knows nothing, or is silent; it is never waited for inside a transaction."""

import time

import pytest

from forms.validators import is_rna, is_siret
from grants import directories
from grants.directories import NoDirectory, Record, Unavailable, sample
from grants.services.command import transaction

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KNOWN, SILENT = "00090001900019", "00090006800014"


class Slow:
    def find(self, number):
        time.sleep(0.5)
        return Record(name="Trop tard")


class Broken:
    def find(self, number):
        raise ConnectionError("no route")


@pytest.fixture
def asked(app):
    with app.app_context():
        yield app


def test_every_sample_number_is_right_and_said_to_be_invented(asked):
    rows = sample.rows(sample.FILE)
    assert len(rows) >= 5
    assert all(is_siret(row["siret"]) and row["siret"].startswith("000") and row["is_fictif"] for row in rows)
    assert all(is_rna(row["rna"]) for row in rows if "rna" in row)


@pytest.mark.parametrize("number", [KNOWN, "000 900 019 00019", "W000090001", "w000090001"])
def test_a_known_number_is_found_however_it_is_typed(asked, number):
    assert directories.look_up(number).name == "Les Lanternes de Sainte-Brume"


def test_an_unknown_number_is_not_a_fault(asked):
    assert directories.look_up("73282932000074") is None


@pytest.mark.parametrize("provider", [Broken(), Slow(), NoDirectory()])
def test_a_silent_directory_is_unavailable_and_goes_on(asked, provider, monkeypatch):
    monkeypatch.setattr(directories, "PATIENCE", 0.05)
    asked.extensions["directory"] = provider
    with pytest.raises(Unavailable):
        directories.look_up(KNOWN)
    assert directories.ask(KNOWN).has_answered is False


def test_the_sample_can_play_dead(asked):
    silent = next(row["siret"] for row in sample.rows(sample.FILE) if "answers" in row)
    with pytest.raises(Unavailable):
        directories.look_up(silent)


def test_it_is_never_asked_inside_a_transaction(asked):
    with pytest.raises(RuntimeError), transaction():
        directories.look_up(KNOWN)


def test_production_never_vouches_with_invented_records(asked):
    asked.config["GUICHET_ENV"] = "production"
    with pytest.raises(Unavailable):
        directories.look_up(KNOWN)
