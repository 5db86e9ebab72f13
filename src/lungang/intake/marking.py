"""The user's own file back, with every finding marked in its cell and listed."""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lungang.errors import WorkbookRefused
from lungang.i18n import gettext as _
from lungang.intake.editing import Edit, put, put_text
from lungang.intake.findings import Finding, Severity, Spot, bare, shown
from lungang.intake.guard import (
    ANNOTATE_UNPACKED,
    MARKING_LIMITS,
    MARKING_WALL_SECONDS,
    refusal,
    refuse_missing,
)
from lungang.intake.reader import list_files
from lungang.intake.sheets import ask, read_cells_of

AUTHOR = "轮岗核对"
MARKER = Path(__file__).with_name("_marker.py")
RESULT_SHEET = "检查结果"
RED, AMBER, HEAD = "FFF4B6B6", "FFFFE699", "FF1F4E79"
FILLS = {True: PatternFill("solid", fgColor=RED), False: PatternFill("solid", fgColor=AMBER)}
_LINE = Side(style="thin", color="FFB8C2CC")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WIDTHS = (6, 8, 12, 9, 16, 22, 44, 48)


def annotate(
    path_in: str | os.PathLike[str],
    findings: Iterable[Finding],
    path_out: str | os.PathLike[str],
) -> tuple[Path, ...]:
    """Write a copy of the input with the findings marked, noted and listed; return the paths.

    For a folder ``path_out`` is a folder too, made if it is missing, and gets one workbook for
    each file that can be opened. An xlsx keeps the user's formatting; xls and csv become xlsx.
    Formulas become their text, so that nothing in the copy runs.

    Raises:
        WorkbookRefused: the only file given is no workbook or not safe to open.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    source, target = Path(path_in), Path(path_out)
    if not source.is_dir():
        of_file = by_file[source.name] + by_file[""]
        return (_annotate_file(source, of_file, target),)
    target.mkdir(parents=True, exist_ok=True)
    return tuple(_annotate_folder(source, by_file, target))


def _annotate_folder(
    source: Path, by_file: dict[str, list[Finding]], target: Path
) -> Iterable[Path]:
    files = list_files(source)
    stems = [path.stem for _name, path in files]
    for name, path in files:
        stem = path.stem if stems.count(path.stem) == 1 else path.name
        try:
            yield _annotate_file(
                path, by_file[name] + by_file[""], target / f"{stem}_{RESULT_SHEET}.xlsx"
            )
        except WorkbookRefused:
            continue  # told in the findings of the whole; there is nothing to mark


def _annotate_file(path: Path, findings: Sequence[Finding], out: Path) -> Path:
    refuse_missing(path)
    data = path.read_bytes()
    out.write_bytes(_marked(data, path, findings))
    return out


def annotate_content(
    content: bytes, name: str, findings: Iterable[Finding], edits: Iterable[Edit] = ()
) -> bytes:
    """Return a marked copy (xlsx) of a file's content; ``name`` says what kind of file it was.

    ``edits`` are cells that hold something else by now.

    Raises:
        WorkbookRefused: it is no workbook, not safe to open, or too large to mark.
    """
    return _marked(content, Path(name), list(findings), list(edits))


def _marked(
    data: bytes, path: Path, findings: Sequence[Finding], edits: Sequence[Edit] = ()
) -> bytes:
    """Let a process of its own mark the file: first the user's own workbook, else its cells."""
    raw = read_cells_of(data, path)  # refuses what is not safe to open
    as_it_is = raw.kind == "xlsx" and raw.unpacked <= ANNOTATE_UNPACKED
    if as_it_is and (own := _ask_marker(findings, edits, [], data)):
        return own
    sheets = [
        [sheet.name or path.stem[:31], [[shown(cell) for cell in row] for row in sheet.rows]]
        for sheet in raw.sheets
    ]
    if cells := _ask_marker(findings, edits, sheets, b""):
        return cells
    raise refusal("too_large_to_mark", path)


def _ask_marker(
    findings: Sequence[Finding], edits: Sequence[Edit], sheets: list[Any], data: bytes
) -> bytes | None:
    found = [asdict(item) for item in findings]
    head = json.dumps({"findings": found, "edits": edits, "sheets": sheets})
    order = {"limits": MARKING_LIMITS, "path": sys.path}
    answer = ask(MARKER, order, head.encode() + b"\n" + data, MARKING_WALL_SECONDS)
    return answer if answer and answer.startswith(b"PK") else None


def mark(head: dict[str, Any], data: bytes, out: IO[bytes]) -> bool:
    """Write the marked copy of a workbook, or of its cells, to ``out``. Runs in the marker alone.

    False: the user's workbook is too large or too odd to be kept as it is.
    """
    findings = [
        Finding(**{**kept, "severity": Severity(kept["severity"]), "spot": Spot(*kept["spot"])})
        for kept in head["findings"]
    ]
    book = _own_book(data) if data else _book_of_cells(head["sheets"])
    if book is None:
        return False
    if RESULT_SHEET in book.sheetnames:
        del book[RESULT_SHEET]
    for sheet in book.worksheets:
        _make_inert(sheet)
    put(book, [Edit(*kept) for kept in head["edits"]])
    _mark(book, findings)
    _list(book, findings)
    book.save(out)
    return True


def _own_book(data: bytes) -> Workbook | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library drops is not the user's concern
            return load_workbook(io.BytesIO(data), keep_links=False, rich_text=False)
    except Exception:  # the cells were read; only the formatting is lost then
        return None


def _book_of_cells(sheets: list[tuple[str, list[list[str]]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    put_text(sheet.cell(number, column), value)
        for column in range(1, max(map(len, rows), default=0) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 16
    if not book.worksheets:
        book.create_sheet("Sheet1")
    return book


def _make_inert(sheet: Worksheet) -> None:
    """Turn every formula into its text, and take off marks of an earlier check."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.data_type == "f":
                text = getattr(cell.value, "text", None) or cell.value
                put_text(cell, text if isinstance(text, str) else str(text))
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in (RED, AMBER):
                    cell.fill = PatternFill()


def _mark(book: Workbook, findings: Sequence[Finding]) -> None:
    cells: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell:
            cells[finding.sheet, finding.cell].append(finding)
    for (name, address), found in cells.items():
        sheet = book[name] if name in book.sheetnames else book.worksheets[0]
        cell = sheet[address]
        if isinstance(cell, MergedCell):
            cell = _top_left(sheet, cell)
        _mark_cell(cell, found)


def _top_left(sheet: Worksheet, cell: MergedCell) -> BookCell:
    for area in sheet.merged_cells.ranges:
        if cell.coordinate in area:
            return sheet.cell(area.min_row, area.min_col)
    raise AssertionError("a merged cell lies in a merged range")


def _mark_cell(cell: BookCell, found: Sequence[Finding]) -> None:
    cell.fill = FILLS[any(finding.is_error for finding in found)]
    lines = [f"{_level(finding)}：{finding.problem}。{finding.remedy}。" for finding in found]
    if cell.comment is not None:
        lines.insert(0, cell.comment.text)
    text = "\n".join(lines)
    comment = Comment(text, AUTHOR)
    comment.width = 300
    comment.height = 30 + 18 * sum(-(-len(line) // 22) for line in text.split("\n"))
    cell.comment = comment


def _level(finding: Finding) -> str:
    return _("错误") if finding.is_error else _("提醒")


def _list(book: Workbook, findings: Sequence[Finding]) -> None:
    sheet = book.create_sheet(RESULT_SHEET, 0)
    errors = sum(finding.is_error for finding in findings)
    summary = _("检查结果：错误{errors}处，提醒{warnings}处").format(
        errors=errors, warnings=len(findings) - errors
    )
    if not findings:
        summary = _("检查结果：没有发现问题")
    sheet.append([summary])
    sheet["A1"].font = Font(name="宋体", size=14, bold=True)
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[2].height = 22
    heads = (_("序号"), _("级别"), _("工作表"), _("单元格"), _("列名"), _("原值"), _("问题"),
             _("处理办法"))  # fmt: skip
    sheet.append(list(heads))
    for cell in sheet[2]:
        cell.font = Font(name="宋体", size=11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.border = _BORDER
    for number, finding in enumerate(findings, 1):
        _list_one(sheet, number, finding, book)
    _lay_out(sheet, len(findings))
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _list_one(sheet: Worksheet, number: int, finding: Finding, book: Workbook) -> None:
    row = number + 2
    target = finding.sheet if finding.sheet in book.sheetnames else book.worksheets[-1].title
    values = (str(number), _level(finding), finding.sheet, finding.cell, bare(finding.column),
              finding.value, finding.problem, finding.remedy)  # fmt: skip
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        put_text(cell, value)
        cell.font = Font(name="宋体", size=10.5)
        cell.border = _BORDER
        cell.alignment = Alignment(
            vertical="center", wrap_text=True, horizontal="center" if column in (1, 2, 4) else None
        )
    sheet.cell(row, 2).fill = FILLS[finding.is_error]
    # Excel does not fit the height of rows that were written by others.
    lines = max(-(-len(finding.problem) // 20), -(-len(finding.remedy) // 22))
    sheet.row_dimensions[row].height = 6 + 15 * lines
    if finding.cell:
        link = sheet.cell(row, 4)
        link.hyperlink = f"#'{target}'!{finding.cell}"
        link.font = Font(name="宋体", size=10.5, color="FF1F4E79", underline="single")


def _lay_out(sheet: Worksheet, count: int) -> None:
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:H{max(3, count + 2)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
