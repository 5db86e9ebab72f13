"""The sheet 单位: units, and the many ways in which their names are written."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lungang.domain.codes import Nature
from lungang.domain.roster import Unit
from lungang.i18n import gettext as _
from lungang.intake.findings import Place, Problem, Report, Table
from lungang.intake.sheets import Cell
from lungang.intake.tables import fold, specs, words_data
from lungang.intake.values import Read, blank_if_none, clean, private_sign, read_count
from lungang.intake.words import SPLIT, read_code, read_rank_quota

# 某县财政局 is written 县财政局 and 财政局 too; the place in front is what people leave out.
_AREA = re.compile(r"(?:中共)?(?:.{1,8}?[县市区州旗盟省]){1,3}(?=.{2})")
_AREA_SIGNS = "县市区州旗"


class UnitNames:
    """Full names by every way to write them. A way that fits two units fits none.

    ``registered``: the units are a register's (单位库) and not those of a sheet beside the roster,
    so who is told of an unknown one is told whom to ask.
    """

    def __init__(
        self, units: list[Unit], accept_any: bool = False, *, registered: bool = False
    ) -> None:
        self._accept_any, self._registered = accept_any, registered
        self._by_key: dict[str, str | None] = {}
        self._exact = {fold(unit.name): unit.name for unit in units}
        for unit in units:
            keys = set(_ways(unit.name))
            if unit.short_name:
                keys.add(fold(unit.short_name))
            if unit.code:
                keys.add(fold(unit.code))
            for key in keys:
                taken = self._by_key.get(key, unit.name)
                self._by_key[key] = unit.name if taken == unit.name else None
        given = Counter(unit.short_name for unit in units)
        for unit in units:
            # A short name that somebody gave is stronger than one that was worked out.
            if unit.short_name and given[unit.short_name] == 1:
                self._by_key[fold(unit.short_name)] = unit.name

    def resolve(self, text: str, must_be_here: bool = False) -> str | None:
        """Return the full name of the unit meant, or None.

        A name is never cut to fit: 市财政局 and 邻县财政局 are not 县财政局 of this county. Only
        where the unit ``must_be_here`` is 某县财政局 taken for a listed 县财政局.
        """
        if self._accept_any:
            return text
        key = fold(text)
        if key in self._exact:
            return self._exact[key]
        found = next((name for way in _endings(key) if (name := self._by_key.get(way))), None)
        if found is None and must_be_here and (area := _AREA.match(key)):
            signs = (at for at in range(1, area.end()) if key[at] in _AREA_SIGNS)
            found = next((name for at in signs if (name := self._exact.get(key[at:]))), None)
        return found

    def closest(self, text: str) -> str | None:
        """Return the name that was perhaps meant."""
        keys = [key for key, name in self._by_key.items() if name]
        close = difflib.get_close_matches(fold(text), keys, 1, 0.6)
        return self._by_key[close[0]] if close else None

    def unknown(self, text: str) -> Problem:
        """Return the problem with a name that no unit has."""
        close = self.closest(text)
        if self._registered:
            remedy = (
                _("是否指“{name}”？请写单位现在的全称或简称").format(name=close)
                if close
                else _("请写单位现在的全称或简称；名称没有写错的，请编办在单位库里登记")
            )
            return Problem(_("单位库里没有“{text}”").format(text=text), remedy)
        remedy = (
            _("是否指“{name}”？请改成“单位”表中的名称或简称").format(name=close)
            if close
            else _("请改成“单位”表中的名称或简称，或在“单位”表中补上该单位")
        )
        return Problem(_("“单位”表中没有“{text}”").format(text=text), remedy)


def _ways(name: str) -> Iterator[str]:
    """The folded forms in which people write a full name."""
    full = fold(name)
    yield from _endings(full)
    if len(full) > 3 and full[0] in _AREA_SIGNS:
        yield from _endings(full[1:])
    if area := _AREA.match(full):
        # From each place on: of 某市某县财政局 also 某县财政局, 县财政局 and 财政局.
        for at in range(1, area.end()):
            if full[at] in _AREA_SIGNS:
                yield from _endings(full[at:])
                yield from _endings(full[at + 1 :])


def _endings(stem: str) -> Iterator[str]:
    yield stem
    for long, short in words_data()["unit_endings"]["pairs"]:
        if stem.endswith(long) and len(stem) - len(long) + len(short) >= 2:
            yield stem.removesuffix(long) + short


@dataclass(slots=True)
class UnitRows:
    """The units that were read, in order, with the row of each."""

    units: list[Unit] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    by_fold: dict[str, Unit] = field(default_factory=dict)

    def report(self, unit: Unit, name: str, problem: Problem, report: Report) -> None:
        """Record a problem with a unit: at its row, or as a whole where it is of no sheet."""
        if (place := self.places.get(unit.name)) is not None:
            report.at(place, name, problem)
        else:
            text = _("{unit}：{problem}").format(unit=unit.name, problem=problem.problem)
            report.whole(problem._replace(problem=text))


_COUNTS = ("leading_quota", "chief_quota", "deputy_quota")


def _text(cell: Cell) -> Read[str]:
    return clean(cell) or None, None


def _optional(cell: Cell) -> Read[str]:
    return blank_if_none(clean(cell)) or None, None


def _kind(cell: Cell) -> Read[Any]:
    return read_code("unit_kind", cell)


def _body(cell: Cell) -> Read[tuple[str, ...]]:
    # Names stand apart by any sign or by spaces; a name of two signs may be padded inside.
    text = re.sub(r"(?<![^\s、,，；;])(\S)\s+(\S)(?![^\s、,，；;])", r"\1\2", str(cell))
    parts = [part.strip() for part in re.split(rf"{SPLIT.pattern}|\s+", text)]
    return tuple(p for p in parts if blank_if_none(p)), None


READERS: dict[str, Callable[[Cell], Read[Any]]] = {
    "code": _text,
    "name": _text,
    "short_name": _optional,
    "kind": _kind,
    "department_in_charge": _optional,
    "rank_quota": read_rank_quota,
    "leading_body": _body,
    **dict.fromkeys((*Nature, *_COUNTS), read_count),
}


def read_units(tables: list[Table], report: Report, known: Sequence[Unit] = ()) -> UnitRows:
    """Read the units of every 单位 sheet; a department in charge is resolved at the end.

    It may be one of the units ``known`` beside those of the sheets.
    """
    rows = UnitRows()
    wanted: dict[str, str] = {}
    for table in tables:
        plan = plan_of(table, READERS)
        for number, cells in table.rows:
            place = Place(table, number, cells)
            values = read_fields(place, plan, report)
            if values["name"] is not None:
                _take(rows, place, values, wanted, report)
    names = UnitNames([*rows.units, *known])
    for index, unit in enumerate(rows.units):
        if text := wanted.get(unit.name):
            above = names.resolve(text, must_be_here=True)
            if above is None:
                report.at(rows.places[unit.name], "department_in_charge", names.unknown(text))
            else:
                rows.units[index] = replace(unit, department_in_charge=above)
    _report_circles(rows, report)
    return rows


# (field, place of its column or -1, reader, name to miss it by or "")
Plan = list[tuple[str, int, Callable[[Cell], Read[Any]], str]]


def plan_of(table: Table, readers: dict[str, Callable[[Cell], Read[Any]]]) -> Plan:
    """Return how the rows of a table are read, worked out once."""
    columns = specs()[table.kind].by_field
    plan: Plan = []
    for name, read in readers.items():
        at, column = table.columns.get(name, -1), columns[name]
        must = at >= 0 and column.required and not column.optional_cell
        plan.append((name, at, read, column.name if must else ""))
    return plan


def read_fields(
    place: Place, plan: Plan, report: Report, hold: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Read the fields of one row; what cannot be read, or must be there and is not, is reported.

    Problems of the fields in ``hold`` are left to the caller, who knows more.
    """
    cells = place.cells
    width = len(cells)
    values: dict[str, Any] = {}
    for name, at, read, must in plan:
        cell = cells[at] if -1 < at < width else ""
        value, problem = read(cell)
        values[name] = value
        if problem is None and name != "remark" and (sign := private_sign(cell)):
            problem = _private(sign)
        if problem is not None:
            if name not in hold:
                report.at(place, name, problem)
        elif must and value is None:
            report.at(place, name, missing(must))
    return values


def _private(sign: str) -> Problem:
    return Problem(
        _("有自造字 U+{code:04X}，换一台机器就不是这个字，公文也印不出").format(code=ord(sign)),
        _("请用输入法重新输入这个字；打不出的，写同音字并在备注里说明"),
    )


def missing(name: str) -> Problem:
    """Return the problem with a must-have cell that is blank."""
    return Problem(_("缺少{name}").format(name=name), _("请填写"))


def _take(
    rows: UnitRows, place: Place, values: dict[str, Any], wanted: dict[str, str], report: Report
) -> None:
    unit = Unit(
        name=values["name"],
        kind=values["kind"],
        code=values["code"] or "",
        short_name=values["short_name"] or "",
        establishment={n: values[n] for n in Nature if values[n] is not None},
        rank_quota=values["rank_quota"] or {},
        leading_body=values["leading_body"] or (),
        **{name: values[name] for name in _COUNTS},
    )
    above = values["department_in_charge"]
    known = rows.by_fold.setdefault(fold(unit.name), unit)
    if known is unit:
        rows.units.append(unit)
        rows.places[unit.name] = place
        if above:
            wanted[unit.name] = above
    elif known != unit or wanted.get(known.name) != above:
        # Every unit may send the county's whole list; the same row twice says nothing new.
        first = rows.places[known.name]
        report.at(
            place,
            "name",
            Problem(
                _("单位“{name}”已在{where}登记，内容不同").format(
                    name=unit.name, where=where(first)
                ),
                _("请留下正确的一行"),
            ),
        )


def where(place: Place) -> str:
    """Say in words where a row is."""
    if place.table.sheet:
        return _("{file}的“{sheet}”表第{row}行").format(
            file=place.table.file, sheet=place.table.sheet, row=place.row
        )
    return _("{file}第{row}行").format(file=place.table.file, row=place.row)


def _report_circles(rows: UnitRows, report: Report) -> None:
    above = {unit.name: unit.department_in_charge for unit in rows.units}
    told: set[str] = set()
    for unit in rows.units:
        path: list[str] = []
        name = unit.name
        while name and name not in path:
            path.append(name)
            name = above.get(name, "")
        if name and name not in told:
            circle = path[path.index(name) :]
            told.update(circle)
            report.at(
                rows.places[unit.name if unit.name in circle else name],
                "department_in_charge",
                Problem(
                    _("主管部门转成了圈：{names}").format(names=" → ".join([*circle, name])),
                    _("请改正其中一个单位的主管部门；没有主管部门的留空"),
                ),
            )
