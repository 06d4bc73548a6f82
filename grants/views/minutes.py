"""The minutes of a meeting: on paper, and checked against their signatures and the journal."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.documents.minutes import minutes_pdf
from grants.filters import date_time
from grants.journal import broken_links
from grants.models import Meeting, MinutesSignature, Seat, Signatory
from grants.policies import minuting
from grants.queries import meetings as queries
from grants.queries import minutes as texts
from grants.queries import proofs_of_minutes as proofs
from grants.values import clock
from grants.views.applications.printing import as_file
from grants.views.meetings import one_meeting
from grants.views.requires import requires

bp = Blueprint("minutes", __name__)
QUALITIES = {"president": "La présidence", "secretary": "Le secrétariat"}
IN_PLACE = "Pour la présidence, déportée d’un dossier"
FOR_ABSENT = "Pour la présidence, absente"


def quality(signature: MinutesSignature, meeting: Meeting) -> str:
    """As whom somebody has signed."""
    presides = any(each.user_id == signature.user_id and each.seat is Seat.PRESIDENT for each in meeting.members)
    is_first = signature.signatory is Signatory.PRESIDENT
    if presides or not is_first:
        return QUALITIES[signature.signatory]
    return FOR_ABSENT if minuting.is_away(meeting) else IN_PLACE


def hidden_from_me(meeting: Meeting) -> list[Any]:
    """The files of the agenda of which the minutes tell, and that this person may not read."""
    seen = queries.readable(meeting, current_user, queries.recusals(meeting))
    return [each.application for each in meeting.agenda if each not in seen]


@bp.get("/comites/<int:meeting_id>/proces-verbal.pdf")
@requires("meeting.see", one_meeting)
def paper(meeting: Meeting) -> ResponseReturnValue:
    """The whole text with its signatures; to who may not read all its files, an extract that bears none."""
    if not meeting.minutes:
        abort(404)
    hidden, day = hidden_from_me(meeting), clock.day_of(meeting.signed_at or meeting.held_at).isoformat()
    if hidden:
        text = "\n".join(["Extrait du procès-verbal", *texts.readable(meeting, hidden)])
        content = minutes_pdf(meeting.title, text, digest="", signatures=[], written_on=day)
        return as_file(content, f"extrait-proces-verbal-{meeting.id}")
    signed = [
        (quality(each, meeting), each.user.name, date_time(each.signed_at)) for each in proofs.signatures(meeting)
    ]
    digest = meeting.minutes_digest or ""
    content = minutes_pdf(meeting.title, meeting.minutes, digest=digest, signatures=signed, written_on=day)
    return as_file(content, f"proces-verbal-{meeting.id}")


@bp.get("/comites/<int:meeting_id>/proces-verbal/verifier")
@requires("meeting.see", one_meeting)
def check(meeting: Meeting) -> ResponseReturnValue:
    """Whether the text is the one that was signed, and every version that was written."""
    if not meeting.minutes:
        abort(404)
    hidden = hidden_from_me(meeting)
    versions = [] if hidden else proofs.versions(meeting)
    is_whole = next(broken_links(streams=[meeting.round.stream]), None) is None
    found = proofs.checked(meeting, chain_is_whole=is_whole)
    signed = [(quality(each, meeting), each) for each in proofs.signatures(meeting)]
    return render_template("minutes/check.html", meeting=meeting, found=found, versions=versions, signatures=signed)
