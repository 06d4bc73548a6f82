"""Receipts: the page, its PDF made on demand, and the check that anybody may do."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from grants.documents.letters import as_sent
from grants.extensions import limiter
from grants.filters import date_short, in_paris
from grants.models import Application, Letter
from grants.policies.access import can
from grants.queries import portal
from grants.views.requires import public, requires
from grants.views.subjects import part_of_file

bp = Blueprint("receipts", __name__)
HANDED_IN = ("application.submit", "application.submit_letter")


@bp.get("/dossiers/<number>/recepisse")
@requires("application.see")
def show(application: Application) -> ResponseReturnValue:
    receipt = portal.receipt(application)
    if receipt is None:
        return redirect(url_for("applications.show", number=application.number))
    return render_template(
        "receipts/show.html", file=application, receipt=receipt, content=receipt.snapshot.content,
        stamped=f"{date_short(receipt.issued_at)} · {in_paris(receipt.issued_at):%H:%M:%S}",
        is_letter=receipt.snapshot.act == "application.submit_letter",
    )  # fmt: skip


@bp.get("/dossiers/<number>/recepisse.pdf")
@requires("application.see")
def pdf(application: Application) -> ResponseReturnValue:
    """From the words frozen with the deposit: it needs neither the queue nor the storage."""
    issued = next((each for each in portal.letters(application) if each.act in HANDED_IN), None) or abort(404)
    return as_pdf(issued, f"recepisse-{application.number}")


@bp.get("/dossiers/<number>/lettres/<int:id>.pdf")
@requires("application.see", part_of_file(Letter))
def letter(issued: Letter) -> ResponseReturnValue:
    """A letter, for its recipient once it may be read; the staff see it before."""
    if issued.released_at is None and not can(current_user, "application.instruct", issued.application):
        abort(404)
    return as_pdf(issued, issued.reference)


def as_pdf(issued: Letter, name: str) -> Response:
    """As it was signed, else from its frozen words: it needs neither the queue nor the storage."""
    answer = Response(as_sent(issued)(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@bp.get("/recepisse")
@public
def find() -> ResponseReturnValue:
    """Where a code is typed."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("receipts.check", code=code.upper()))
    return render_template("receipts/find.html", code="", is_unknown=False)


@bp.get("/recepisse/<code>")
@public
@limiter.limit("60/minute")
def check(code: str) -> ResponseReturnValue:
    """Number, call, date and hash: nothing of what the file says, nor of who wrote it."""
    receipt = portal.receipt_by_code(code)
    if receipt is None:
        return render_template("receipts/find.html", code=code, is_unknown=True), 404
    return render_template("receipts/check.html", receipt=receipt)
