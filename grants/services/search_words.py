"""The words by which a file is found, told again when what they come from changes."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from grants.database import db
from grants.models import Application, Organisation, SearchWord
from grants.values.stems import stems


def index(application: Application, others: Iterable[str] = ()) -> None:
    """Number, title, organisation, and the names of partners; the caller holds the file."""
    organisation = db.session.scalar(select(Organisation.name).filter_by(id=application.organisation_id)) or ""
    wanted = stems(" ".join([application.number, application.title, organisation, *others]))
    here = select(SearchWord.word).filter_by(application_id=application.id)
    known = set(db.session.scalars(here))
    if gone := known - wanted:
        old = delete(SearchWord).where(SearchWord.application_id == application.id, SearchWord.word.in_(gone))
        db.session.execute(old)
    db.session.add_all(SearchWord(word=word, application_id=application.id) for word in wanted - known)
