"""The unit's own workbook back: the cells as they are now, and what was found, at its cells."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from lungang.campaign.rosters.facts import check_return, rows_as_held
from lungang.campaign.rosters.layout import Cells, cells_of, shown_value
from lungang.campaign.rosters.models import Return, Row
from lungang.intake import annotate_content, write_template
from lungang.intake.editing import Edit
from lungang.intake.forms import read_tables
from lungang.platform.files.storage import content_of


def marked_workbook(sent: Return) -> bytes:
    """Return a workbook that says what the page says: corrections made on screen are in it.

    A return typed on screen comes in the template, an uploaded one in the unit's own workbook.

    Raises:
        WorkbookRefused: the file that was uploaded is too large to be marked.
    """
    rows = rows_as_held(sent)
    answer = check_return(sent, rows)
    if sent.file is None:
        content, name = _template(), "花名册.xlsx"
    else:
        content, name = content_of(sent.file.sha256), sent.file.name
    edits = edits_of(sent.layout, rows, _as_sent(content, name))
    return annotate_content(content, name, answer.findings, edits)


def edits_of(
    layout: dict[str, Any], rows: Sequence[Row], sent: dict[tuple[str, int], Cells]
) -> Iterator[Edit]:
    """Return how the cells differ from those of a workbook: changed, added and taken out.

    ``sent`` holds the cells of the workbook's rows by the name of the sheet and the row's number.
    """
    in_file = {sheet for sheet, _number in sent}
    for plain in layout["tables"]:
        sheet, columns = plain["sheet"], plain["columns"]
        now = {row.number: row.cells for row in rows if row.sheet == plain["sheet_no"]}
        was = {number: cells for (name, number), cells in sent.items() if name == sheet}
        if now and sheet not in in_file:
            for field, title in plain["titles"].items():
                yield Edit(sheet, plain["header_row"], columns[field], title)
        for number in sorted({*now, *was}):
            for field, column in columns.items():
                text = _text(now.get(number, {}), field)
                if number not in was or text != _text(was[number], field):
                    yield Edit(sheet, number, column, text)


def _text(cells: Cells, field: str) -> str:
    return shown_value(cells.get(field, ""))


def _as_sent(content: bytes, name: str) -> dict[tuple[str, int], Cells]:
    return {
        (table.sheet, number): cells_of(table, cells)
        for table in read_tables(content, name).tables
        for number, cells in table.rows
    }


def _template() -> bytes:
    out = io.BytesIO()
    write_template(out, of_unit=True)
    return out.getvalue()
