"""What is wrong with a roster, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lungang.i18n import gettext as _
from lungang.intake.sheets import Cell


class Severity(StrEnum):
    """An error keeps the whole roster out; a warning is for people to judge."""

    ERROR = "error"
    WARNING = "warning"


class Spot(NamedTuple):
    """Where a finding is for a program: numbers of the file and sheet, and the field."""

    file_no: int
    sheet_no: int
    field: str = ""


NOWHERE = Spot(-1, -1)


class Problem(NamedTuple):
    """What is wrong and what to do, before it has a place."""

    problem: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    ``cell`` is in A1 form, ``row`` counts from 1; a finding about a whole file has ``row`` 0 and
    no cell. ``column`` is the header as the file has it, ``value`` the cell as it was written,
    ``person`` the name in that row. ``spot`` says the place again in numbers, for pages.
    """

    file: str
    sheet: str
    row: int
    column: str
    cell: str
    value: str
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR
    person: str = field(default="", compare=False)
    spot: Spot = field(default=NOWHERE, compare=False)

    @property
    def is_error(self) -> bool:
        """Whether this keeps the roster out."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """One line for a terminal: place, value, problem, remedy."""
        sheet = _("表“{sheet}”").format(sheet=self.sheet) if self.sheet else ""
        parts = (self.file, sheet, self.cell, bare(self.column))
        where = " ".join(part for part in parts if part)
        value = f"“{self.value}”" if self.value else ""
        mark = _("错误") if self.is_error else _("提醒")
        return f"[{mark}] {where}{value and ' ' + value}：{self.problem}。{self.remedy}"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One recognised table of a sheet: its kind, where its columns are, and its rows of data.

    ``columns`` gives the place of each field, counted from 0, and ``titles`` the header as
    written. ``rows`` holds (row number, cells) without blank, total and example rows.
    """

    kind: str
    file: str
    file_no: int
    sheet: str
    sheet_no: int
    header_row: int
    columns: dict[str, int]
    titles: dict[str, str]
    rows: list[tuple[int, list[Cell]]]
    is_csv: bool = False


class Place(NamedTuple):
    """A row of a table: where a record came from."""

    table: Table
    row: int
    cells: list[Cell]

    @property
    def name(self) -> str:
        """The name as the row has it, for whoever is to find it."""
        at = self.table.columns.get("name", -1)
        if self.table.kind == "unit" or not -1 < at < len(self.cells):
            return ""
        return shown(self.cells[at]).strip()[:60]


@dataclass
class Report:
    """Gathers findings from every check and gives them back in reading order, none twice."""

    _found: dict[tuple[int, int, int, int, str, str, str], Finding] = field(default_factory=dict)

    def at(self, place: Place, name: str, problem: Problem, value: str | None = None) -> None:
        """Record a problem with a field of a row."""
        table = place.table
        column = table.columns.get(name)
        if column is None:
            self.header(table, problem)
            return
        if value is None:
            value = shown(place.cells[column] if column < len(place.cells) else "")
        cell = f"{column_letters(column)}{place.row}"
        self._add(
            (table.file_no, table.sheet_no, place.row, column),
            Finding(
                table.file,
                table.sheet,
                place.row,
                table.titles[name],
                cell,
                value,
                *problem,
                person=place.name,
                spot=Spot(table.file_no, table.sheet_no, name),
            ),
        )

    def header(self, table: Table, problem: Problem, column: int = 0, title: str = "") -> None:
        """Record a problem with the header of a table."""
        row = table.header_row
        self._add(
            (table.file_no, table.sheet_no, row, column),
            Finding(
                table.file,
                table.sheet,
                row,
                title,
                f"{column_letters(column)}{row}",
                title,
                *problem,
                spot=Spot(table.file_no, table.sheet_no),
            ),
        )

    def whole(self, problem: Problem, file: str = "", file_no: int = -1, sheet: str = "") -> None:
        """Record a problem with a file, a sheet of it, or the roster as a whole."""
        self._add((file_no, -1, 0, 0), Finding(file, sheet, 0, "", "", "", *problem))

    def again(self, finding: Finding) -> None:
        """Record what an earlier reading of the file found."""
        spot = finding.spot
        self._add((spot.file_no, spot.sheet_no, finding.row, -1), finding)

    def _add(self, order: tuple[int, int, int, int], finding: Finding) -> None:
        key = (*order, finding.file, finding.sheet, finding.problem)
        self._found.setdefault(key, finding)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, by file, sheet, row and column."""
        return tuple(self._found[key] for key in sorted(self._found, key=lambda key: key[:4]))


def bare(title: str) -> str:
    """Return a column's title without the asterisk by which the template marks what must be."""
    return title.rstrip("*＊ ")


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(value: Cell) -> str:
    """Return a cell as the user sees it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:200]


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep a roster out."""
    return [finding for finding in findings if finding.is_error]
