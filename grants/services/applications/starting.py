"""A file begins: its number, the version of the call that it will keep, its project."""

from typing import Any

from sqlalchemy import update

from grants.database import db
from grants.models import Application, Call, Organisation, Project, Round
from grants.policies.helping import whole_bodies
from grants.policies.roles import roles_on
from grants.services import search_words
from grants.services.command import Act, command
from workflows.errors import NotAllowed, Refused
from workflows.registry import WORKFLOWS
from workflows.roles import Role

CLOSED = "Le dépôt n’est pas ouvert pour cet appel : aucun dossier ne peut être commencé aujourd’hui."
RECORDED = "Cet appel ne reçoit pas de dossier : un service y inscrit les projets."


@command
def start(act: Act, round_id: int, *, organisation_id: int, version: int | None = None) -> int:
    """Begin a draft for one of my organisations, while the deposit is open; its id."""
    round, organisation = db.session.get_one(Round, round_id), db.session.get_one(Organisation, organisation_id)
    helped = db.session.scalars(whole_bodies(act.actor)).all()
    if Role.APPLICANT not in roles_on(act.actor, organisation) and organisation.id not in helped:
        raise NotAllowed("application.start")
    if round.call.is_recorded:
        raise Refused([RECORDED])
    if not round.takes(first_stage(round), act.at):
        raise Refused([CLOSED])
    application = new_file(act, round, organisation)
    act.tell(application, "application.start")
    return application.id


def first_stage(round: Round) -> str:
    key: str = round.stages[0]["key"]
    return key


def new_file(act: Act, round: Round, organisation: Organisation, **columns: Any) -> Application:
    """A draft of this round, numbered and found by its words; the caller tells its first act."""
    call = round.call
    workflow = WORKFLOWS[f"{call.file.workflow_name}@{call.file.workflow_version}"]
    application = Application(
        number=f"{call.prefix}-{next_rank(call.id):04}", call_id=call.id, round_id=round.id,
        definition_id=call.definition_id, organisation_id=organisation.id, workflow_key=workflow.key,
        state=workflow.initial, stage_key=first_stage(round), starter_id=act.actor.id, started_at=act.at,
        is_fictif=organisation.is_fictif,
    )  # fmt: skip
    for name, value in columns.items():
        setattr(application, name, value)
    if application.project_id is None:
        application.project_id = new_project(organisation, application.title or "")
    db.session.add(application)
    db.session.flush()
    search_words.index(application)
    return application


def new_project(organisation: Organisation, title: str) -> int:
    project = Project(organisation_id=organisation.id, title=title)
    db.session.add(project)
    db.session.flush()
    return project.id


def next_rank(call_id: int) -> int:
    """The next number of the call; the statement itself holds the call's row, whatever is locked already."""
    raised = update(Call).where(Call.id == call_id).values(last_rank=Call.last_rank + 1).returning(Call.last_rank)
    return db.session.execute(raised.execution_options(synchronize_session="fetch")).scalar_one()
