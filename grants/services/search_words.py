"""The words by which a file is found, told again when what they come from changes."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from grants.database import db
from grants.definitions.question import Question
from grants.models import Application, SearchWord
from grants.policies.withheld import is_open
from grants.queries import completeness
from grants.services.command import transaction
from grants.values.stems import stems

SAID = frozenset({"text", "long_text", "rows", "partners"})  # answers made of words that somebody chose
MOST = 1500  # words of one file


def index(application: Application, others: Iterable[str] = ()) -> None:
    """Number, title, organisation, names of partners; once handed in, its answers too. The caller holds the file."""
    wanted = stems(" ".join([application.number, application.title, application.organisation.name, *others]))
    if application.submitted_at:
        wanted |= set(sorted(stems(" ".join(answers(application))))[:MOST])
    here = select(SearchWord.word).filter_by(application_id=application.id)
    known = set(db.session.scalars(here))
    if gone := known - wanted:
        old = delete(SearchWord).where(SearchWord.application_id == application.id, SearchWord.word.in_(gone))
        db.session.execute(old)
    if new := [{"word": word, "application_id": application.id} for word in sorted(wanted - known)]:
        db.session.execute(insert(SearchWord), new)


def answers(application: Application) -> list[str]:
    """What was written, but what a consulted service may not read: nobody finds by searching what is kept from them."""
    asked = {(form.key, each.key): each for form in application.file.form for each in form.questions}
    return [
        text
        for row in completeness.all_rows(application)
        for key, value in row.values.items()
        if is_searched(asked.get((row.form_key, key)))
        for text in texts(value)
    ]


def is_searched(question: Question | None) -> bool:
    return question is not None and question.type in SAID and is_open(question)


def texts(value: object) -> list[str]:
    """The words of an answer, or of the cells of its table."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in texts(each)]


def index_all() -> int:
    """Tell again the words of every file that was handed in, each in its own transaction; how many."""
    ids = db.session.scalars(select(Application.id).where(Application.submitted_at.is_not(None))).all()
    for id in ids:
        with transaction():
            file = db.session.get_one(Application, id, with_for_update=True)
            index(file, [each.name for each in file.partners])
        db.session.expunge_all()
    return len(ids)
