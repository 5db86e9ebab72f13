"""One unit's file as HR officers send it: the facts are right, the form is their own.

Titles and signatures around the table, a header of two rows in other words and another order, the
header again in the middle, names and numbers in full width, and dates in five forms.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Education, KindOfWork, Level, Nature
from lungang.domain.roster import Person, Roster

MESSY_UNIT = "县粮食局"
_GROUP, _GROUPED = "任职情况", ("职务", "任职时间")
_WORDS = {
    Level.UNIT_CHIEF: "正职",
    Level.UNIT_DEPUTY: "副职",
    Level.SECTION_CHIEF: "科长",
    Level.DEPUTY_SECTION_CHIEF: "副科长",
    Level.STAFF: "一般人员",
    Education.BACHELOR: "本科",
    Education.JUNIOR_COLLEGE: "专科",
    KindOfWork.PEOPLE_MONEY_ASSETS: "人、财、物管理",
    KindOfWork.ENFORCEMENT_SUPERVISION: "执法、监督、监察",
    Nature.ADMINISTRATIVE: "行政",
    Nature.INSTITUTIONAL: "事业",
    Nature.SUPPORT: "工勤",
}
_WIDE = str.maketrans("0123456789.X", "０１２３４５６７８９．Ｘ")
Value = str | float | datetime
Column = tuple[str, Callable[[Roster, Person, int], Value]]


def _month(month: YearMonth | None, number: int) -> Value:
    """A month in one of the forms that people write."""
    if month is None:
        return ""
    forms: tuple[Value, ...] = (
        month.dotted,
        f"{month.year}年{month.month}月",
        month.dotted.translate(_WIDE),
        float(month.year * 100 + month.month),
        datetime(month.year, month.month, 1),
        f"{month.year}-{month.month:02d}",
    )
    return forms[number % len(forms)]


def _word(code: Level | Education | KindOfWork | Nature) -> str:
    return _WORDS.get(code, code.label)


def _name(person: Person, number: int) -> str:
    spaced = "　".join(person.name) if len(person.name) == 2 else person.name
    return spaced if number % 2 else f"{spaced} "


def _id(person: Person, number: int) -> str:
    return (person.id, person.id.lower(), person.id.translate(_WIDE), f"'{person.id}")[number % 4]


def _former(person: Person) -> str:
    return "；".join(
        f"{row.unit}（{row.start.dotted}-{row.end.dotted}）"
        for row in person.former_units
        if row.start and row.end
    )


_COLUMNS: tuple[Column, ...] = (
    ("序号", lambda _r, _p, n: float(n + 1)),
    ("工作单位", lambda _r, p, _n: p.unit),
    ("科 室", lambda _r, p, _n: p.post.section),
    ("姓　名", lambda _r, p, n: _name(p, n)),
    ("性别", lambda _r, p, _n: p.sex.label),
    ("职务", lambda _r, p, _n: p.post.title),
    ("任职时间", lambda _r, p, n: _month(p.post_start, n)),
    ("出生时间", lambda _r, p, n: _month(p.birth, n + 1)),
    ("文化程度", lambda _r, p, _n: _word(p.education)),
    ("所学专业", lambda _r, p, _n: p.diploma_specialty),
    ("现从事工作", lambda _r, p, _n: p.practised_specialty),
    ("从事工作", lambda _r, p, _n: _word(p.post.kind_of_work)),
    ("非领导职务", lambda _r, p, _n: p.rank),
    ("职务级别", lambda _r, p, _n: _word(p.level)),
    ("参工时间", lambda _r, p, n: _month(p.work_start, n + 2)),
    ("何时到本单位工作", lambda _r, p, n: _month(p.unit_start, n + 3)),
    ("编制", lambda _r, p, _n: _word(p.nature)),
    ("身份", lambda _r, p, _n: p.status.label),
    ("管理权限", lambda _r, p, _n: p.authority.label),
    ("身份证号码", lambda _r, p, n: _id(p, n)),
    ("民族", lambda _r, p, _n: p.nation),
    ("原籍", lambda _r, p, _n: p.native_place),
    ("政治面目", lambda _r, p, _n: p.party.removesuffix("盟员").removeprefix("中共")),
    ("分管负责人", lambda r, p, _n: r.deputy_in_charge(p.unit, p.post.section)),
    ("特殊情况", lambda _r, p, _n: "、".join(sorted(c.label for c in p.circumstances))),
    ("曾工作单位", lambda _r, p, _n: _former(p)),
    ("备考", lambda _r, p, _n: p.remark),
    ("联系电话", lambda _r, _p, _n: ""),
)


def write_messy(roster: Roster, unit: str, path: str | os.PathLike[str]) -> None:
    """Write one unit of a roster as its HR officer would send it."""
    with xlsxwriter.Workbook(str(Path(path)), {"strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1), "author": ""})
        bold = book.add_format({"bold": True, "align": "center", "border": 1})
        day = book.add_format({"num_format": "yyyy/m/d", "border": 1})
        _people(book.add_worksheet("Sheet1"), roster, unit, bold, day)
        _unit(book.add_worksheet("单位基本情况"), roster, unit, bold)


def _people(sheet: Worksheet, roster: Roster, unit: str, bold: Format, day: Format) -> None:
    last = len(_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{unit}干部花名册", bold)
    sheet.merge_range(1, 0, 1, last, f"填报单位：{unit}（盖章）　　２００４年１２月")
    _header(sheet, 2, bold)
    at = 4
    people = roster.people_of[unit]
    for number, person in enumerate(people):
        if number and number % 12 == 0:
            _header(sheet, at, bold)
            at += 2
        for column, (_title, value) in enumerate(_COLUMNS):
            _write(sheet, at, column, value(roster, person, number), day)
        at += 1
    _write_row(sheet, at, ("合计", "", "", f"{len(people)}人"))
    _write_row(sheet, at + 2, ("填表人：", "", "", "审核人：", "", "单位负责人："))


def _header(sheet: Worksheet, row: int, bold: Format) -> None:
    """Two rows: most titles span both, two of them stand below a common one."""
    titles = [title for title, _value in _COLUMNS]
    first = titles.index(_GROUPED[0])
    sheet.merge_range(row, first, row, first + len(_GROUPED) - 1, _GROUP, bold)
    for column, title in enumerate(titles):
        if title in _GROUPED:
            sheet.write_string(row + 1, column, title, bold)
        else:
            sheet.merge_range(row, column, row + 1, column, title, bold)


def _unit(sheet: Worksheet, roster: Roster, name: str, bold: Format) -> None:
    unit = roster.unit[name]
    row = {
        "单位全称": unit.name,
        "单位性质": unit.kind.label,
        "行政编": str(unit.establishment.get(Nature.ADMINISTRATIVE, "")),
        "事业编": str(unit.establishment.get(Nature.INSTITUTIONAL, "")),
        "工勤编": str(unit.establishment.get(Nature.SUPPORT, "")),
        "核定领导职数": f"{unit.leading_quota}名",
        "科长职数": str(unit.chief_quota),
        "副科长职数": str(unit.deputy_quota),
        "非领导职务职数": "；".join(f"{rank}{n}" for rank, n in unit.rank_quota.items()),
        "领导班子": "、".join(unit.leading_body),
    }
    for column, (title, value) in enumerate(row.items()):
        sheet.write_string(0, column, title, bold)
        sheet.write_string(1, column, value)


def _write(sheet: Worksheet, row: int, column: int, value: Value, day: Format) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)


def _write_row(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    for column, value in enumerate(values):
        sheet.write_string(row, column, value)
