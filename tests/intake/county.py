"""Invented people and units: the area code 999999 does not exist."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import Person, Post, Roster, Section, Unit
from lungang.intake.values import check_digit

ON = date(2004, 12, 16)


def citizen_id(birth: str = "19620518", serial: int = 1, area: str = "999999") -> str:
    """A citizen id with a right check digit; an odd serial is a man's."""
    digits = f"{area}{birth}{serial:03d}"
    return digits + check_digit(digits)


# One valid row of each sheet, by the template's names.
PERSON: dict[str, Any] = {
    "单位": "某县财政局",
    "内设机构": "预算科",
    "姓名": "张三",
    "身份证号": citizen_id(),
    "性别": "男",
    "出生年月": "1962.05",
    "民族": "汉族",
    "籍贯": "某省某县",
    "政治面貌": "中共党员",
    "参加工作时间": "1982.08",
    "进本单位时间": "1990.03",
    "学历": "大学本科",
    "文凭记载专业": "会计",
    "从事专业": "财政",
    "现任职务": "预算科科长",
    "职务层次": "科长（主任）",
    "任现职时间": "1996.05",
    "职级": "",
    "岗位类型": "人财物管理",
    "编制性质": "行政编制",
    "人员身份": "公务员",
    "岗位编制性质": "",
    "干部管理权限": "组织部",
    "分管领导": "",
    "特殊情形": "",
    "曾任单位": "",
    "备注": "",
}
UNITS: list[dict[str, Any]] = [
    {"单位名称": "某县财政局", "简称": "财政局", "类别": "政府部门", "行政编制": "20"},
    {"单位名称": "某县审计局", "简称": "审计局", "类别": "政府部门", "行政编制": "20"},
]
NAMES = ["张三", "李四", "王五", "赵六", "钱七", "孙八", "周九", "吴十", "郑甲", "冯乙"]


def person(serial: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of 花名册: the man of that serial, with changes."""
    row = {**PERSON, "姓名": NAMES[(serial - 1) // 2 % 10]}
    row["身份证号"] = citizen_id(serial=serial)
    row["现任职务"], row["职务层次"] = "预算科科员", "一般干部"
    if serial % 2 == 0:
        row["性别"] = "女"
    return {**row, **changes}


def workbook(
    path: Path,
    people: list[dict[str, Any]] | None = None,
    units: list[dict[str, Any]] | None = None,
    kin: list[dict[str, Any]] | None = None,
    wishes: list[dict[str, Any]] | None = None,
) -> Path:
    """Write a workbook of plain sheets; a sheet that is None is left out."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in (
            ("花名册", people),
            ("单位", units),
            ("亲属关系", kin),
            ("志愿", wishes),
        ):
            if rows is not None:
                grid = [list(rows[0])] + [[row.get(key, "") for key in rows[0]] for row in rows]
                put(book, name, grid)
    return path


def put(book: xlsxwriter.Workbook, name: str, grid: list[list[Any]]) -> None:
    """Write rows of cells, each with its own type."""
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, str):
                if value:
                    sheet.write_string(r, c, value)
            else:
                sheet.write(r, c, value)


def small_roster() -> Roster:
    """Two units, three people, kin: enough to write and read back."""

    def one(serial: int, name: str, unit: str, title: str, level: Level) -> Person:
        post = Post(
            unit=unit,
            section="预算科" if level is not Level.UNIT_CHIEF else "",
            title=title,
            level=level,
            nature=Nature.ADMINISTRATIVE,
            kind_of_work=KindOfWork.PEOPLE_MONEY_ASSETS,
            key=serial == 3,
        )
        return Person(
            id=citizen_id(serial=serial),
            name=name,
            sex=Sex.MALE if serial % 2 else Sex.FEMALE,
            birth=YearMonth(1962, 5, 18),
            post=post,
            post_start=YearMonth(1996, 10),
            unit_start=YearMonth(1990, 3),
            education=Education.BACHELOR,
            diploma_specialty="会计",
            practised_specialty="财政",
            nature=Nature.ADMINISTRATIVE,
            status=PersonnelStatus.CIVIL_SERVANT,
            authority=CadreAuthority.ORGANISATION_DEPARTMENT,
        )

    finance = Unit(
        name="某县财政局",
        kind=UnitKind.GOVERNMENT_DEPARTMENT,
        short_name="财政局",
        establishment={Nature.ADMINISTRATIVE: 20},
        rank_quota={"主任科员": 3, "": 5},
    )
    audit = Unit(name="某县审计局", kind=UnitKind.GOVERNMENT_DEPARTMENT)
    return Roster(
        reference_date=ON,
        units=(finance, audit),
        people=(
            one(1, "张三", "某县财政局", "局长", Level.UNIT_CHIEF),
            one(3, "李四", "某县财政局", "预算科科长", Level.SECTION_CHIEF),
            one(2, "王五", "某县审计局", "=1+1 科员", Level.STAFF),
        ),
        sections=(
            Section(unit="某县财政局", name="预算科", deputy_in_charge="张三"),
            Section(unit="某县审计局", name="预算科"),
        ),
    )
