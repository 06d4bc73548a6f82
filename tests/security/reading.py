"""What a person reads of an answer: a page, a PDF document, a spreadsheet, an archive."""

import io
import zipfile
from html import unescape
from typing import Any

from pypdf import PdfReader


def text_of(answer: Any) -> str:
    """Its words, with plain spaces."""
    if answer.mimetype == "application/pdf":
        pages = PdfReader(io.BytesIO(answer.data)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if answer.data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return unescape(" ".join([*archive.namelist(), *parts]))
    return unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")
