"""What a file's page shows besides to those who instruct or decide: rules, the organisation elsewhere, notes."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants.models import Application, DeskNote
from grants.policies.access import READERS
from grants.policies.permits import PERMITS
from grants.queries import desk_notes, eligibility
from grants.queries.parts import Instruction
from grants.queries.timelines import Told
from grants.views.desk import beside, eligible
from grants.views.desk.company import company
from workflows.engine import Attempt

NOTHING_KNOWN = {"late_report_count": 0, "year_total_same_authority": "0"}


def around(
    application: Application, attempt: Attempt, here: Instruction, told: Sequence[Told], contents: list[dict[str, Any]]
) -> dict[str, Any]:
    """`contents`: the table of contents, to which these parts are added."""
    known = known_of(application, attempt)
    may_compare = attempt.roles & READERS["application.compare"]
    sent_back = any(each.act == "application.complete" for each in told)
    shown = private(application, attempt, here)
    work = [(_("L’organisme, ailleurs"), "#organisme")] if may_compare else []
    work += [(_("Notes privées"), "#notes-privees")] if shown["private"] else []
    return {
        "contents": [*contents[:-1], contents[-1] | {"links": [*work, *contents[-1]["links"]]}],
        "rules": eligible.rules(application, here, attempt, known),
        "beside": beside.of_file(application, attempt, known, is_ruled=bool(here.rulings)),
        "changes_address": url_for("desk.compare", number=application.number) if may_compare and sent_back else "",
        **shown,
    }


def known_of(application: Application, attempt: Attempt) -> dict[str, Any]:
    """One statement; nothing for a file that no rule was ever asked of."""
    if application.call.is_recorded or application.stage_key not in [each.key for each in application.file.stages]:
        return NOTHING_KNOWN
    return eligibility.known(application, at=attempt.at)


def private(application: Application, attempt: Attempt, here: Instruction) -> dict[str, Any]:
    """Notes and company, for those who instruct."""
    if not attempt.roles & READERS["desk_note.see"]:
        return {"private": None, "company": None}
    may_write = attempt.roles & PERMITS["desk_note.write"].by
    address = url_for("desk_notes.write", number=application.number) if may_write else ""
    return {
        "private": {"notes": desk_notes.of_file(application) if DeskNote in here.there else [], "address": address},
        "company": company(application),
    }
