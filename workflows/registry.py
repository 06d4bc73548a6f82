"""Every workflow by its key; a version in use stays here for the subjects that follow it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from workflows import (
    agreement,
    appeal,
    evaluation,
    kinds,
    meeting,
    opinion,
    payment,
    recovery,
    report,
    round,
)
from workflows.engine import Workflow

SHARED = (
    round,
    agreement,
    payment,
    recovery,
    report,
    evaluation,
    appeal,
    opinion,
    meeting,
)


def found_in(module: ModuleType) -> Iterator[Workflow]:
    yield from (value for value in vars(module).values() if isinstance(value, Workflow))


def kind_modules() -> Iterator[ModuleType]:
    """Each file of `workflows/kinds/`: a new kind of call is one new file."""
    yield from (import_module(f"workflows.kinds.{each.name}") for each in iter_modules(kinds.__path__))


def discover() -> dict[str, Workflow]:
    """All workflows by key; ValueError when two share one."""
    workflows: dict[str, Workflow] = {}
    for module in (*SHARED, *kind_modules()):
        for workflow in found_in(module):
            if workflows.setdefault(workflow.key, workflow) is not workflow:
                raise ValueError(f"two workflows are called {workflow.key}")
    return workflows


WORKFLOWS: dict[str, Workflow] = discover()


def refresh() -> None:
    """Look again for the files of `workflows/kinds/`, in place: whoever holds the registry sees what is new."""
    found = discover()
    WORKFLOWS.clear()
    WORKFLOWS.update(found)


def latest(name: str) -> Workflow:
    """The newest version of a workflow; KeyError when there is none."""
    versions = [workflow for workflow in WORKFLOWS.values() if workflow.name == name]
    if not versions:
        raise KeyError(name)
    return max(versions, key=lambda workflow: workflow.version)
