"""The letters of a round before they leave: read one by one or all at once, made, signed."""

from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_login import current_user

from forms.letter import SignForm
from grants import storage
from grants.documents.binding import bound
from grants.documents.letters import pdf_of
from grants.models import Letter, Round
from grants.policies.access import can
from grants.queries import mailings
from grants.services import letters
from grants.views.acts import act
from grants.views.requires import requires
from grants.views.serving import ALONE, HEADERS
from grants.views.subjects import part_of_file, the_round

bp = Blueprint("letters", __name__)
the_letter = part_of_file(Letter)
PLACE = "/vagues/<int:round_id>/lettres"
PDF = "application/pdf"
LISTS = {
    "retenus": _("Retenus"), "liste-complementaire": _("Liste complémentaire"), "refuses": _("Refusés"),
    "sans-suite": _("Sans suite"), "a-signer": _("Pas signées"), "en-echec": _("En échec"),
}  # fmt: skip


@bp.get(PLACE)
@requires("round.see_letters", the_round)
def of_round(round: Round) -> ResponseReturnValue:
    """Every letter that leaves with the decisions: to whom, saying what, made and signed or not."""
    name, after = request.args.get("liste", ""), request.args.get("apres", 0, type=int)
    found = mailings.listed(round, current_user, name=name, after=after)
    tally = mailings.tally(round, current_user)
    last = found[-1].id if len(found) == mailings.PAGE else None
    return render_template(
        "letters/of_round.html", round=round, letters=found, tally=tally, name=name, tabs=tabs(round, tally, name),
        is_signed=round.call.file.letters_signed, may_sign=can(current_user, "letter.sign", round),
        next=url_for(".of_round", round_id=round.id, liste=name or None, apres=last) if last else None,
    )  # fmt: skip


def tabs(round: Round, tally: mailings.Tally, name: str) -> list[dict[str, Any]]:
    """All of them, then each list that holds some."""
    every = {"label": _("Toutes"), "address": url_for(".of_round", round_id=round.id), "is_current": not name,
             "count": tally.total}  # fmt: skip
    some = [(key, label) for key, label in LISTS.items() if tally.lists[key] or key == name]
    return [every] + [
        {"label": label, "address": url_for(".of_round", round_id=round.id, liste=key), "is_current": name == key,
         "count": tally.lists[key]}
        for key, label in some
    ]  # fmt: skip


@bp.get(f"{PLACE}/avancement")
@requires("round.see_letters", the_round)
def progress(round: Round) -> ResponseReturnValue:
    """How many are made, for the page that shows it as it goes."""
    tally = mailings.tally(round, current_user)
    return jsonify({"done": tally.settled, "total": tally.total, "failed": tally.failed})


@bp.get("/vagues/<int:round_id>/lettres.pdf")
@requires("round.see_letters", the_round)
def together(round: Round) -> ResponseReturnValue:
    """All those that are made, one after the other, to be read through."""
    name = request.args.get("liste", "")
    parts = [(reference, storage.path_of(digest)) for reference, digest in
             mailings.digests(round, current_user, name=name)]  # fmt: skip
    if not parts:
        abort(404)
    return drawn(bound(f"{round.call.short_title}, {round.title}", parts), f"lettres-vague-{round.id}")


@bp.get("/dossiers/<number>/lettres/<int:id>/apercu")
@requires("letter.preview", the_letter)
def preview(letter: Letter) -> ResponseReturnValue:
    """One letter as its recipient will read it, signed where it is."""
    content = storage.read(letter.digest) if letter.digest else pdf_of(letter)
    return drawn(content, letter.reference)


def drawn(content: bytes, name: str) -> Response:
    """A PDF that the browser draws, alone in its page."""
    answer = make_response(content)
    answer.mimetype = PDF
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers.update(HEADERS)
    g.content_security = ALONE[PDF]
    return answer


act(bp, "letter.sign", "/dossiers/<number>/lettres/<int:id>/signer", letters.sign, form=SignForm, load=the_letter,
    done="La lettre signée est jointe.")  # fmt: skip
