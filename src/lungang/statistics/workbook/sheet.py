"""One sheet: a title, a line of facts, a table with repeated heads, notes; set up for A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lungang.statistics.wording import clean, width
from lungang.statistics.workbook.style import Styles

Cell = str | int | float

_A4 = 9
_LINE = 16.5  # points a line of text takes
_ROOM = 3.0  # digits a column is wider than its text: the indent and the borders
_HEAD_ROW = 2
_LONGEST = 32_000  # characters; Excel holds 32,767


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its head, how its cells are set, and between which widths it may be."""

    head: str
    kind: str = "text"
    least: int = 6
    most: int = 26


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What a sheet holds. ``merge`` joins equal neighbours of the first column.

    ``bar`` is the number of a column that carries bars of its values.
    """

    name: str
    title: str
    line: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    total: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False
    merge: bool = False
    bar: int | None = None
    campaign: str = ""
    imprint: str = ""


def write_sheet(book: Workbook, styles: Styles, sheet: Sheet) -> None:
    """Add the sheet to the workbook."""
    page = book.add_worksheet(sheet.name)
    widths = _widths(sheet)
    for number, wide in enumerate(widths):
        page.set_column(number, number, wide)
    _heads(page, styles, sheet, widths)
    last = _body(page, styles, sheet, widths)
    last = _notes(page, styles, sheet, widths, last)
    _print_setup(page, sheet, last)


def _widths(sheet: Sheet) -> list[float]:
    rows = [*sheet.rows, *((sheet.total,) if sheet.total else ())]
    return [
        min(
            max(column.least, width(column.head), *(width(shown(row[n])) for row in rows)),
            max(column.most, column.least),
        )
        + _ROOM
        for n, column in enumerate(sheet.columns)
    ]


def shown(cell: Cell) -> str:
    """A cell as it is read: shares in per cent."""
    return f"{cell:.1%}" if isinstance(cell, float) else clean(str(cell))


def _lines(text: str, wide: float) -> int:
    # Song is a little wider than the digits that a column is measured in.
    return max(1, ceil(width(text) * 1.06 / max(wide - _ROOM / 2, 1)))


def _heads(page: Worksheet, styles: Styles, sheet: Sheet, widths: Sequence[float]) -> None:
    last = len(sheet.columns) - 1
    _across(page, 0, last, clean(sheet.title), styles, "title")
    page.set_row(0, 34 * _lines(clean(sheet.title), sum(widths) / 1.7))
    _across(page, 1, last, clean(sheet.line), styles, "line")
    page.set_row(1, 20)
    for number, column in enumerate(sheet.columns):
        page.write_string(_HEAD_ROW, number, column.head, styles("head"))
    most = max(_lines(column.head, w) for column, w in zip(sheet.columns, widths, strict=True))
    page.set_row(_HEAD_ROW, _LINE * most + 8)


def _across(page: Worksheet, row: int, last: int, text: str, styles: Styles, kind: str) -> None:
    if last:
        page.merge_range(row, 0, row, last, "", styles(kind))
    page.write_string(row, 0, text[:_LONGEST], styles(kind, text=text))


def _body(page: Worksheet, styles: Styles, sheet: Sheet, widths: Sequence[float]) -> int:
    at = _HEAD_ROW
    for row in sheet.rows or (("无", *[""] * (len(sheet.columns) - 1)),):
        at += 1
        _row(page, styles, sheet, widths, at, row)
    if sheet.merge:
        _merge_first(page, styles, sheet)
    if sheet.bar is not None and sheet.rows:
        page.conditional_format(
            _HEAD_ROW + 1,
            sheet.bar,
            at,
            sheet.bar,
            {
                "type": "data_bar",
                "bar_solid": True,
                "bar_color": "#A9C0E0",
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )
    if sheet.total:
        at += 1
        _row(page, styles, sheet, widths, at, sheet.total, bold=True)
    return at


def _row(
    page: Worksheet,
    styles: Styles,
    sheet: Sheet,
    widths: Sequence[float],
    at: int,
    row: Sequence[Cell],
    *,
    bold: bool = False,
) -> None:
    lines = 1
    for number, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
        if isinstance(cell, str):
            text = clean(cell)[:_LONGEST]
            kind = "text" if column.kind in {"number", "share"} else column.kind
            page.write_string(at, number, text, styles(kind, bold=bold, text=text))
            lines = max(lines, _lines(text, widths[number]))
        else:
            page.write_number(at, number, cell, styles(column.kind, bold=bold))
    page.set_row(at, min(_LINE * lines + 8, 409))


def _merge_first(page: Worksheet, styles: Styles, sheet: Sheet) -> None:
    start = 0
    firsts = [clean(str(row[0])) for row in sheet.rows]
    for at in range(1, len(firsts) + 1):
        if at < len(firsts) and firsts[at] == firsts[start]:
            continue
        if at - start > 1:
            top = _HEAD_ROW + 1 + start
            page.merge_range(top, 0, top + at - start - 1, 0, "", styles("center"))
            page.write_string(top, 0, firsts[start], styles("center", text=firsts[start]))
        start = at


def _notes(page: Worksheet, styles: Styles, sheet: Sheet, widths: Sequence[float], at: int) -> int:
    for note in (*sheet.notes, *((sheet.imprint,) if sheet.imprint else ())):
        at += 1
        text = clean(note)
        _across(page, at, len(sheet.columns) - 1, text, styles, "note")
        page.set_row(at, min(_LINE * _lines(text, sum(widths)) + 6, 409))
    return at


def _print_setup(page: Worksheet, sheet: Sheet, last: int) -> None:
    # In headers & starts a code, so one of a title is written twice; the blank ends the size.
    campaign = clean(sheet.campaign).replace("&", "&&")[:120]
    imprint = clean(sheet.imprint).replace("&", "&&")[:80]
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.repeat_rows(0, _HEAD_ROW)
    page.print_area(0, 0, last, len(sheet.columns) - 1)
    page.set_paper(_A4)
    if sheet.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.7)
    page.set_header(f"&R&9 {campaign}")
    page.set_footer(
        f"&L&9 {imprint}&C&9第 &P 页，共 &N 页" if imprint else "&C&9第 &P 页，共 &N 页"
    )
    page.hide_gridlines(1)
