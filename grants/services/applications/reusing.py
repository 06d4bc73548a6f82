"""Starting from an earlier file: its answers where the new one has none yet; nothing is written over."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application
from grants.policies.roles import roles_on
from grants.queries import earlier as earlier_files
from grants.queries.completeness import answers_of
from grants.services.applications.columns import tell_again
from grants.services.applications.editing import hold_to_fill, refuse_late, write
from grants.services.command import Act, command
from workflows.errors import NotAllowed
from workflows.roles import Role


@command
def start_from(act: Act, application_id: int, *, earlier_id: int, version: int | None = None) -> int:
    """Take what still fits from another file of the same organisation; how many answers were taken."""
    application = hold_to_fill(act, application_id)
    refuse_late(act, application)
    earlier = db.session.get_one(Application, earlier_id)
    is_own = Role.APPLICANT in roles_on(act.actor, application)  # a mandate is about this file, not about the others
    if not is_own or earlier.organisation_id != application.organisation_id or earlier.id == application.id:
        raise NotAllowed("application.start_from")
    found = earlier_files.reusable(application, earlier)
    put(act, application, found.values)
    act.tell(application, "application.start_from", earlier=earlier.number, count=len(found.values))
    return len(found.values)


def put(act: Act, application: Application, values: dict[str, Any]) -> None:
    """Each answer in its section, beside those that are there."""
    form = application.file.form_of(application.stage_key)
    rows = select(Answer).filter_by(application_id=application.id, form_key=form.key).with_for_update()
    saved = {each.section_key: each for each in db.session.scalars(rows)}
    for section in form.sections:
        mine = {each.key: values[each.key] for each in section.questions if each.key in values}
        if mine:
            answer = saved.get(section.key) or Answer(form_key=form.key, section_key=section.key, values={})
            write(act, application, answer, {**answer.values, **mine})
    db.session.flush()
    tell_again(application, answers_of(application, form.key))
