"""The public face of reading: files in, a roster or every finding out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lungang.domain.plan import InputFile
from lungang.domain.roster import Roster
from lungang.errors import RosterError, WorkbookRefused
from lungang.i18n import gettext as _
from lungang.intake.findings import Finding, Problem, Report, Severity, Table, errors_of
from lungang.intake.guard import SUFFIXES, refusal
from lungang.intake.headers import find_tables
from lungang.intake.sheets import RawFile, read_cells
from lungang.intake.together import Progress, by_kind, check
from lungang.intake.units import UnitNames, read_units

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Reading:
    """What came of reading: ``roster`` is None as soon as one finding is an error.

    ``files`` are the files that were read, with the SHA-256 of what was read.
    """

    roster: Roster | None
    findings: tuple[Finding, ...]
    files: tuple[InputFile, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the roster out."""
        return tuple(errors_of(self.findings))


def read_roster(paths: Paths, reference_date: date, progress: Progress | None = None) -> Reading:
    """Read and check a file, a folder of files, or several of either, as one roster.

    ``progress`` is told (stage, done, total), in files and then in rows.

    Raises:
        WorkbookRefused: the only file given is no workbook or not safe to open, or there is no
            file. One of several that is refused is a finding, so that all are told at once.
    """
    tell: Progress = progress or (lambda _stage, _done, _total: None)
    report = Report()
    listed = list_files(paths, report)
    raws = _read_all(listed, report, tell)
    return _assemble(raws, reference_date, report, tell)


def load_roster(
    path: Paths, reference_date: date, progress: Progress | None = None
) -> tuple[Roster, tuple[InputFile, ...]]:
    """Read a roster that must be free of errors; warnings pass.

    Raises:
        WorkbookRefused: see :func:`read_roster`.
        RosterError: there are errors; ``findings`` holds every finding.
    """
    reading = read_roster(path, reference_date, progress)
    if reading.roster is None:
        message = _("花名册有{n}处错误，未读入").format(n=len(reading.errors))
        raise RosterError(message, reading.findings)
    return reading.roster, reading.files


def list_files(paths: Paths, report: Report | None = None) -> list[tuple[str, Path]]:
    """Return (name, path) of the files meant, those of a folder by name.

    Raises:
        WorkbookRefused: a folder without rosters.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    files: list[Path] = []
    for path in map(Path, given):
        if path.is_dir():
            files.extend(_of_folder(path, report))
        else:
            files.append(path)
    names = [path.name for path in files]
    return [
        (
            path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}",
            path,
        )
        for path in files
    ]


def _of_folder(folder: Path, report: Report | None) -> list[Path]:
    files: list[Path] = []
    for path in sorted(folder.iterdir()):
        # "~$" files are the locks of an open Excel; dot files are the system's.
        if path.name.startswith(("~$", ".")) or not path.is_file():
            continue
        if path.suffix.lower() in SUFFIXES:
            files.append(path)
        elif report is not None:
            report.whole(_not_a_roster(), path.name)
    if not files:
        raise refusal("no_files", folder)
    return files


def _not_a_roster() -> Problem:
    return Problem(
        _("不是xlsx、xls或csv文件，未读入"),
        _("如是花名册，请另存为xlsx；否则不必处理"),
        Severity.WARNING,
    )


def _read_all(
    listed: list[tuple[str, Path]], report: Report, tell: Progress
) -> list[tuple[int, str, RawFile]]:
    """Read the cells of every file, a few at a time: each has a process of its own."""
    total = len(listed)
    workers = min(4, os.cpu_count() or 1, max(1, total))
    raws: list[tuple[int, str, RawFile]] = []
    pool = ThreadPoolExecutor(workers)
    try:
        waiting = [pool.submit(read_cells, path) for _name, path in listed]
        for number, ((name, _path), result) in enumerate(zip(listed, waiting, strict=True)):
            tell(_("读取文件"), number, total)
            try:
                raws.append((number, name, result.result()))
            except WorkbookRefused as refused:
                if total == 1:
                    raise
                report.whole(Problem(str(refused), _("其余文件照常检查")), name, number)
    finally:
        pool.shutdown(cancel_futures=True)  # interrupted: do not read all the others first
    tell(_("读取文件"), total, total)
    return _without_copies(raws, report)


def _without_copies(
    raws: list[tuple[int, str, RawFile]], report: Report
) -> list[tuple[int, str, RawFile]]:
    first: dict[str, str] = {}
    kept: list[tuple[int, str, RawFile]] = []
    for number, name, raw in raws:
        known = first.setdefault(raw.sha256, name)
        if known == name:
            kept.append((number, name, raw))
        else:
            problem = Problem(
                _("与文件“{name}”内容完全相同").format(name=known), _("请删去其中一个文件")
            )
            report.whole(problem, name, number)
    return kept


def _assemble(
    raws: list[tuple[int, str, RawFile]], on: date, report: Report, tell: Progress
) -> Reading:
    tables = [
        table for number, name, raw in raws for table in find_tables(raw, name, number, report)
    ]
    files = tuple(InputFile(name=letters(name), sha256=raw.sha256) for _no, name, raw in raws)
    kinds = by_kind(tables)
    if not any(finding.is_error and not finding.row for finding in report.findings()):
        _report_missing_tables(kinds, report)
    rows = read_units(kinds["unit"], report)
    # Without that sheet every unit would be unknown, for the one reason already told.
    names = UnitNames(rows.units, accept_any=not kinds["unit"])
    checked = check(kinds, rows, names, on, report, tell=tell)
    return Reading(checked.roster, report.findings(), files)


def letters(name: str) -> str:
    """Return a file's name without bytes that are no letters: it goes on record."""
    return name.encode("utf-8", "replace").decode()


def _report_missing_tables(tables: dict[str, list[Table]], report: Report) -> None:
    if not tables["unit"]:
        report.whole(
            Problem(
                _("没有“单位”表"),
                _("请用模板填写“单位”表（各单位的名称、类别、编制和职数），放进同一个文件或文件夹"),
            )
        )
    if not tables["roster"]:
        report.whole(Problem(_("没有“花名册”表"), _("请用模板填写“花名册”表")))
    elif not any(table.rows for table in tables["roster"]):
        report.whole(Problem(_("花名册中没有一个人"), _("请填写花名册")))
