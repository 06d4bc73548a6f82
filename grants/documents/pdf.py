"""HTML → PDF/UA-1, the same bytes each time."""

from hashlib import sha256
from typing import Any


def warm() -> None:
    """Import the PDF maker and find its fonts now: a worker forks for each job, and each child would do it again."""
    pdf("<!doctype html><html lang='fr'><title>Lettre</title><p>Lettre <b>type</b>")


def pdf(html: str, **options: Any) -> bytes:
    """A tagged PDF that has read nothing but its own `data:` addresses."""
    from weasyprint import HTML  # here: it takes a second to import, and most processes make no PDF
    from weasyprint.urls import URLFetcher

    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"], fail_on_errors=True))
    identifier = sha256(html.encode()).digest()[:16]
    written: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier, **options)
    return written
