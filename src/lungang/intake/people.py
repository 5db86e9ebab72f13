"""The sheet 花名册: one draft of a person for each row, checked within the row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from lungang.domain.clock import YearMonth
from lungang.domain.roster import FormerUnit
from lungang.i18n import gettext as _
from lungang.intake.draft import Draft
from lungang.intake.facts import check_row
from lungang.intake.findings import Place, Problem, Report, Severity, Table
from lungang.intake.sheets import Cell
from lungang.intake.tables import specs
from lungang.intake.units import Plan, UnitNames, plan_of, read_fields
from lungang.intake.values import (
    Read,
    against_row,
    blank_if_none,
    clean,
    read_id,
    read_month,
    read_name,
    remembered,
    writes_one_digit,
)
from lungang.intake.words import (
    level_of_title,
    read_circumstances,
    read_code,
    read_flag,
    read_former_units,
    read_party,
)

Reader = Callable[[Cell], Read[Any]]


def read_people(
    tables: list[Table], names: UnitNames, on: date, report: Report, step: Callable[[int], None]
) -> list[Draft]:
    """Read every row of every 花名册; ``step`` is told how many rows are done."""
    drafts: list[Draft] = []
    for table in tables:
        readers = _readers(table, names)
        plan = plan_of(table, readers)
        for number, cells in table.rows:
            place = Place(table, number, cells)
            draft = _draft(place, plan, readers, report)
            drafts.append(draft)
            check_row(draft, on, report)
            if len(drafts) % 500 == 0:
                step(len(drafts))
    return drafts


def _readers(table: Table, names: UnitNames) -> dict[str, Reader]:
    """One reader for each column, in the order of the template; those of few words remember."""
    readers: dict[str, Reader] = {}
    for column in specs()["roster"].columns:
        if column.date:
            readers[column.field] = _month_reader(table, column.field)
        elif column.words in ("sex", "education", "level", "kind_of_work", "nature", "status",
                              "authority"):  # fmt: skip
            readers[column.field] = _code_reader(column.words)
        elif column.field != "seq":
            readers[column.field] = _READERS.get(column.field, _free)
    readers["unit"] = remembered(lambda cell: _unit(cell, names))
    readers["former_units"] = remembered(lambda cell: _former(cell, names))
    return {
        name: reader if name in ("name", "id") else remembered(reader)
        for name, reader in ((name, _no_formula(name, reader)) for name, reader in readers.items())
    }


def _no_formula(field: str, reader: Reader) -> Reader:
    """Tell of a formula that no program has computed, where its text cannot be what is meant."""
    if field == "name":
        return reader  # says itself which sign is wrong

    def read(cell: Cell) -> Read[Any]:
        value, problem = reader(cell)
        if problem is None or not (isinstance(cell, str) and cell.startswith("=")):
            return value, problem
        return value, Problem(
            _("这一格是公式，还没有算出值"),
            _("请在 Excel 或 WPS 里打开这张表，复制这一格，选择性粘贴为“值”；或直接写上内容"),
        )

    return read


def _month_reader(table: Table, field: str) -> Reader:
    at = table.columns.get(field)
    cells = [] if at is None else [row[at] for _n, row in table.rows if at < len(row)]
    one_digit, is_text = writes_one_digit(cells), not table.is_csv
    return lambda cell: read_month(cell, one_digit, is_text)


def _code_reader(words: str) -> Reader:
    return lambda cell: read_code(words, cell)


def _free(cell: Cell) -> Read[str]:
    return clean(cell), None


def _must(cell: Cell) -> Read[str]:
    return clean(cell) or None, None


def _or_none(cell: Cell) -> Read[str]:
    return blank_if_none(clean(cell)), None


def _deputy(cell: Cell) -> Read[str]:
    text = blank_if_none(clean(cell))
    name, problem = read_name(text)
    return name or "", problem


def _unit(cell: Cell, names: UnitNames) -> Read[str]:
    text = clean(cell)
    if not text:
        return None, None
    name = names.resolve(text, must_be_here=True)
    return name, None if name else names.unknown(text)


def _former(cell: Cell, names: UnitNames) -> Read[tuple[FormerUnit, ...]]:
    found, problem = read_former_units(cell)
    units = tuple(FormerUnit(names.resolve(u) or u, a, b) for u, a, b in found or ())
    return units, problem


_READERS: dict[str, Reader] = {
    "section": _or_none,
    "name": read_name,
    "id": read_id,
    "party": read_party,
    "diploma_specialty": _must,
    "practised_specialty": _must,
    "title": _must,
    "rank": _or_none,
    "deputy_in_charge": _deputy,
    "circumstances": read_circumstances,
    "key": read_flag,
}


def _draft(place: Place, plan: Plan, readers: dict[str, Reader], report: Report) -> Draft:
    values = read_fields(place, plan, report, hold=("birth", "id"))
    _settle_birth(place, values, readers["birth"], report)
    _settle_id(place, values, readers["id"], report)
    _settle_level(place, values, report)
    return Draft(place=place, **values)


def _settle_birth(place: Place, values: dict[str, Any], read: Reader, report: Report) -> None:
    """Read the birth with the id at hand, which settles a number that may be January or October."""
    birth, problem = read(_cell(place, "birth"))
    citizen = values["id"]
    if problem is not None and birth is not None and citizen is not None:
        born = citizen.birth
        if born.year == birth.year and born.month in (1, 10):
            birth, problem = YearMonth(born.year, born.month), None
    if problem is not None:
        report.at(place, "birth", problem)
    values["birth"] = birth


def _settle_id(place: Place, values: dict[str, Any], read: Reader, report: Report) -> None:
    """Tell all that is wrong with an id in one finding, at its own cell."""
    if values["id"] is not None:
        return
    cell = _cell(place, "id")
    _none, problem = read(cell)
    if problem is not None:
        by_archive = "档案" in values["remark"]
        birth = None if by_archive else values["birth"]
        report.at(place, "id", against_row(problem, cell, birth, values["sex"]))


def _cell(place: Place, field: str) -> Cell:
    at = place.table.columns.get(field)
    return place.cells[at] if at is not None and at < len(place.cells) else ""


def _settle_level(place: Place, values: dict[str, Any], report: Report) -> None:
    title, level = values["title"], values["level"]
    if not title:
        return
    told, sure = level_of_title(title, bool(values["section"]))
    if level is None:
        at = place.table.columns.get("level")
        blank = at is None or at >= len(place.cells) or not clean(place.cells[at])
        values["level"] = told
        if told is None and blank:
            name = "level" if at is not None else "title"
            report.at(
                place,
                name,
                Problem(
                    _("职务层次未填，从现任职务“{title}”推不出").format(title=title),
                    _("请填写职务层次"),
                ),
            )
    elif sure and told is not level and told is not None:
        report.at(
            place,
            "level",
            Problem(
                _("职务层次与现任职务“{title}”不符，按职务应为{level}").format(
                    title=title, level=told.label
                ),
                _("请核对；如确实如此不必处理"),
                Severity.WARNING,
            ),
        )
