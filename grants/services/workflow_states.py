"""The table of states follows the registry of workflows."""

from sqlalchemy import select

from grants.database import db
from grants.models import WorkflowState
from grants.services.command import transaction
from workflows.registry import discover


def seed() -> None:
    """Add the states that the table does not know yet; none is ever removed: old files keep theirs."""
    with transaction():
        known = {(row.workflow_key, row.state) for row in db.session.scalars(select(WorkflowState))}
        for workflow in discover().values():
            for state in workflow.steps:
                if (workflow.key, state) not in known:
                    db.session.add(WorkflowState(workflow_key=workflow.key, state=state))
