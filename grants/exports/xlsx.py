"""A workbook as Office Open XML (.xlsx): rows go to the disk as they are written, and no text is ever a formula."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook

from grants.exports.sheets import Book, Cell, Formula, Kind, Sheet, figure, local

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLOCK = 1 << 16  # bytes sent at once
LONGEST = 32_767  # characters that a cell holds
AS_TYPED: dict[str, Any] = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
SHOWN: dict[Kind, dict[str, Any]] = {
    # Text for good: edited again in the cell, « =1+1 » stays what was written.
    Kind.TEXT: {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True},
    Kind.WHOLE: {"num_format": "0", "valign": "top"},
    Kind.SCORE: {"num_format": "0.00", "valign": "top"},
    Kind.MONEY: {"num_format": "#,##0.00 [$€-40C]", "valign": "top"},
    Kind.DAY: {"num_format": "dd/mm/yyyy", "valign": "top"},
    Kind.MOMENT: {"num_format": "dd/mm/yyyy hh:mm", "valign": "top"},
}


def blocks(book: Book) -> Iterator[bytes]:
    """The file, block by block; its archive is made in a file without a name that goes with it."""
    with TemporaryFile() as file:
        write(book, file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def write(book: Book, file: IO[bytes]) -> None:
    with Workbook(file, {"constant_memory": True, **AS_TYPED}) as workbook:
        workbook.set_properties({"title": book.title, "comments": "Guichet"})
        styles = {(kind, bold): workbook.add_format({**shown, "bold": bold}) for kind, shown in SHOWN.items()
                  for bold in (False, True)}  # fmt: skip
        for sheet in book.sheets:
            write_sheet(sheet, workbook.add_worksheet(sheet.name), styles)


def write_sheet(sheet: Sheet, page: Any, styles: dict[tuple[Kind, bool], Any]) -> None:
    """Its header stays in sight, is printed on each page, and filters."""
    for rank, column in enumerate(sheet.columns):
        page.set_column(rank, rank, column.width)
    for rank, column in enumerate(sheet.columns):
        page.write_string(0, rank, column.title, styles[Kind.TEXT, True])
    kinds = [each.kind for each in sheet.columns]
    for row, cells in enumerate(sheet.rows, 1):
        write_row(page, row, cells, [styles[kind, False] for kind in kinds])
    if sheet.totals:
        write_row(page, len(sheet.rows) + 1, sheet.totals, [styles[kind, True] for kind in kinds])
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def write_row(page: Any, row: int, cells: Sequence[Cell], styles: Sequence[Any]) -> None:
    for rank, (cell, style) in enumerate(zip(cells, styles, strict=True)):
        write_cell(page, row, rank, cell, style)


def write_cell(page: Any, row: int, rank: int, cell: Cell, style: Any) -> None:
    if cell is None:
        page.write_blank(row, rank, None, style)
    elif isinstance(cell, Formula):
        value = figure(cell.value)
        page.write_formula(row, rank, f"={cell.text}", style, "" if value is None else float(value))
    elif isinstance(cell, str):
        page.write_string(row, rank, cell[:LONGEST], style)
    elif isinstance(cell, datetime):
        page.write_datetime(row, rank, local(cell), style)
    elif isinstance(cell, date):
        page.write_datetime(row, rank, cell, style)
    else:
        page.write_number(row, rank, float(figure(cell) or 0), style)
