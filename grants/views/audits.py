"""What an auditor opens: lists to look into, and the proof of the journal, asked for when wanted."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.languages import translated
from grants.queries import oversight
from grants.queries.oversight import LastAct
from grants.services import verifications
from grants.services.verifications import Verified
from grants.values import clock
from grants.views.requires import requires_role
from workflows.roles import Role
from workflows.words.told import TOLD

bp = Blueprint("audits", __name__)


@bp.get("/controles")
@requires_role(Role.AUDITOR)
def index() -> ResponseReturnValue:
    """Three lists; each line opens its file."""
    at = clock.now()
    return render_template(
        "audits/index.html", awards=oversight.awards_without_agreement(current_user, at=at),
        payments=oversight.late_payments(current_user, at=at), overrides=oversight.overrides(current_user), now=at,
    )  # fmt: skip


@bp.get("/administration/journal")
@requires_role(Role.AUDITOR, Role.ADMINISTRATOR)
def journal() -> ResponseReturnValue:
    """The last acts; a part of the journal is proved when the address asks for it, and the next part after it."""
    before, done = request.args.get("avant", type=int), request.args.get("faits", 0, type=int)
    is_asked = "verifier" in request.args
    verified = verifications.part(before=before) if is_asked else None
    return render_template(
        "audits/journal.html", verified=verified, total=verifications.count_streams(), part=verifications.PART,
        done=done + (verified.streams if verified else 0), following=following(verified, done), now=clock.now(),
        acts=[line(each) for each in oversight.last_acts(current_user)],
    )  # fmt: skip


def following(verified: Verified | None, done: int) -> str | None:
    """The address that proves the next part."""
    if verified is None or verified.next is None:
        return None
    return url_for(".journal", verifier=1, avant=verified.next, faits=done + verified.streams)


def line(each: LastAct) -> dict[str, Any]:
    """What the list of the last acts says."""
    is_file = each.subject.__tablename__ == "application"
    return {
        "at": each.at, "actor": each.actor, "sentence": translated(TOLD.get(each.act, "est intervenu.")),
        "words": each.subject.number if is_file else f"{each.subject.call.short_title}, {each.subject.title}",
        "address": url_for("desk.show", number=each.subject.number) if is_file
        else url_for("rounds.show", round_id=each.subject.id),
    }  # fmt: skip
