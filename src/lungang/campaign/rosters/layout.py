"""Between the cells kept in the database and the tables that the reader checks.

A layout is ``{"tables": [{kind, sheet, sheet_no, header_row, columns, titles, is_csv}, …],
"findings": [what was wrong with the headers, …]}``. The cells of a row are kept by field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from lungang.domain.clock import YearMonth
from lungang.intake.findings import Finding, Severity, Spot, Table, shown
from lungang.intake.forms import Cell, Tables, blank_table
from lungang.intake.tables import specs
from lungang.intake.values import clean, read_month

if TYPE_CHECKING:
    from lungang.campaign.rosters.models import Row

Cells = dict[str, Any]
LONGEST = 2000
"""Signs in a cell: no cell of a roster needs more."""
ON_SCREEN = ("roster", "kin", "wish")
"""The tables that a unit fills in, in the order of the template; 单位 is not the unit's to say."""


def layout_of(tables: Tables) -> dict[str, Any]:
    """Return the layout of what was read from a file."""
    return {
        "tables": [_plain(table) for table in tables.tables if table.kind in ON_SCREEN],
        "findings": [asdict(finding) for finding in tables.findings],
    }


def blank_layout() -> dict[str, Any]:
    """Return the layout of a return that is typed on screen: the template's."""
    return completed({"tables": [], "findings": []})


def completed(layout: dict[str, Any]) -> dict[str, Any]:
    """Return the layout with an empty sheet for each table that the file did not have."""
    tables = list(layout["tables"])
    free = 1 + max((table["sheet_no"] for table in tables), default=-1)
    have = {table["kind"] for table in tables}
    for kind in ON_SCREEN:
        if kind not in have:
            tables.append(_plain(blank_table(kind, sheet_no=free)))
            free += 1
    return {**layout, "tables": tables}


def findings_of(layout: dict[str, Any]) -> list[Finding]:
    """Return what was wrong with the headers when the file was read."""
    return [
        Finding(**{**kept, "severity": Severity(kept["severity"]), "spot": Spot(*kept["spot"])})
        for kept in layout.get("findings", ())
    ]


def cells_of(table: Table, cells: list[Cell]) -> Cells:
    """Return a row's cells by field, as they are kept."""
    width = len(cells)
    return {
        field: kept(cells[at])
        for field, at in table.columns.items()
        if at < width and cells[at] != ""
    }


def kept(cell: Cell) -> Any:
    """Return a cell in the terms of JSON."""
    return ["d", cell.isoformat()] if isinstance(cell, date) else cell


def cell_of(value: Any) -> Cell:
    """Return a cell as the reader takes it."""
    if isinstance(value, list):
        return date.fromisoformat(value[1])
    return value  # type: ignore[no-any-return]


def tables_of(
    layout: dict[str, Any],
    rows: Iterable[Row],
    *,
    file: str = "",
    file_no: int = 0,
    changed: Mapping[Any, Cells] | None = None,
) -> list[Table]:
    """Return the tables of a return as the reader takes them.

    ``changed`` gives cells that hold in place of those of a row, by the row's key.
    """
    by_sheet: dict[int, list[tuple[int, Cells]]] = defaultdict(list)
    for row in rows:
        cells = row.cells
        if changed and row.pk in changed:
            cells = {**cells, **changed[row.pk]}
        by_sheet[row.sheet].append((row.number, cells))
    tables = []
    for plain in layout.get("tables", ()):
        columns: dict[str, int] = plain["columns"]
        data = [
            (number, _row(columns, cells))
            for number, cells in sorted(by_sheet[plain["sheet_no"]], key=lambda item: item[0])
        ]
        tables.append(Table(file=file, file_no=file_no, rows=data, **plain))
    return tables


def _row(columns: dict[str, int], cells: Cells) -> list[Cell]:
    row: list[Cell] = [""] * (1 + max(columns.values()))
    for field, value in cells.items():
        if field in columns:
            row[columns[field]] = cell_of(value)
    return row


def _plain(table: Table) -> dict[str, Any]:
    names = ("kind", "sheet", "sheet_no", "header_row", "columns", "titles", "is_csv")
    return {name: getattr(table, name) for name in names}


def plainly(field: str, value: Any) -> str:
    """Return what a kept cell says, however it is written: to be compared, and to be shown."""
    text = clean(shown_value(value))
    if is_month(field):
        return _month_said(text)
    return text.upper() if field in ("id", "relative_id") else text


@lru_cache(maxsize=2048)  # a county's people share a few hundred months
def _month_said(text: str) -> str:
    month = None if re.fullmatch(r"\d{4}\.1", text) else read_month(text)[0]  # January or October?
    return _written(month) if month is not None else text


def is_month(field: str) -> bool:
    """Whether a column of people holds months."""
    return field in _months()


@cache
def _months() -> frozenset[str]:
    return frozenset(column.field for column in specs()["roster"].columns if column.date)


def shown_value(value: Any) -> str:
    """Return a kept cell as the user sees it: a date as rosters write it, 1962.05.18."""
    if isinstance(value, list):
        return str(value[1]).replace("-", ".")
    return shown(value)


def _written(month: YearMonth) -> str:
    return month.dotted if month.day is None else f"{month.dotted}.{month.day:02d}"
