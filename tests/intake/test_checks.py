"""What the roster contradicts: within a row, across rows, across files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lungang.domain.codes import Level
from lungang.domain.roster import Section
from lungang.errors import RosterError
from lungang.intake import Finding, Reading, Severity, load_roster, read_roster
from tests.intake.county import ON, PERSON, UNITS, citizen_id, person, workbook

Row = dict[str, Any]


def read(
    tmp_path: Path,
    people: list[Row],
    units: list[Row] | None = None,
    kin: list[Row] | None = None,
    wishes: list[Row] | None = None,
) -> Reading:
    path = workbook(tmp_path / "r.xlsx", people, units or UNITS, kin, wishes)
    return read_roster(path, ON)


def brief(reading: Reading) -> list[tuple[str, str, str, bool]]:
    return [(f.sheet, f.cell, f.column, f.is_error) for f in reading.findings]


def test_every_field_of_a_finding(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, [{**PERSON, "性别": "女"}]).findings
    assert finding == Finding(
        file="r.xlsx",
        sheet="花名册",
        row=2,
        column="性别",
        cell="E2",
        value="女",
        problem="性别与身份证号不符，按身份证号为男",
        remedy="请核对性别和身份证号第17位",
        severity=Severity.ERROR,
    )
    assert str(finding) == (
        "[错误] r.xlsx 表“花名册” E2 性别 “女”：性别与身份证号不符，按身份证号为男。"
        "请核对性别和身份证号第17位"
    )


def test_birth_against_the_id(tmp_path: Path) -> None:
    reading = read(tmp_path, [{**PERSON, "出生年月": "1963.05"}])
    assert brief(reading) == [("花名册", "F2", "出生年月", True)]


def test_birth_by_the_archive_is_only_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, [{**PERSON, "出生年月": "1963.05", "备注": "出生年月以档案为准"}])
    assert [f.severity for f in reading.findings] == [Severity.WARNING]
    assert reading.roster is not None


@pytest.mark.parametrize(
    ("changes", "column", "is_error"),
    [
        ({"参加工作时间": "1962.05"}, "参加工作时间", True),
        ({"参加工作时间": "1972.05"}, "参加工作时间", False),
        ({"进本单位时间": "1982.07"}, "进本单位时间", True),
        ({"任现职时间": "1990.02"}, "任现职时间", True),
        ({"任现职时间": "2005.01"}, "任现职时间", True),
        ({"参加工作时间": "", "进本单位时间": "1962.04"}, "进本单位时间", True),
    ],
)
def test_order_of_dates(tmp_path: Path, changes: Row, column: str, is_error: bool) -> None:
    (finding,) = read(tmp_path, [{**PERSON, **changes}]).findings
    assert (finding.column, finding.is_error) == (column, is_error)


def test_the_month_of_reference_and_equal_months_pass(tmp_path: Path) -> None:
    same = {"参加工作时间": "2004.12", "进本单位时间": "2004.12", "任现职时间": "2004.12"}
    assert read(tmp_path, [{**PERSON, **same}]).findings == ()


def test_mixed_and_managed_are_warnings(tmp_path: Path) -> None:
    row = {**PERSON, "岗位编制性质": "事业编制", "人员身份": "参公"}
    assert brief(read(tmp_path, [row])) == [
        ("花名册", "U2", "人员身份", False),
        ("花名册", "V2", "岗位编制性质", False),
    ]


def test_all_findings_at_once_in_reading_order(tmp_path: Path) -> None:
    people = [
        person(1, 学历="不详"),
        person(3, 性别="女", 单位="无此局"),
        person(1, 职务层次="大官"),
    ]
    reading = read(tmp_path, people)
    assert reading.roster is None
    assert [f.cell for f in reading.findings] == ["L2", "A3", "E3", "D4", "P4"]
    assert len(set(reading.findings)) == len(reading.findings)


def test_duplicate_id_points_at_the_first(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, [person(1), person(3), person(1, 姓名="某某")]).findings
    assert finding.cell == "D4"
    assert "第2行" in finding.problem
    assert "张三" in finding.problem


def test_over_establishment_and_quotas_warn_at_the_unit(tmp_path: Path) -> None:
    unit = {**UNITS[0], "行政编制": "2", "事业编制": "", "领导职数": "0", "中层正职职数": "1",
            "中层副职职数": "", "职级职数": "主任科员0；副主任科员5"}  # fmt: skip
    people = [
        person(1, 现任职务="局长", 职务层次="单位正职", 内设机构=""),
        person(3, 现任职务="预算科科长", 职务层次="科长（主任）"),
        person(
            5, 现任职务="国库科科长", 职务层次="科长（主任）", 内设机构="国库科", 职级="主任科员"
        ),
    ]
    reading = read(tmp_path, people, [unit, UNITS[1]])
    assert [(f.column, f.value, f.severity.value) for f in reading.findings] == [
        ("行政编制", "2", "warning"),
        ("领导职数", "0", "warning"),
        ("中层正职职数", "1", "warning"),
        ("职级职数", "主任科员0；副主任科员5", "warning"),
    ]


def test_two_chiefs_on_one_post_but_deputies_may_share_a_title(tmp_path: Path) -> None:
    chiefs = [person(n, 现任职务="预算科科长", 职务层次="科长（主任）") for n in (1, 3)]
    deputies = [person(n, 现任职务="副局长", 职务层次="单位副职", 内设机构="") for n in (5, 7)]
    assert brief(read(tmp_path, chiefs + deputies)) == [("花名册", "O3", "现任职务", False)]


def test_departments_in_charge(tmp_path: Path) -> None:
    units = [
        {**UNITS[0], "主管部门": "审计局"},
        {**UNITS[1], "主管部门": "某县财政局"},
        {"单位名称": "某县会计站", "类别": "事业单位", "主管部门": "县粮食局"},
    ]
    found = read(tmp_path, [person(1)], units).findings
    assert [(f.cell, f.is_error) for f in found] == [("E2", True), ("E4", True)]
    assert "某县财政局 → 某县审计局 → 某县财政局" in found[0].problem


def test_department_in_charge_is_resolved(tmp_path: Path) -> None:
    units = [UNITS[0], {"单位名称": "某县会计站", "类别": "事业单位", "主管部门": "财政局"}]
    units[0] = {**units[0], "主管部门": ""}
    roster = read(tmp_path, [person(1)], units).roster
    assert roster is not None
    assert roster.organ_of("某县会计站") == "某县财政局"


def test_sections_and_who_leads_them(tmp_path: Path) -> None:
    units = [{**UNITS[0], "班子成员": "李四、王 五 赵六"}, UNITS[1]]
    people = [
        person(1, 分管领导="王五"),
        person(3, 分管领导=""),
        person(5, 内设机构="国库科", 分管领导="赵六"),
    ]
    roster = read(tmp_path, people, units).roster
    assert roster is not None
    assert roster.sections == (
        Section(unit="某县财政局", name="预算科", deputy_in_charge="王五"),
        Section(unit="某县财政局", name="国库科", deputy_in_charge="赵六"),
    )


def test_a_stranger_or_two_deputies_in_charge(tmp_path: Path) -> None:
    units = [{**UNITS[0], "班子成员": "李四"}, UNITS[1]]
    people = [person(1, 分管领导="某某"), person(3, 分管领导="李四"), person(5, 分管领导="某某")]
    assert brief(read(tmp_path, people, units)) == [
        ("花名册", "X2", "分管领导", False),
        ("花名册", "X3", "分管领导", True),
    ]


KIN = {"姓名": "张三", "身份证号": "", "关系": "妻子", "亲属姓名": "李四", "亲属身份证号": "",
       "亲属单位": "审计局", "亲属职务": "人事科科长"}  # fmt: skip
WIFE = person(2, 姓名="李四", 单位="某县审计局")


def test_kin_is_found_by_name_and_unit(tmp_path: Path) -> None:
    back = {
        **KIN,
        "姓名": "李四",
        "关系": "丈夫",
        "亲属姓名": "张 三",
        "亲属单位": "财政局",
        "亲属职务": "",
    }
    reading = read(tmp_path, [person(1), WIFE], kin=[KIN, KIN, back])
    assert reading.roster is not None
    assert reading.findings == ()
    first, second = reading.roster.kinships
    assert (first.person_id, first.relative_id) == (person(1)["身份证号"], WIFE["身份证号"])
    assert (first.relative_unit, first.relative_level) == ("某县审计局", Level.SECTION_CHIEF)
    assert second.relative_id == first.person_id


def test_kin_outside_is_kept(tmp_path: Path) -> None:
    reading = read(
        tmp_path, [person(1), WIFE], kin=[{**KIN, "亲属单位": "某县中学", "亲属职务": "教师"}]
    )
    assert reading.findings == ()
    assert reading.roster is not None
    (kin,) = reading.roster.kinships
    assert (kin.relative_id, kin.relative_unit, kin.relative_level) == (None, "某县中学", None)


@pytest.mark.parametrize(
    ("changes", "column", "is_error"),
    [
        ({"姓名": "无名氏"}, "姓名", True),
        ({"身份证号": citizen_id(serial=99)}, "身份证号", True),
        ({"身份证号": WIFE["身份证号"]}, "姓名", True),
        ({"亲属姓名": "某某"}, "亲属姓名", False),
        ({"亲属单位": ""}, "亲属姓名", False),
        ({"亲属身份证号": person(1)["身份证号"]}, "亲属姓名", True),
        ({"关系": "干亲"}, "关系", False),
        ({"关系": ""}, "关系", True),
        ({"亲属姓名": "张三", "亲属单位": "财政局"}, "亲属姓名", True),
    ],
)
def test_kin_that_cannot_be_placed(
    tmp_path: Path, changes: Row, column: str, is_error: bool
) -> None:
    (finding,) = read(tmp_path, [person(1), WIFE], kin=[{**KIN, **changes}]).findings
    assert (finding.sheet, finding.column, finding.is_error) == ("亲属关系", column, is_error)


def test_namesakes_ask_for_the_id(tmp_path: Path) -> None:
    twins = [person(1, 姓名="张三"), person(3, 姓名="张三"), WIFE]
    (finding,) = read(tmp_path, twins, kin=[KIN]).findings
    assert "几个“张三”" in finding.problem
    settled = {**KIN, "身份证号": person(3)["身份证号"]}
    assert read(tmp_path, twins, kin=[settled]).findings == ()


def test_a_person_with_a_bad_id_is_not_unknown_to_kin(tmp_path: Path) -> None:
    reading = read(tmp_path, [person(1, 身份证号="123"), WIFE], kin=[KIN])
    assert [f.sheet for f in reading.findings] == ["花名册"]


def test_wishes(tmp_path: Path) -> None:
    rows = [
        {"姓名": "张三", "意向单位": "审计局", "顺序": "", "困难说明": "家远"},
        {"姓名": "张三", "意向单位": "县财政局", "顺序": "", "困难说明": ""},
    ]
    reading = read(tmp_path, [person(1), WIFE], wishes=rows)
    assert reading.roster is not None
    assert [(w.unit, w.order, w.hardship) for w in reading.roster.wishes] == [
        ("某县审计局", 1, "家远"),
        ("某县财政局", 2, ""),
    ]
    (finding,) = read(tmp_path, [person(1)], wishes=[{**rows[0], "意向单位": "天上"}]).findings
    assert finding.column == "意向单位"


def test_strict_reading_carries_every_finding(tmp_path: Path) -> None:
    people = [person(1, 性别="女"), person(3, 特殊情形="出差")]
    path = workbook(tmp_path / "r.xlsx", people, UNITS)
    with pytest.raises(RosterError, match="1处错误") as caught:
        load_roster(path, ON)
    assert len(caught.value.findings) == 2
