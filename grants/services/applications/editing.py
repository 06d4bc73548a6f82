"""Filling in: one section at a time, each with its own version, so that two members work side by side."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Answer, Application
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.queries.completeness import answers_of
from grants.services.applications.columns import tell_again
from grants.services.command import Act, command
from workflows.engine import Attempt
from workflows.errors import Invalid, Stale


@command
def edit(act: Act, application_id: int, section_key: str, *, version: int, values: Mapping[str, Any]) -> None:
    """Keep what was typed in one section, right or not yet; `Stale` when another member saved it meanwhile.

    version: that of the section, 0 when nothing was ever saved; values: by question key.
    """
    application = hold_to_fill(act, application_id)
    form = application.file.form_of(application.stage_key)
    asked = {each.key for section in form.sections if section.key == section_key for each in section.questions}
    if not asked:
        raise Invalid
    answer = section_answer(application, form.key, section_key)
    if version != (answer.version if answer else 0):
        raise Stale
    kept = (answer.values if answer else {}) | {key: value for key, value in values.items() if key in asked}
    if answer is not None and answer.values == kept:
        return
    write(act, application, answer or Answer(form_key=form.key, section_key=section_key), kept)
    tell_again(application, answers_of(application, form.key))
    act.record(application, "application.edit", section=section_key)


def hold_to_fill(act: Act, application_id: int) -> Application:
    """Lock a file that this person may fill in now; nothing needs to be counted for that."""
    application = act.lock(Application, application_id)
    attempt = Attempt(application, act.actor.id, roles_on(act.actor, application), act.at)
    PERMITS["application.edit"].demand(attempt)
    return application


def section_answer(application: Application, form_key: str, section_key: str) -> Answer | None:
    here = select(Answer).filter_by(application_id=application.id, form_key=form_key, section_key=section_key)
    return db.session.scalar(here.with_for_update().execution_options(populate_existing=True))


def write(act: Act, application: Application, answer: Answer, values: dict[str, Any]) -> None:
    """The file's own version rises too: a page that was about to hand it in shows what changed."""
    answer.application_id, answer.values = application.id, values
    answer.saved_at, answer.saved_by_id = act.at, act.actor.id
    application.saved_at = act.at
    db.session.add(answer)
    db.session.flush()
