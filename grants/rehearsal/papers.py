"""Small PDF files for the pieces that files must join: one page that says what it stands for."""

from dataclasses import dataclass
from functools import cache

from grants import storage

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


@dataclass(frozen=True)
class Paper:
    """A stored content, as a piece names it."""

    name: str
    digest: str
    size: int


@cache
def paper(root: str, key: str, label: str) -> Paper:
    """The piece of this sort, stored once (`root` tells apart the storages of one process)."""
    content = pdf([label, "Document fictif, sans valeur : Guichet, démonstration."])
    kept = storage.put(content)
    return Paper(f"{key.replace('_', '-')}.pdf", kept.digest, kept.size)


def pdf(lines: list[str]) -> bytes:
    """A page with these lines."""
    drawn = " ".join(f"({escaped(line)}) Tj 0 -24 Td" for line in lines)
    stream = f"BT /F1 14 Tf 60 760 Td {drawn} ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE.encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        FONT.encode(),
    ]
    return assembled(objects)


def escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: list[bytes]) -> bytes:
    """The objects one after the other, then the table that says where each begins."""
    content, places = b"%PDF-1.4\n", []
    for rank, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (rank, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + tail
