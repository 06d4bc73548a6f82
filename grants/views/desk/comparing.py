"""What changed in a file since its first deposit: question by question, piece by piece, word by word."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.definitions.question import FormDefinition
from grants.models import Application, Snapshot
from grants.policies.withheld import withheld
from grants.queries import snapshots
from grants.values.differences import Passage, between
from grants.views.desk import bp, rail
from grants.views.requires import requires


class Changed(NamedTuple):
    """One question whose answer is not the same, and its passages."""

    section: str
    label: str
    passages: list[Passage]


class ChangedPiece(NamedTuple):
    """One piece: its name before and after, empty where there was none."""

    label: str
    before: str
    after: str


@bp.get("/instruction/<number>/changements")
@requires("application.compare")
def compare(application: Application) -> ResponseReturnValue:
    found = snapshots.first_and_last(application)
    first, last = found or (None, None)
    return render_template(
        "desk/compare.html", file=application, first=first, last=last,
        answers=answers(application, first, last) if first and last else [],
        pieces=pieces(application, first, last) if first and last else [],
        crumbs=rail.crumbs_under(application, _("Ce qui a changé")),
    )  # fmt: skip


def answers(application: Application, first: Snapshot, last: Snapshot) -> list[Changed]:
    """In the order of the form; an answer that is read alike is not told."""
    form = application.file.form_of(application.stage_key)
    before, after = said(first, form), said(last, form)
    hidden = withheld(form.questions, current_user, application)
    old, new = Context.of(application.file, form, before), Context.of(application.file, form, after)
    found = []
    for section in form.sections:
        for question in section.questions:
            if question.key not in hidden and before.get(question.key) != after.get(question.key):
                texts = [read(question, was.get(question.key), context) for was, context in
                         ((before, old), (after, new))]  # fmt: skip
                if texts[0] != texts[1]:
                    found.append(Changed(section.title, question.label, between(*map("\n".join, texts))))
    return found


def said(snapshot: Snapshot, form: FormDefinition) -> dict[str, Any]:
    sections: Mapping[str, Mapping[str, Any]] = snapshot.content["answers"].get(form.key, {})
    return {key: value for values in sections.values() for key, value in values.items()}


def pieces(application: Application, first: Snapshot, last: Snapshot) -> list[ChangedPiece]:
    """Those whose content is not the same, in the order of the call."""
    labels = {each.key: each.label for each in application.file.pieces}
    before, after = by_key(first), by_key(last)
    return [
        ChangedPiece(
            labels.get(key, key), ", ".join(before.get(key, {}).values()), ", ".join(after.get(key, {}).values())
        )
        for key in dict.fromkeys([*labels, *before, *after])
        if before.get(key, {}).keys() != after.get(key, {}).keys()
    ]


def by_key(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Key of the piece → name by content."""
    found: dict[str, dict[str, str]] = {}
    for each in snapshot.content["pieces"]:
        found.setdefault(each["key"], {})[each["digest"]] = each["name"]
    return found
