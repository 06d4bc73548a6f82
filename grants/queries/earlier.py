"""The files of the same organisation from which a draft may take its answers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.definitions.answers import Context
from grants.definitions.question import Piece as AskedPiece
from grants.definitions.question import Question
from grants.definitions.reusing import Reuse, reuse
from grants.models import Answer, Application, Piece
from grants.queries.applications import GIVEN_UP
from grants.queries.completeness import answers_of


def files(application: Application) -> Sequence[Application]:
    """Those in which something was written, the last first."""
    written = exists().where(Answer.application_id == Application.id)
    here = select(Application).filter_by(organisation_id=application.organisation_id).where(
        Application.id != application.id, Application.state.not_in(GIVEN_UP), written
    )  # fmt: skip
    whole = (joinedload(Application.call), joinedload(Application.definition))
    return db.session.scalars(here.options(*whole).order_by(Application.id.desc()).limit(50)).all()


def reusable(application: Application, earlier: Application) -> Reuse:
    """What would be taken from this file, and what would not."""
    form = application.file.form_of(application.stage_key)
    context = Context.of(application.file, form, answers_of(application, form.key))
    asked: dict[str, Question] = {}
    said: dict[str, Any] = {}
    for each in earlier.file.form:
        asked |= {question.key: question for question in each.questions}
        said |= answers_of(earlier, each.key)
    return reuse(list(asked.values()), said, form, context)


def pieces(application: Application, earlier: Application) -> list[AskedPiece]:
    """The pieces of the earlier file that this call asks too and lets serve again: its page proposes them."""
    here = select(Piece.key).filter_by(application_id=earlier.id, replaced_at=None)
    given = set(db.session.scalars(here.where(Piece.is_accepted.is_not(False))))
    return [each for each in application.file.pieces if each.key in given and each.reusable_months]
