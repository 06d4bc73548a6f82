"""A document to join: its type by its content, its size, a name that can be trusted."""

import io
import re
import zipfile
from typing import Any

import filetype
from flask import g
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from grants.definitions.question import Piece
from grants.models import Application
from grants.values.sentences import sentence
from workflows.errors import Invalid

MEDIA = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
MEGABYTE = 1024 * 1024


class PieceForm(FlaskForm):
    """One file for one demanded piece."""

    content = FileField("Fichier", [FileRequired("Choisissez un fichier.")])
    template = "applications/pieces.html"

    def __init__(self, application: Application, asked: Piece) -> None:
        super().__init__(prefix=asked.key)
        self.subject, self.asked, self.kind = application, asked, ""
        g.form = self

    @property
    def questions(self) -> list[Any]:
        return [self.content]

    def validate_content(self, field: Any) -> None:
        self.kind = kind_of(field.data)
        accepted = ", ".join(self.asked.accept)
        if not size_of(field.data):
            raise ValidationError("Ce fichier est vide : choisissez-en un autre.")
        if size_of(field.data) > self.asked.max_size_mb * MEGABYTE:
            raise ValidationError(
                sentence(
                    "Ce fichier dépasse %(max_size_mb)s Mo : réduisez-le ou coupez-le en deux.",
                    max_size_mb=self.asked.max_size_mb,
                )
            )
        if self.kind not in self.asked.accept:
            raise ValidationError(
                sentence(
                    "Ce fichier n’est pas d’un type accepté ici (%(accepted)s), quel que soit son nom.",
                    accepted=accepted,
                )
            )

    def cleaned(self) -> tuple[FileStorage, str, str]:
        """The content, its name and its media type; `Invalid` when it can't be taken."""
        if not self.validate():
            raise Invalid
        return self.content.data, safe_name(self.content.data.filename or "", self.kind), MEDIA[self.kind]

    def show_current(self) -> None:
        """Nothing typed to compare."""


def size_of(file: FileStorage) -> int:
    """In bytes; the stream is left at its beginning."""
    size = file.stream.seek(0, io.SEEK_END)
    file.stream.seek(0)
    return size


def kind_of(file: FileStorage) -> str:
    """pdf, jpg, png, xlsx… by what the file holds, never by its name; empty when it is none of them."""
    head = file.stream.read(8192)
    file.stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        found = archive_kind(file)
    else:
        guessed = filetype.guess(head)
        found = guessed.extension if guessed else "csv" if is_plain(head) else ""
    file.stream.seek(0)
    return found if found in MEDIA else ""


def archive_kind(file: FileStorage) -> str:
    """An office document, without macros; empty for any other archive."""
    try:
        with zipfile.ZipFile(file.stream) as archive:
            names = set(archive.namelist())
            if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
                return ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind, media in MEDIA.items() if media == declared), "")
            return next((kind for name, kind in OFFICE.items() if name in names), "")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return ""


def is_plain(head: bytes) -> bool:
    """Text in columns, without markup: the start of a CSV."""
    text = head.decode("utf-8", "ignore")
    return b"\x00" not in head and "<" not in text and any(sign in text for sign in ",;\t")


def safe_name(typed: str, kind: str) -> str:
    """The last part of the name, without what could not be seen, with the ending of its true type."""
    last = re.split(r"[/\\]", UNSEEN.sub("", typed))[-1].strip(" .") or "document"
    stem = last.rsplit(".", 1)[0] if "." in last else last
    return f"{stem[:100]}.{kind}"
