"""A workbook as OpenDocument (.ods), written while it is sent; no text is ever a formula."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import BinaryIO, cast
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from grants.config import ROOT
from grants.exports.archives import BLOCK, Outlet
from grants.exports.sheets import Book, Cell, Formula, Kind, Sheet, figure, letter, local

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
FRAMES = ROOT / "grants" / "exports" / "frames"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCE = re.compile(r"(?:(\w+)!)?(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?")
SPACES = re.compile(" {2,}|\t")


def blocks(book: Book) -> Iterator[bytes]:
    """The file, block by block: the type first and not packed, as the format asks."""
    outlet = Outlet()
    parts = (
        ("mimetype", [MEDIA_TYPE]),
        ("META-INF/manifest.xml", [frame("manifest")]),
        ("styles.xml", [frame("styles")]),
        ("meta.xml", [frame("meta").replace("{title}", escape(book.title))]),
        ("content.xml", content(book)),
    )
    with ZipFile(cast(BinaryIO, outlet), "w") as archive:
        for path, texts in parts:
            yield from put(archive, outlet, path, texts)
    yield outlet.taken()


@cache
def frame(name: str) -> str:
    return (FRAMES / f"{name}.xml").read_text(encoding="utf-8")


def put(archive: ZipFile, outlet: Outlet, path: str, texts: Iterable[str]) -> Iterator[bytes]:
    info = ZipInfo(path)
    info.compress_type = ZIP_STORED if path == "mimetype" else ZIP_DEFLATED
    with archive.open(info, "w") as part:
        for text in texts:
            part.write(text.encode())
            if outlet.size >= BLOCK:
                yield outlet.taken()


def content(book: Book) -> Iterator[str]:
    """The sheets, row by row, then what filters them."""
    before, after = frame("content").split("{sheets}")
    yield before
    for sheet in book.sheets:
        yield from table(sheet)
    yield "<table:database-ranges>"
    yield from (filtering(sheet) for sheet in book.sheets)
    yield "</table:database-ranges>" + after


def table(sheet: Sheet) -> Iterator[str]:
    """The header is declared as such: it is read out, and printed on each page."""
    yield f"<table:table table:name={quoteattr(sheet.name)}>"
    yield from (f'<table:table-column table:style-name="{wide(each.width)}"/>' for each in sheet.columns)
    titles = "".join(told(each.title, "title") for each in sheet.columns)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>"
    kinds = [each.kind for each in sheet.columns]
    for cells in (*sheet.rows, *([sheet.totals] if sheet.totals else [])):
        yield row(cells, kinds)
    yield "</table:table>"


def wide(width: int) -> str:
    """The style of a column: narrow, middling or wide."""
    return "narrow" if width < 12 else "middling" if width < 30 else "wide"


def filtering(sheet: Sheet) -> str:
    name, last = sheet.name, f"{letter(len(sheet.columns) - 1)}{len(sheet.rows) + 1}"
    return (
        f'<table:database-range table:name="Filtre{name}" table:display-filter-buttons="true" '
        f'table:target-range-address="{name}.A1:{name}.{last}"/>'
    )


def row(cells: Sequence[Cell], kinds: Sequence[Kind]) -> str:
    told_cells = (told(cell, kind) for cell, kind in zip(cells, kinds, strict=True))
    return f"<table:table-row>{''.join(told_cells)}</table:table-row>"


def told(cell: Cell, kind: str) -> str:
    """One cell with its type, its value and its style."""
    if cell is None:
        return f'<table:table-cell table:style-name="{kind}"/>'
    if isinstance(cell, str):
        said = "".join(f"<text:p>{spaced(line)}</text:p>" for line in NOT_XML.sub("", cell).splitlines() or [""])
        return f'<table:table-cell table:style-name="{kind}" office:value-type="string">{said}</table:table-cell>'
    return f'<table:table-cell table:style-name="{kind}"{valued(cell, kind)}/>'


def spaced(line: str) -> str:
    """Spaces in a row and tabs, which XML would fold."""
    return SPACES.sub(
        lambda found: "<text:tab/>" if found[0] == "\t" else f' <text:s text:c="{len(found[0]) - 1}"/>', escape(line)
    )


def valued(cell: Cell, kind: str) -> str:
    """The attributes of a figure, a date or a formula."""
    if isinstance(cell, date):
        day = local(cell).isoformat() if isinstance(cell, datetime) else cell.isoformat()
        return f' office:value-type="date" office:date-value="{day}"'
    formula = f" table:formula={quoteattr(opened(cell.text))}" if isinstance(cell, Formula) else ""
    value = figure(cell.value if isinstance(cell, Formula) else cell)  # type: ignore[arg-type]
    if value is None:
        return f'{formula} office:value-type="string"'
    if kind == Kind.MONEY:
        return f'{formula} office:value-type="currency" office:currency="EUR" office:value="{value:f}"'
    return f'{formula} office:value-type="float" office:value="{value:f}"'


def opened(formula: str) -> str:
    """The same formula as OpenFormula (ODF 1.2, part 2): references in brackets, semicolons between arguments."""
    return "of:=" + REFERENCE.sub(bracketed, formula).replace(",", ";")


def bracketed(found: re.Match[str]) -> str:
    sheet = f"${found[1]}" if found[1] else ""
    return f"[{sheet}.{found[2]}{f':.{found[3]}' if found[3] else ''}]"
