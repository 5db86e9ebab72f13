"""The results as a workbook (xlsx), one sheet a table, ready to be printed on A4.

Text is always written as text, never as a formula or link. The same results give the same bytes:
the only date inside is the reference date.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from os import PathLike
from typing import BinaryIO

from xlsxwriter import Workbook

from lungang.statistics.records import Outcomes
from lungang.statistics.wording import clean
from lungang.statistics.workbook.contents import sheets
from lungang.statistics.workbook.sheet import write_sheet
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


def write_workbook_to(outcomes: Outcomes, stream: BinaryIO, *, imprint: str = "") -> None:
    """Write the workbook to an open stream; nothing is put on the disk.

    ``imprint`` stands on every sheet, as its last line and at the foot of each printed page: whose
    copy it is.
    """
    with Workbook(stream, {**NEVER_FORMULAS, "in_memory": True}) as book:
        day = datetime.combine(outcomes.reference_date, time())
        book.set_properties({"title": clean(outcomes.title), "created": day})
        styles = Styles(book)
        for one in sheets(outcomes):
            write_sheet(book, styles, replace(one, imprint=imprint))
