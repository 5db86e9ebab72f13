"""The results as a workbook (xlsx), one sheet a table, ready to be printed on A4.

Text is always written as text, never as a formula or link. The same results give the same bytes:
the only date inside is the reference date.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time
from os import PathLike
from typing import BinaryIO

from xlsxwriter import Workbook

from lungang.statistics.records import Outcomes
from lungang.statistics.wording import clean
from lungang.statistics.workbook.contents import sheets
from lungang.statistics.workbook.sheet import shown, write_sheet
from lungang.statistics.workbook.style import Styles

NEVER_FORMULAS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Options under which text stays text."""


def write_workbook(outcomes: Outcomes, path: str | PathLike[str]) -> None:
    """Write the workbook to ``path``, replacing what is there.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "wb") as stream:
        write_workbook_to(outcomes, stream)


def write_workbook_to(
    outcomes: Outcomes, stream: BinaryIO, *, imprint: str = "", only: Collection[str] = ()
) -> None:
    """Write the workbook to an open stream; nothing is put on the disk.

    ``imprint`` stands on every sheet, as its last line and at the foot of each printed page: whose
    copy it is. ``only`` names the sheets to write, where not all of them.
    """
    with Workbook(stream, {**NEVER_FORMULAS, "in_memory": True}) as book:
        day = datetime.combine(outcomes.reference_date, time())
        book.set_properties({"title": clean(outcomes.title), "created": day})
        styles = Styles(book)
        wanted = (one for one in sheets(outcomes) if not only or one.name in only)
        for one in wanted:
            write_sheet(book, styles, replace(one, imprint=imprint))


def csv_of(outcomes: Outcomes, name: str) -> bytes:
    """Return one sheet as CSV that spreadsheets open: head, rows and total, without its notes.

    Raises:
        KeyError: the workbook has no sheet of that name.
    """
    sheet = {one.name: one for one in sheets(outcomes)}[name]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.head for column in sheet.columns])
    for row in (*sheet.rows, *((sheet.total,) if sheet.total else ())):
        writer.writerow(
            [_plain(shown(cell)) if isinstance(cell, str) else shown(cell) for cell in row]
        )
    return stream.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t") else cell
