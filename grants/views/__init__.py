"""Pages: each file of this folder is one noun with its blueprint `bp`."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint


def blueprints() -> Iterator[Blueprint]:
    """The blueprint of every file that has one."""
    for each in iter_modules(__path__):
        module = import_module(f"grants.views.{each.name}")
        if hasattr(module, "bp"):
            yield module.bp
