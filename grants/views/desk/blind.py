"""The page of a file for who scores it without knowing whose it is: what remains, and what was taken away."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from grants.models import Application, Piece
from grants.policies.withheld import is_open
from grants.queries import parts, reviews
from grants.views.desk import acts, content, rail
from grants.views.pieces import is_identifying


def page(application: Application, attempt: Any) -> dict[str, Any]:
    """Answers and pieces that identify nobody, one's own reading, one's own acts."""
    here = parts.instruction(application)
    pieces = [each for each in here.pieces if each.replaced_at is None]
    readable = reviews.readable(here.reviews, current_user, is_only_reviewer=True)
    return {
        "file": application,
        "sections": content.sections(application, here.answers, is_whole=False),
        "pieces": [line(application, each) for each in pieces if not is_identifying(each)],
        "withheld": withheld(application, here.answers),
        "hidden_pieces": sum(is_identifying(each) for each in pieces),
        "mine": next((each for each in here.reviews if each.reviewer_id == current_user.id), None),
        "others": [each for each in readable if each.reviewer_id != current_user.id],
        "offers": acts.on_file(attempt, here, current_user),
        "next_act": rail.next_act(application),
    }


def line(application: Application, piece: Piece) -> dict[str, Any]:
    """By what the call calls it: the name of a file may tell whose it is."""
    labels = {each.key: each.label for each in application.file.pieces}
    address = url_for("pieces.download", number=application.number, id=piece.id)
    return {"tone": "wait", "sentence": labels.get(piece.key, piece.key), "address": address, "words": _("ouvrir")}


def withheld(application: Application, answers: dict[str, dict[str, Any]]) -> list[str]:
    """The titles of the questions whose answers are not shown."""
    forms = [form for form in application.file.form if form.key in answers]
    kept = [question for form in forms for question in form.questions if not is_open(question)]
    return [each.label for each in kept if any(each.key in given for given in answers.values())]
