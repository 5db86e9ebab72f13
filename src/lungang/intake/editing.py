"""Cells put into a workbook before it goes back: what was corrected elsewhere since it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.worksheet.worksheet import Worksheet


class Edit(NamedTuple):
    """A cell as it is now: the sheet's name, the row from 1, the column from 0, "" for blank.

    A sheet that the workbook does not have is made; of a file with one nameless sheet (csv) the
    name is "".
    """

    sheet: str
    row: int
    column: int
    text: str


def put(book: Workbook, edits: Iterable[Edit]) -> None:
    """Put edits into a workbook, as text: nothing in them ever runs."""
    for edit in edits:
        sheet = _sheet(book, edit.sheet)
        cell = sheet.cell(edit.row, edit.column + 1)
        if isinstance(cell, MergedCell):
            _split(sheet, cell)
            cell = sheet.cell(edit.row, edit.column + 1)
        if edit.text:
            put_text(cell, edit.text)
        else:
            cell.value = None


def put_text(cell: Any, text: str) -> None:
    """Make a cell hold this text and nothing else: no formula, no number, no date."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def _sheet(book: Workbook, name: str) -> Worksheet:
    if name in book.sheetnames:
        return book[name]
    return book.create_sheet(name) if name else book.worksheets[0]


def _split(sheet: Worksheet, cell: MergedCell) -> None:
    """Take a merged range apart: one of its rows says something of its own now."""
    area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    sheet.unmerge_cells(str(area))
