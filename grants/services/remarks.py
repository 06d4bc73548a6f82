"""Remarks on a draft: not an act on the file, so that neither its journal nor the State knows them."""

from grants import outbox
from grants.database import db
from grants.models import Application, Remark
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services.command import Act, command
from workflows.engine import Attempt
from workflows.errors import Invalid, NotAllowed
from workflows.roles import Role


@command
def write(act: Act, application_id: int, *, section_key: str, body: str, version: int | None = None) -> int:
    """Say something of one section; the other side finds it at its counter, without the words. Its id."""
    application = act.lock(Application, application_id)
    roles = roles_on(act.actor, application)
    PERMITS["remark.write"].demand(Attempt(application, act.actor.id, roles, act.at))
    form = application.file.form_of(application.stage_key)
    if section_key not in {each.key for each in form.sections}:
        raise Invalid
    remark = Remark(application_id=application.id, section_key=section_key, author_id=act.actor.id)
    remark.body, remark.written_at = body.strip(), act.at
    db.session.add(remark)
    db.session.flush()
    is_from_member = Role.APPLICANT in roles
    outbox.put(
        application, "remark.write", at=act.at, application_id=application.id, author_id=act.actor.id,
        is_from_member=is_from_member,
    )  # fmt: skip
    return remark.id


@command
def erase(act: Act, remark_id: int) -> None:
    """Take back what I said."""
    remark = act.hold(Remark, remark_id)
    if remark.author_id != act.actor.id:
        raise NotAllowed("remark.erase")
    db.session.delete(remark)
