"""The minutes of a meeting (procès-verbal) on paper: the text, its signatures, its hash."""

from collections.abc import Sequence

from grants.documents.frames import frame
from grants.documents.pdf import pdf


def minutes_pdf(
    title: str, text: str, *, digest: str, signatures: Sequence[tuple[str, str, str]], written_on: str
) -> bytes:
    """`signatures`: the quality, the name and the moment of each; none on a text that nobody has signed yet."""
    first, *paragraphs = [part.splitlines() for part in text.split("\n\n") if part.strip()]
    return pdf(
        frame("minutes", title=title, first=first, paragraphs=paragraphs, digest=digest, signatures=signatures,
              written_on=written_on)
    )  # fmt: skip
