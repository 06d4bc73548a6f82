"""A draft takes up the new version of its call's form; not a word of it is lost."""

from sqlalchemy import select

from grants.database import db
from grants.definitions.question import FormDefinition
from grants.models import Answer, Application
from grants.queries.completeness import answers_of
from grants.services.applications.columns import tell_again
from grants.services.command import Act, command
from workflows.errors import Refused

NO_STAGE = "La nouvelle version de l’appel n’a plus l’étape où se trouve votre dossier : il garde son formulaire."


@command
def renew_form(act: Act, application_id: int, *, version: int) -> None:
    """Follow the version in force; answers go with their questions, those of vanished questions stay where they are."""
    application = act.lock(Application, application_id, version=version)
    before, call = application.definition.number, application.call
    if application.stage_key not in {each.key for each in call.file.stages}:
        raise Refused([NO_STAGE])
    act.do(application, "application.renew_form", before=before, after=call.definition.number)
    application.definition_id, application.definition = call.definition.id, call.definition
    for form in application.file.form:
        file_again(act, application, form)
    application.saved_at = act.at
    db.session.flush()
    tell_again(application, answers_of(application, application.file.form_of(application.stage_key).key))


def file_again(act: Act, application: Application, form: FormDefinition) -> None:
    """Each answer stands with the section that asks its question now."""
    mine = select(Answer).filter_by(application_id=application.id, form_key=form.key).order_by(Answer.id)
    rows = {each.section_key: each for each in db.session.scalars(mine.with_for_update())}
    home = {question.key: section.key for section in form.sections for question in section.questions}
    for row in list(rows.values()):
        leaving = {key: value for key, value in row.values.items() if home.get(key, row.section_key) != row.section_key}
        if not leaving:
            continue
        row.values = {key: value for key, value in row.values.items() if key not in leaving}
        for key, value in leaving.items():
            there = rows.get(home[key]) or new_row(act, application, form.key, home[key])
            rows[home[key]] = there
            there.values = {**there.values, key: value}


def new_row(act: Act, application: Application, form_key: str, section_key: str) -> Answer:
    row = Answer(application_id=application.id, form_key=form_key, section_key=section_key, values={})
    row.saved_at, row.saved_by_id = act.at, act.actor.id
    db.session.add(row)
    db.session.flush()
    return row
