"""The rooms import one another downwards only."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from grants.config import ROOT


def test_import_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(is_debug_mode=False, verbose=False, no_cache=True) == EXIT_STATUS_SUCCESS
