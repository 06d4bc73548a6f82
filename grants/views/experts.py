"""An expert without account answers one question by the link of a mail, and sees what the question needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.act import ActForm
from forms.opinion import DeclineForm, GiveForm
from grants.documents.opinions import asking_pdf
from grants.models import Opinion
from grants.queries import opinion_links as links
from grants.queries import opinions as queries
from grants.queries import parts
from grants.services import opinions, users
from grants.values import clock
from grants.views.desk import content
from grants.views.desk.showing import ANSWERS
from grants.views.requires import public
from grants.views.serving import HEADERS, can_show, serve
from workflows.states import OpinionState

bp = Blueprint("experts", __name__)
PLACE = "/avis/<token>"
ALONE = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}
View = Callable[..., ResponseReturnValue]


@bp.after_request
def keep_quiet(answer: Response) -> Response:
    """The address is the key: no other site, no search engine, no shared cache learns it."""
    answer.headers.update(ALONE)
    return answer


def by_link(view: View) -> View:
    """Give the view the opinion of a link that lives; a dead one says nothing of the file."""

    @wraps(view)
    def opened(token: str, **parts: Any) -> ResponseReturnValue:
        opinion = links.find(token) or abort(404)
        if not links.is_alive(opinion, token, clock.now()):
            return render_template("opinions/gone.html"), 410
        return view(opinion, token, **parts)

    return public(opened)


@bp.route(PLACE, methods=["GET", "POST"])
@by_link
def answer(opinion: Opinion, token: str) -> ResponseReturnValue:
    """The question, what it needs, and the answer; changed by the same page until its day."""
    act = "opinion.give" if opinion.state == OpinionState.ASKED else "opinion.change"
    form = placed(GiveForm(act, opinion), "opinions/answer.html", page(opinion, token))
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[], **g.form.around)
    service = opinions.give if act == "opinion.give" else opinions.change
    service(users.system_id(), opinion.id, **form.cleaned())
    flash(_("Votre avis est rendu. Merci. Vous pouvez fermer cette page."), "success")
    return redirect(url_for("experts.answer", token=token), 303)


@bp.route(f"{PLACE}/decliner", methods=["GET", "POST"])
@by_link
def decline(opinion: Opinion, token: str) -> ResponseReturnValue:
    form = placed(DeclineForm("opinion.decline", opinion), "opinions/decline.html", page(opinion, token))
    if not form.is_submitted():
        return render_template(form.template, form=form, reasons=[], **g.form.around)
    opinions.decline(users.system_id(), opinion.id, **form.cleaned())
    flash(_("Le service instructeur sait que vous ne répondrez pas. Merci de l’avoir dit."), "success")
    return redirect(url_for("experts.answer", token=token), 303)


@bp.get(f"{PLACE}/lettre")
@by_link
def letter(opinion: Opinion, token: str) -> ResponseReturnValue:
    """The question as a letter, for whoever must file it."""
    body = asking_pdf(opinion, address=url_for("experts.answer", token=token, _external=True))
    said = Response(body, mimetype="application/pdf")
    said.headers.update(HEADERS | {"Content-Disposition": "inline; filename=demande-avis.pdf"})
    return said


@bp.get(f"{PLACE}/pieces/<int:piece_id>")
@by_link
def piece(opinion: Opinion, token: str, piece_id: int) -> ResponseReturnValue:
    """One of the pieces that were chosen for this question, and no other."""
    found = next((each for each in queries.pieces_of(opinion) if each.id == piece_id), None) or abort(404)
    return serve(found.file, found.name, is_shown=can_show(found.file) and "telecharger" not in request.args)


def placed(form: ActForm, template: str, around: dict[str, Any]) -> ActForm:
    """The form with its page, for whoever is known by a link alone."""
    form.template, form.around, form.back = template, around, ""
    return form


def page(opinion: Opinion, token: str) -> dict[str, Any]:
    """All that the holder of the link is shown."""
    file = opinion.application
    answers = parts.answers(file)
    shown = set(opinion.sections)
    sections = content.sections(file, answers, is_whole=False)
    return {
        "opinion": opinion,
        "token": token,
        "file": file,
        "summary": summary(answers),
        "sections": [each for each in sections if not shown or each["anchor"] in shown],
        "pieces": [(each, can_show(each.file)) for each in queries.pieces_of(opinion)],
        "is_asked": opinion.state == OpinionState.ASKED,
        "is_given": opinion.state == OpinionState.GIVEN,
        "may_change": opinion.state == OpinionState.GIVEN and clock.now() <= opinion.due_at,
        "is_late": opinion.is_late(clock.now()),
        "said": ANSWERS.get(opinion.answer or "", ""),
        "search_address": "",
    }


def summary(answers: dict[str, dict[str, Any]]) -> str:
    """The project in the organisation's own words, from the last form that asks for it."""
    return next(
        (str(each["project_summary"]) for each in reversed(answers.values()) if each.get("project_summary")), ""
    )
