"""The states that exist, as rows: a new version of a workflow needs no change of the tables."""

from typing import Any

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from grants.database import Model
from workflows.engine import Step, Workflow
from workflows.registry import WORKFLOWS


class WorkflowState(Model):
    """Seeded from the registry; states of subjects refer to it."""

    workflow_key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)


def state_exists() -> ForeignKeyConstraint:
    """The constraint that every stateful table carries."""
    return ForeignKeyConstraint(["workflow_key", "state"], ["workflow_state.workflow_key", "workflow_state.state"])


class Versioned:
    """A row whose every change raises its version: a stale page is caught by comparing."""

    version: Mapped[int] = mapped_column(nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Stateful(Versioned):
    """A subject of a workflow; it keeps the version of the workflow it began with."""

    workflow_key: Mapped[str]
    state: Mapped[str]

    @property
    def workflow(self) -> Workflow:
        return WORKFLOWS[self.workflow_key]

    @property
    def step(self) -> Step:
        return self.workflow.steps[self.state]
