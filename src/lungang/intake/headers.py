"""Finding the tables in what units send: the header row, the columns, the rows that are data."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache

from lungang.i18n import gettext as _
from lungang.intake.findings import Problem, Report, Severity, Table, shown
from lungang.intake.sheets import Cell, RawFile, RawSheet
from lungang.intake.tables import SheetSpec, columns_data, fold, fold_title, specs

# Above the header stand at most a title, a line of notes and a line of who fills it in.
SEARCH_ROWS = 30


def find_tables(raw: RawFile, name: str, file_no: int, report: Report) -> list[Table]:
    """Recognise every table of a file; what cannot be recognised is reported."""
    found: list[Table] = []
    unknown: list[str] = []
    for sheet_no, sheet in enumerate(raw.sheets):
        if fold(sheet.name) in _skip_sheets() or not any(map(any, sheet.rows)):
            continue
        label = sheet.name or raw.path.stem
        match = _recognise(sheet, label)
        if match is None:
            unknown.append(sheet.name)
            continue
        table = _table(sheet, match, name, file_no, sheet_no, raw.kind == "csv")
        found.append(table)
        if sheet.is_hidden:
            report.header(table, _hidden())
        _report_columns(table, sheet.rows[table.header_row - 1], report)
    if not found:
        report.whole(_nothing_found(), name, file_no)
    else:
        for sheet_name in unknown:
            report.whole(_not_read(), name, file_no, sheet_name)
    return found


def _nothing_found() -> Problem:
    return Problem(
        _("没有找到花名册、单位、亲属关系或志愿的表头"),
        _("请使用模板，或把表头改成模板的列名"),
    )


def _hidden() -> Problem:
    return Problem(
        _("这是隐藏的工作表，里面的内容也读入了"),
        _("请在 Excel 或 WPS 里取消隐藏，核对里面的内容；不该报的删去这个工作表"),
        Severity.WARNING,
    )


def _not_read() -> Problem:
    return Problem(
        _("这个工作表没有认得的表头，未读入"),
        _("如其中有应读入的内容，请按模板改列名；否则不必处理"),
        Severity.WARNING,
    )


# (kind, 0-based last header row, column of each field)
Match = tuple[SheetSpec, int, dict[str, int]]


def _recognise(sheet: RawSheet, label: str) -> Match | None:
    best: Match | None = None
    best_score = 0.0
    titles = [[_title(cell) for cell in row] for row in sheet.rows[: SEARCH_ROWS + 1]]
    for index in range(min(SEARCH_ROWS, len(titles))):
        for spec in specs().values():
            for last, columns in _readings(spec, titles, index):
                score = _score(spec, columns, label)
                if score > best_score:
                    best, best_score = (spec, last, columns), score
    return best


def _readings(
    spec: SheetSpec, titles: list[list[str]], index: int
) -> Iterator[tuple[int, dict[str, int]]]:
    """The columns if the header is this row alone, or this row and the one below it."""
    alone = _columns(spec, titles[index])
    if not alone:
        return
    yield index, alone
    if index + 1 < len(titles):
        below = _columns(spec, titles[index + 1])
        # A group title ("任职情况") stands above two or more real titles; the lower one is meant.
        both = {**alone, **below}
        if len(below) >= 2 and len(set(both.values())) == len(both) > len(alone):
            yield index + 1, both


def _columns(spec: SheetSpec, titles: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, title in enumerate(titles):
        field = spec.by_title.get(title) if title else None
        if field is not None:
            columns.setdefault(field, position)
    return columns


def _score(spec: SheetSpec, columns: dict[str, int], label: str) -> float:
    if not all(field in columns for field in spec.needs):
        return 0
    if not any(field in columns for field in spec.marks):
        return 0
    named = fold(label) in spec.sheet_aliases
    return len(columns) + (3 if named else 0) + (0.5 if spec.kind in ("kin", "wish") else 0)


def _title(cell: Cell) -> str:
    return fold_title(cell) if isinstance(cell, str) and len(cell) <= 40 else ""


def _table(
    sheet: RawSheet, match: Match, name: str, file_no: int, sheet_no: int, is_csv: bool
) -> Table:
    spec, last, columns = match
    header = sheet.rows[last]
    above = sheet.rows[last - 1] if last else []
    titles = {
        field: shown(header[at] if at < len(header) and header[at] != "" else above[at]).strip()
        for field, at in columns.items()
    }
    rows = [
        (number, row)
        for number, row in enumerate(sheet.rows[last + 1 :], last + 2)
        if row and _is_data(columns, row, header)
    ]
    return Table(
        spec.kind, name, file_no, sheet.name, sheet_no, last + 1, columns, titles, rows, is_csv
    )


def _is_data(columns: dict[str, int], row: list[Cell], header: list[Cell]) -> bool:
    """Whether a row is a record, and not blank, a total, a signature, a title, or the example."""
    filled = [cell for cell in row if not isinstance(cell, str) or cell.strip()]
    if not filled:
        return False
    serial = columns.get("seq")
    width = len(row)
    known = [at for f, at in columns.items() if at != serial and at < width and row[at] != ""]
    if not known or (len(filled) == 1 and known != [columns["name"]]):
        return False
    name = row[columns["name"]] if columns["name"] < width else ""
    if isinstance(name, str) and name.lstrip().startswith(columns_data()["example_prefix"]):
        return False
    if len(known) <= 6 or name == "":
        first = filled[0]
        if isinstance(first, str) and (_is_total(first) or _is_total(str(name))):
            return False
    # Printed lists repeat the header on every page.
    repeated = sum(a == b and a != "" for a, b in zip(row, header, strict=False))
    return repeated < 3 and repeated < len(known)


def _is_total(text: str) -> bool:
    return fold(text).startswith(_total_words())


def _report_columns(table: Table, header: list[Cell], report: Report) -> None:
    spec = specs()[table.kind]
    for column in spec.columns:
        if column.required and not column.optional_cell and column.field not in table.columns:
            report.header(table, _missing(column.name, table.header_row))
    seen = set(table.columns.values())
    for position, cell in enumerate(header):
        title = _title(cell)
        if position in seen or not title or title in _skip_columns():
            continue
        if title in spec.by_title:
            report.header(table, _twice(), position, shown(cell))
        else:
            report.header(table, _unknown(title, spec), position, shown(cell))


def _missing(name: str, row: int) -> Problem:
    return Problem(
        _("表头（第{row}行）里没有“{name}”这一列").format(row=row, name=name),
        _("如在别的列名下，请把列名改成“{name}”；没有的，加一列并逐人填好").format(name=name),
    )


def _twice() -> Problem:
    return Problem(
        _("这一列与前面的列重复，未读入"), _("请删去一列，或改成模板的列名"), Severity.WARNING
    )


def _unknown(title: str, spec: SheetSpec) -> Problem:
    close = difflib.get_close_matches(title, spec.by_title, 1, 0.5)
    remedy = _("如应读入，请改成模板的列名；否则不必处理")
    if close:
        name = spec.by_field[spec.by_title[close[0]]].name
        remedy = _("是否指“{name}”？如是请改列名；否则不必处理").format(name=name)
    return Problem(_("不认得的列，未读入"), remedy, Severity.WARNING)


@cache
def _skip_sheets() -> frozenset[str]:
    return frozenset(map(fold, columns_data()["skip_sheets"]))


@cache
def _skip_columns() -> frozenset[str]:
    return frozenset(map(fold_title, columns_data()["skip_columns"]))


@cache
def _total_words() -> tuple[str, ...]:
    return tuple(map(fold, columns_data()["total_words"]))
