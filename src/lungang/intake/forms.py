"""Reading in two halves, for an office that keeps what was sent: cells first, then what they say.

:func:`read_tables` makes tables of a file; :func:`check_tables` judges tables wherever their cells
were kept since. What is judged, and in which words, is the same as in
:func:`lungang.intake.read_roster`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lungang.domain.plan import InputFile
from lungang.domain.roster import Unit
from lungang.i18n import gettext as _
from lungang.intake.findings import Finding, Problem, Report, Table, errors_of
from lungang.intake.headers import find_tables
from lungang.intake.reader import letters
from lungang.intake.sheets import Cell, read_cells, read_cells_of
from lungang.intake.tables import fold, specs
from lungang.intake.together import Checked, Judge, by_kind, check
from lungang.intake.units import UnitNames, UnitRows, read_units


@dataclass(frozen=True)
class Tables:
    """The tables recognised in a file, and what is wrong with their headers."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    file: InputFile


@dataclass(frozen=True)
class Answer(Checked):
    """What came of checking tables: the roster, rows as far as they could be read, findings."""

    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the roster out."""
        return tuple(errors_of(self.findings))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that people are to judge."""
        return tuple(finding for finding in self.findings if not finding.is_error)


def read_tables(source: bytes | str | os.PathLike[str], name: str = "") -> Tables:
    """Read a file, or its content under ``name``, in the child process under its limits.

    Raises:
        WorkbookRefused: it is no workbook, damaged, encrypted, has macros, or is too large.
    """
    if isinstance(source, bytes):
        raw = read_cells_of(source, Path(name))
    else:
        raw = read_cells(Path(source))
        name = name or Path(source).name
    report = Report()
    tables = find_tables(raw, letters(name), 0, report)
    file = InputFile(name=letters(name), sha256=raw.sha256)
    return Tables(tuple(tables), report.findings(), file)


def check_tables(
    tables: Iterable[Table],
    units: Sequence[Unit],
    on: date,
    *,
    found: Iterable[Finding] = (),
    judge: Judge = lambda _draft: (),
) -> Answer:
    """Check tables against a register's units (a 单位 sheet among the tables is left aside).

    ``found`` are findings of :func:`read_tables` to be told again; ``judge`` adds checks of a row.
    """
    report = Report()
    for finding in found:
        report.again(finding)
    kinds = by_kind(tables)
    if not errors_of(report.findings()) and not any(table.rows for table in kinds["roster"]):
        report.whole(Problem(_("花名册中没有一个人"), _("请填写花名册")))
    rows = UnitRows(units=list(units))
    names = UnitNames(rows.units, registered=True)
    done = check(kinds, rows, names, on, report, judge=judge)
    return Answer(done.roster, done.drafts, done.subjects, report.findings())


@dataclass(frozen=True)
class UnitList:
    """What came of checking a list of units: ``units`` is empty as soon as there is an error.

    ``tables`` are the 单位 sheets, ``findings`` what was found in them.
    """

    units: tuple[Unit, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def check_units(read: Tables, known: Sequence[Unit] = ()) -> UnitList:
    """Check the 单位 sheets of a file; other sheets are left aside.

    ``known`` are the units that are there already: none may come again, each may be in charge.
    """
    tables = [table for table in read.tables if table.kind == "unit"]
    sheets = {table.sheet_no for table in tables}
    report = Report()
    for finding in read.findings:
        if finding.spot.sheet_no in sheets:
            report.again(finding)
    if not tables:
        report.whole(Problem(_("没有“单位”表"), _("请用模板填写，表头用模板的列名")))
    rows = read_units(tables, report, known)
    if tables and not rows.places and not report.findings():
        report.whole(Problem(_("“单位”表中没有一个单位"), _("请填写后再传")))
    _report_known(rows, known, report)
    found = report.findings()
    return UnitList(() if errors_of(found) else tuple(rows.units), tuple(tables), found)


def _report_known(rows: UnitRows, known: Sequence[Unit], report: Report) -> None:
    names = {fold(unit.name) for unit in known}
    codes = Counter(unit.code for unit in (*known, *rows.units) if unit.code)
    for unit in rows.units:
        place = rows.places[unit.name]
        if fold(unit.name) in names:
            told = _("单位“{name}”已在单位库里").format(name=unit.name)
            report.at(place, "name", Problem(told, _("请删去这一行；有变动的，到该单位的页上办")))
        if codes[unit.code] > 1:
            told = _("单位代码 {code} 重复或已经用过").format(code=unit.code)
            report.at(place, "code", Problem(told, _("请换一个；没有代码的留空，系统编号")))


def blank_table(kind: str, file: str = "", file_no: int = 0, sheet_no: int = 0) -> Table:
    """Return a table without rows, laid out as the template is."""
    spec = specs()[kind]
    columns = {column.field: at for at, column in enumerate(spec.columns)}
    titles = {column.field: column.name for column in spec.columns}
    return Table(kind, file, file_no, spec.sheet, sheet_no, 1, columns, titles, [])


__all__ = [
    "Answer",
    "Cell",
    "Tables",
    "UnitList",
    "blank_table",
    "check_tables",
    "check_units",
    "read_tables",
]
