"""A file as a PDF: the draft as it stands, and what was handed in, from its snapshot."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.documents.application import Heading, application_pdf
from grants.extensions import limiter
from grants.filters import date_time, euros
from grants.models import Application, Receipt
from grants.queries import portal
from grants.queries.applications import TO_FILL
from grants.values import clock
from grants.views.applications import bp, reading
from grants.views.requires import requires


def each_person() -> str:
    return str(current_user.get_id())


@bp.get("/dossiers/<number>/apercu.pdf")
@requires("application.prepare")
@limiter.limit("30/minute", key_func=each_person)
def preview(application: Application) -> ResponseReturnValue:
    """The draft as it would be sent now; it says on each page that it is not sent."""
    if application.state not in TO_FILL:
        abort(404)
    return as_file(of_draft(application)(), f"brouillon-{application.number}")


def of_draft(application: Application) -> Callable[[], bytes]:
    """What makes this PDF later, without the database."""
    facts = [(_("Imprimé le"), date_time(clock.now())), (_("Clôture du dépôt"), date_time(application.closes_at))]
    mark = _("À RENVOYER") if application.state == "to_complete" else _("PAS ENCORE DÉPOSÉ")
    heading = heading_of(application, mark, facts, clock.today().isoformat())
    return partial(application_pdf, heading, reading.of_stage(application, []))


@bp.get("/dossiers/<number>/dossier.pdf")
@requires("application.see_answers")
@limiter.limit("30/minute", key_func=each_person)
def deposited(application: Application) -> ResponseReturnValue:
    """What was handed in, from the snapshot whose hash is on the receipt: it needs neither queue nor storage."""
    receipt: Receipt = portal.receipt(application) or abort(404)
    return as_file(of_deposit(application, receipt)(), f"dossier-{application.number}")


def of_deposit(application: Application, receipt: Receipt) -> Callable[[], bytes]:
    """What makes this PDF later, without the database."""
    content = receipt.snapshot.content
    signed = content.get("signature") or {}
    day = clock.day_of(receipt.issued_at).isoformat()
    heading = heading_of(application, "", facts_of_deposit(receipt, content, signed), day)
    sections = reading.of_snapshot(application, receipt.snapshot)
    return partial(application_pdf, heading, sections, signed.get("certified", ()))


def facts_of_deposit(receipt: Receipt, content: dict[str, Any], signed: dict[str, Any]) -> list[tuple[str, str]]:
    asked = content.get("requested_amount")
    return [
        (_("Déposé le"), f"{date_time(receipt.issued_at)} {_('(heure de Paris)')}"),
        (_("Signé par"), signed.get("name") or content["frozen_by"]),
        (_("Somme demandée"), euros(asked) if asked else _("aucune")),
        (_("Code du récépissé"), receipt.code),
        (_("Empreinte du contenu (SHA-256)"), receipt.snapshot.digest),
    ]


def heading_of(application: Application, mark: str, facts: list[tuple[str, str]], day: str) -> Heading:
    return Heading(
        number=application.number, title=application.title, call=application.call.title,
        organisation=application.organisation.name, mark=mark, facts=facts, written_on=day,
        is_fictional=application.is_fictif,
    )  # fmt: skip


def as_file(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
