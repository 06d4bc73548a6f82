"""All the documents of a file in one place, and the whole of it as one archive."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from grants.database import db
from grants.definitions.letter import letter as definition_of
from grants.extensions import limiter
from grants.filters import date_short
from grants.models import Application, Message, Piece
from grants.queries import gathering
from grants.queries.gathering import Gathered
from grants.views.applications import archive, bp
from grants.views.applications.printing import each_person
from grants.views.receipts import HANDED_IN
from grants.views.requires import requires

Paper = dict[str, Any]  # name, address, at, size in bytes (none when it is made on demand), detail


@bp.get("/dossiers/<number>/documents")
@requires("application.gather")
def documents(application: Application) -> ResponseReturnValue:
    found = gathering.of_file(application)
    groups = [(title, list(papers)) for title, papers in (
        (_("Le dépôt"), deposit(application, found)),
        (_("Les lettres du service"), letters(application, found)),
        (_("Convention ou arrêté"), agreements(application, found)),
        (_("Les pièces"), pieces(application, found)),
        (_("Joints aux messages"), message_pieces(application, found)),
        (_("Les comptes rendus"), reports(application, found)),
    )]  # fmt: skip
    return render_template("applications/documents.html", file=application, groups=groups)


def paper(name: str, address: str, at: Any, *, size: int | None = None, detail: str = "") -> Paper:
    return {"name": name, "address": address, "at": at, "size": size, "detail": detail}


def deposit(application: Application, found: Gathered) -> Iterator[Paper]:
    """The proof and what was handed in, from the words that were frozen."""
    if found.receipt is None:
        return
    at, number = found.receipt.issued_at, application.number
    if any(each.act in HANDED_IN for each in found.letters):
        yield paper(_("Récépissé"), url_for("receipts.pdf", number=number), at)
    digest = _("empreinte %(digest)s", digest=found.receipt.snapshot.digest[:16])
    yield paper(_("Dossier tel que déposé"), url_for("applications.deposited", number=number), at, detail=digest)


def letters(application: Application, found: Gathered) -> Iterator[Paper]:
    for each in found.letters:
        if each.act not in HANDED_IN:
            kept = found.stored.get(each.file_digest or "")
            told = f"{each.reference} · {_('remplacée depuis')}" if each.superseded_at else each.reference
            yield paper(definition_of(each.template_key).title, address_of_letter(application, each.id),
                        each.issued_at, size=kept.size if kept else None, detail=told)  # fmt: skip


def address_of_letter(application: Application, id: int) -> str:
    return url_for("receipts.letter", number=application.number, id=id)


def agreements(application: Application, found: Gathered) -> Iterator[Paper]:
    """The page of each, then its paper once it was signed and scanned."""
    for each in found.agreements:
        here: dict[str, Any] = {"number": application.number, "id": each.id}
        yield paper(each.reference, url_for("agreements.show", **here), each.sent_at or each.drafted_at,
                    detail=each.funder.label)  # fmt: skip
        if scan := found.stored.get(each.signed_scan_digest or ""):
            yield paper(_("%(reference)s, signée", reference=each.reference), url_for("agreements.scan", **here),
                        each.organisation_signed_at or scan.created_at, size=scan.size)  # fmt: skip


def pieces(application: Application, found: Gathered) -> Iterator[Paper]:
    """Those in force, then those that they took the place of."""
    labels = {each.key: each.label for each in application.file.pieces}
    for each in sorted(found.pieces, key=lambda piece: piece.replaced_at is not None):
        yield paper(each.name, url_for("pieces.download", number=application.number, id=each.id), each.uploaded_at,
                    size=each.file.size, detail=told(each, labels.get(each.key, each.key)))  # fmt: skip


def told(piece: Piece, label: str) -> str:
    if piece.replaced_at is None:
        return label
    return f"{label} · {_('retirée ou remplacée le %(day)s', day=date_short(piece.replaced_at))}"


def message_pieces(application: Application, found: Gathered) -> Iterator[Paper]:
    for message in found.messages:
        for each in message.pieces:
            yield paper(each.name, url_for("messages.download", number=application.number, id=each.id),
                        message.sent_at, size=each.file.size, detail=writer(application, message))  # fmt: skip


def writer(application: Application, message: Message) -> str:
    """The organisation reads its own people by name, the administration as one service."""
    return application.file.contact.service if message.is_from_staff else message.author.name


def reports(application: Application, found: Gathered) -> Iterator[Paper]:
    for each in found.reports:
        yield paper(each.label, url_for("reports.show", number=application.number, id=each.id), each.submitted_at)


@bp.get("/dossiers/<number>/export.zip")
@requires("application.gather")
@limiter.limit("10/minute", key_func=each_person)
def export(application: Application) -> ResponseReturnValue:
    """Everything, written while it is sent; the database is left before the first byte."""
    name = f"dossier-{application.number}.zip"
    blocks = archive.of_file(application, current_user)
    db.session.rollback()
    answer = Response(blocks, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
