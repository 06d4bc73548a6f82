"""What the service asked to complete, and what of it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.completeness import Missing
from grants.definitions.merging import mark
from grants.models import Answer, Application, Check
from grants.queries.completeness import given_pieces, missing


@dataclass(frozen=True)
class Asked:
    """One thing asked: a piece or a question (`section`: the page where it stands), why, and whether it is mended."""

    key: str
    kind: str
    label: str
    reason: str
    section: str
    is_done: bool


def asked(application: Application) -> list[dict[str, Any]]:
    """As the request kept it: [{key, kind, label, reason, mark}]."""
    here = select(Check.findings).filter_by(application_id=application.id, kind="completion")
    return db.session.scalar(here) or []


def of_file(application: Application, gaps: Sequence[Missing] | None = None) -> list[Asked]:
    """Each thing with what has become of it; gaps: what the form lacks, when it is known already."""
    items = asked(application)
    if not items:
        return []
    form = application.file.form_of(application.stage_key)
    rows = db.session.scalars(select(Answer).filter_by(application_id=application.id, form_key=form.key))
    said = {question: value for row in rows for question, value in row.values.items()}
    lacking = {key for place, key, _sentence in (missing(application) if gaps is None else gaps) if place != "pieces"}
    places = {question.key: section.key for section in form.sections for question in section.questions}
    given = given_pieces(application)
    return [
        Asked(each["key"], each["kind"], each["label"], each["reason"], places.get(each["key"], ""),
              is_done=each["key"] in given if each["kind"] == "piece" else is_mended(each, said, lacking))
        for each in items
    ]  # fmt: skip


def is_mended(item: dict[str, Any], said: dict[str, Any], lacking: set[str]) -> bool:
    """A question is, once its answer is another one than when it was asked, and a right one."""
    return item["key"] not in lacking and mark(said.get(item["key"])) != item.get("mark")
