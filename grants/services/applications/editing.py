"""Filling in: one section at a time, each with its own version, so that two members work side by side."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from grants.database import db
from grants.definitions.merging import mine_and_clashes
from grants.models import Answer, Application, JournalEntry
from grants.policies.permits import PERMITS
from grants.policies.withheld import withheld
from grants.queries.completeness import answers_of, rows_of
from grants.services.applications.columns import differ, tell_again
from grants.services.command import Act, command
from grants.values.french import date_longue
from grants.values.sentences import sentence
from workflows.engine import Attempt
from workflows.errors import Invalid, Refused, Stale
from workflows.states import ApplicationState as S

ONE_SITTING = timedelta(minutes=15)  # saves of one person in one section closer than this are one line of the journal
RECENT = (
    select(JournalEntry.act, JournalEntry.data, JournalEntry.actor_id)
    .where(JournalEntry.stream == bindparam("stream"), JournalEntry.at > bindparam("since"))
    .order_by(JournalEntry.seq.desc())
)
LATE = (
    "Le dépôt est clos depuis le %(day)s : ce brouillon ne se modifie plus. Ce qui était enregistré avant y reste et "
    "pourra servir à un autre appel. Ce que vous venez d’écrire est encore sur cette page : copiez-le pour le garder."
)


@command
def edit(
    act: Act, application_id: int, section_key: str, *, version: int, values: Mapping[str, Any],
    seen: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """Keep what was typed in one section, right or not yet; its new version.

    version: that of the section when it was shown, 0 when nothing was ever saved; values: by question key; seen: the
    mark of each answer as the page showed it. `Stale` when another member changed the same answer meanwhile, or,
    without marks, anything in the section.
    """
    application = hold_to_fill(act, application_id)
    refuse_late(act, application)
    form = application.file.form_of(application.stage_key)
    questions = [each for section in form.sections if section.key == section_key for each in section.questions]
    asked = {each.key for each in questions} - withheld(questions, act.actor, application)
    if not questions:
        raise Invalid
    before = answers_of(application, form.key)
    answer = next((each for each in rows_of(application, form.key) if each.section_key == section_key), None)
    typed = {key: value for key, value in values.items() if key in asked}
    kept = on_top_of(answer, typed, version, seen)
    if answer is not None and answer.values == kept:
        return answer.version
    answer = answer or Answer(form_key=form.key, section_key=section_key)
    write(act, application, answer, kept)
    if differ(before, {**before, **kept}):
        tell_again(application, {**before, **kept})
    db.session.flush()  # the answer has its new version, and the file's columns are written once
    if not is_same_sitting(act, application, section_key):
        act.record(application, "application.edit", section=section_key)
    return answer.version


def on_top_of(
    answer: Answer | None, typed: Mapping[str, Any], version: int, seen: Mapping[str, str] | None
) -> dict[str, Any]:
    """The section with what this person changed; `Stale` rather than write over what another one did."""
    current = answer.values if answer else {}
    if seen is None:
        if version != (answer.version if answer else 0):
            raise Stale
        return {**current, **typed}
    mine, clashes = mine_and_clashes(typed, current, seen)
    if clashes:
        raise Stale
    return {**current, **mine}


def refuse_late(act: Act, application: Application) -> None:
    """A draft is written until its deposit ends, to the second; a completion has a date of its own."""
    if application.state != S.TO_COMPLETE and act.at >= application.closes_at:
        raise Refused([sentence(LATE, day=date_longue(application.closes_at))])


def is_same_sitting(act: Act, application: Application, section_key: str) -> bool:
    """Whether the journal says already that this person is writing there, and nothing else happened since."""
    since = {"stream": application.stream, "since": act.at - ONE_SITTING}
    for entry in db.session.execute(RECENT, since):
        if entry.act != "application.edit":
            return False
        if entry.data["section"] == section_key:
            return bool(entry.actor_id == act.actor.id)
    return False


def hold_to_fill(act: Act, application_id: int) -> Application:
    """Lock a file that this person may fill in now; nothing needs to be counted for that."""
    application = act.lock(Application, application_id)
    PERMITS["application.edit"].demand(Attempt(application, act.actor.id, act.roles_on(application), act.at))
    return application


def write(act: Act, application: Application, answer: Answer, values: dict[str, Any]) -> None:
    """The file's own version rises too: a page that was about to hand it in shows what changed."""
    answer.application_id, answer.values = application.id, values
    answer.saved_at, answer.saved_by_id = act.at, act.actor.id
    application.saved_at = act.at
    db.session.add(answer)
