"""The whole rehearsal, as one types it, on both databases: every check passes and everything is written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grants.config import ROOT

GUICHET = Path(sys.executable).with_name("guichet")


def run(environment, *arguments):
    return subprocess.run([sys.executable, GUICHET, *arguments], env=os.environ | environment, cwd=ROOT,
                          capture_output=True, text=True, timeout=1800)  # fmt: skip


@pytest.mark.slow
def test_the_rehearsal_ends_well_and_writes_its_files(database_url, tmp_path):
    given = {} if database_url.startswith("sqlite") else {"DATABASE_URL": database_url}
    done = run(given | {"GUICHET_VAR": str(tmp_path), "GUICHET_ENV": "test", "SECRET_KEY": "essai" * 8}, "rehearse")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "rehearsal"
    account = json.loads((folder / "account.json").read_text(encoding="utf-8"))
    assert account["passed"]
    assert len(account["checks"]) == 8
    assert account["refusals"]
    assert account["rendered"] == account["letters"] > 0
    assert account["turns"].keys() >= {
        "avenant", "complément demandé", "déport", "désistement", "délai prolongé", "dossier repris du premier appel",
        "lettre sans suite", "montant changé après validation", "non-recevabilité",
        "promotion de la liste complémentaire", "recours", "reversement", "versement rejeté",
    }  # fmt: skip
    assert (folder / "bilan-2020.pdf").read_bytes().startswith(b"%PDF")
    assert len((folder / "subventions-2020.csv").read_text(encoding="utf-8").splitlines()) > 5


def test_a_rehearsal_and_a_demonstration_are_refused_in_production(tmp_path):
    for command in ("rehearse", "demo"):
        done = run({"GUICHET_ENV": "production", "GUICHET_VAR": str(tmp_path)}, command)
        assert done.returncode == 1
        assert "refusée en production" in done.stderr
