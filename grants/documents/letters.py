"""A letter: frozen variables → Markdown → HTML → PDF."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from grants import storage
from grants.definitions.letter import letter as definition_of
from grants.definitions.letter import markdown
from grants.definitions.markdown import to_html
from grants.documents.frames import frame
from grants.documents.pdf import pdf
from grants.models import Letter
from grants.values.clock import day_of
from grants.values.typography import typeset


def html(key: str, frozen: Mapping[str, Any], *, reference: str, issued_on: str, is_fictional: bool = False) -> str:
    """The letter as a page; `frozen` is what `grants.definitions.letter.freeze` gave, `issued_on` an ISO date."""
    definition = definition_of(key)
    return frame(
        "letter",
        title=f"{definition.title}, {reference}",
        author="Guichet",
        kind=definition.kind,
        reference=typeset(reference),
        issued_on=issued_on,
        is_fictional=is_fictional,
        body=Markup(to_html(markdown(key, frozen))),
    )


def letter_pdf(
    key: str, frozen: Mapping[str, Any], *, reference: str, issued_on: str, is_fictional: bool = False
) -> bytes:
    """The letter as a tagged PDF; the same frozen variables give the same bytes."""
    return pdf(html(key, frozen, reference=reference, issued_on=issued_on, is_fictional=is_fictional))


def pdf_of(letter: Letter) -> bytes:
    """The PDF of an issued letter, from its frozen words alone."""
    return printing(letter)()


def as_sent(letter: Letter) -> Callable[[], bytes]:
    """What makes the PDF that its recipient reads: the signed one where it was signed."""
    return storage.path_of(letter.signed_digest).read_bytes if letter.signed_digest else printing(letter)


def printing(letter: Letter) -> Callable[[], bytes]:
    """What makes the PDF of an issued letter later, without the database."""
    return partial(
        letter_pdf,
        letter.template_key,
        letter.context,
        reference=letter.reference,
        issued_on=day_of(letter.issued_at).isoformat(),
        is_fictional=bool(letter.application and letter.application.is_fictif),
    )
