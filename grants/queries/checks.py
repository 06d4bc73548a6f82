"""Reads of what was checked on a file."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Check, Piece


def of_file(application: Application) -> dict[str, Check]:
    """The checks of a file by kind; one statement."""
    rows = db.session.scalars(select(Check).filter_by(application_id=application.id))
    return {each.kind: each for each in rows}


def pieces_given(application: Application) -> dict[str, Sequence[Piece]]:
    """The pieces that are there, by key; one statement."""
    found: dict[str, list[Piece]] = defaultdict(list)
    here = select(Piece).filter_by(application_id=application.id, replaced_at=None).order_by(Piece.id)
    for piece in db.session.scalars(here):
        found[piece.key].append(piece)
    return dict(found)


def refused(application: Application) -> dict[str, str]:
    """The pieces that the last check refused or missed, with the reason."""
    check = of_file(application).get("completeness")
    return {each["key"]: each["reason"] for each in (check.findings if check else []) if not each["passed"]}


def proposed_reason(application: Application) -> str:
    """Why the instructor proposed that the file can't be examined."""
    check = of_file(application).get("ineligibility")
    return str(check.findings[0]["reason"]) if check and check.findings else ""
