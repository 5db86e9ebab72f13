"""What units really send: other headers, titles, totals, odd dates, odd ids, other words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from stdnum.cn import ric

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Circumstance, Education, Level, Nature, PersonnelStatus
from lungang.domain.roster import FormerUnit, Person
from lungang.intake import Reading, Severity, read_roster
from tests.intake.county import ON, PERSON, UNITS, citizen_id, person, put, workbook


def read(tmp_path: Path, *people: dict[str, Any]) -> Reading:
    return read_roster(workbook(tmp_path / "r.xlsx", list(people), UNITS), ON)


def only(reading: Reading) -> Person:
    assert reading.roster is not None, [str(finding) for finding in reading.findings]
    assert len(reading.roster.people) == 1
    return reading.roster.people[0]


def test_plain_row_without_findings(tmp_path: Path) -> None:
    reading = read(tmp_path, PERSON)
    assert reading.findings == ()
    assert only(reading).level is Level.SECTION_CHIEF


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1990.3", YearMonth(1990, 3)),
        ("1990.03", YearMonth(1990, 3)),
        ("1990.10", YearMonth(1990, 10)),
        ("1990.1", YearMonth(1990, 1)),
        ("1990-03-18", YearMonth(1990, 3, 18)),
        ("199003", YearMonth(1990, 3)),
        ("19900318", YearMonth(1990, 3, 18)),
        ("1990年3月", YearMonth(1990, 3)),
        ("1990年03月18日", YearMonth(1990, 3, 18)),
        ("1990/3/18", YearMonth(1990, 3, 18)),
        ("１９９０．０３", YearMonth(1990, 3)),
        ("１９９０年３月", YearMonth(1990, 3)),
        (" 1990. 03 ", YearMonth(1990, 3)),
        ("1990-03-18 00:00:00", YearMonth(1990, 3, 18)),
        (199003, YearMonth(1990, 3)),
        (19900318, YearMonth(1990, 3, 18)),
        (1990.03, YearMonth(1990, 3)),
        (1990.3, YearMonth(1990, 3)),
        (1990.12, YearMonth(1990, 12)),
        (date(1990, 3, 18), YearMonth(1990, 3, 18)),
    ],
)
def test_months(tmp_path: Path, written: Any, meant: YearMonth) -> None:
    reading = read(tmp_path, {**PERSON, "进本单位时间": written})
    assert reading.findings == ()
    assert only(reading).unit_start == meant


@pytest.mark.parametrize(
    "written", ["1990", "1990.13", "90.03", "不详", "1990-02-30", 32950, "三月"]
)
def test_what_is_no_month(tmp_path: Path, written: Any) -> None:
    (finding,) = read(tmp_path, {**PERSON, "进本单位时间": written}).findings
    assert (finding.column, finding.cell, finding.is_error) == ("进本单位时间", "K2", True)
    assert finding.value == str(written)


def test_a_number_that_may_be_january_or_october_is_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, {**PERSON, "进本单位时间": 1990.1})
    (finding,) = reading.findings
    assert finding.severity is Severity.WARNING
    assert "1990.01" in finding.remedy
    assert "1990.10" in finding.remedy
    assert only(reading).unit_start == YearMonth(1990, 10)


def test_a_column_of_one_digit_months_means_january(tmp_path: Path) -> None:
    rows = [person(1, 进本单位时间=1990.1), person(3, 进本单位时间=1990.5)]
    reading = read(tmp_path, *rows)
    assert reading.roster is not None
    assert reading.roster.people[0].unit_start == YearMonth(1990, 1)
    assert len(reading.findings) == 1


@pytest.mark.parametrize(("day", "month"), [("19620118", 1), ("19621018", 10)])
def test_the_id_settles_the_month_of_birth(tmp_path: Path, day: str, month: int) -> None:
    row = {**PERSON, "身份证号": citizen_id(day), "出生年月": 1962.1}
    reading = read(tmp_path, row)
    assert reading.findings == ()
    assert only(reading).birth == YearMonth(1962, month)


@pytest.mark.parametrize(
    "written",
    [
        citizen_id(serial=7).lower(),
        "'" + citizen_id(serial=1),
        " 999999 19620518 " + citizen_id()[14:] + " ",
        citizen_id().translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        "999999620518001",
        999999620518001,
    ],
)
def test_ids_in_every_dress(tmp_path: Path, written: Any) -> None:
    assert only(read(tmp_path, {**PERSON, "身份证号": written})).id[:14] == "99999919620518"


def test_fifteen_digits_become_eighteen_by_the_standard(tmp_path: Path) -> None:
    found = only(read(tmp_path, {**PERSON, "身份证号": "999999620518001"})).id
    assert found == citizen_id()
    assert found[-1] == ric.calc_check_digit(found[:-1])


@pytest.mark.parametrize("written", [999999196205180013, 9.99999196205180e17, "1.1E+17"])
def test_ids_that_lost_digits_say_how_to_enter_them(tmp_path: Path, written: Any) -> None:
    (finding,) = read(tmp_path, {**PERSON, "身份证号": written}).findings
    assert "已丢失" in finding.problem
    assert "文本" in finding.remedy


WRONG_END = citizen_id()[:-1] + ("0" if citizen_id()[-1] != "0" else "1")


@pytest.mark.parametrize(
    ("written", "row", "told"),
    [
        (WRONG_END, {"性别": "女", "出生年月": "1960.01"},
         ("校验位不对", "第7至12位与出生年月1960.01不符", "第17位与性别“女”不符")),
        (WRONG_END, {"出生年月": "1960.01", "备注": "以档案为准"}, ("校验位不对",)),
        (WRONG_END, {}, ("校验位不对",)),
        ("999999196213180014", {"出生年月": "1960.01"},
         ("“19621318”不是日期，校验位也不对", "第7至12位与出生年月1960.01不符")),
        ("99999919620518001", {"性别": "女", "出生年月": "1960.01"},
         ("这里是17位", "第7至12位与出生年月1960.01不符")),
        ("99999919620518001", {}, ("这里是17位",)),
        ("999999196205180000", {"性别": "女"}, ("后几位已丢失",)),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_an_id_is_told_once_and_together(
    tmp_path: Path, written: str, row: dict[str, str], told: tuple[str, ...]
) -> None:
    (finding,) = read(tmp_path, {**PERSON, "身份证号": written, **row}).findings
    assert len(finding.problem.split("；")) == len(told)
    assert all(part in finding.problem for part in told), finding.problem
    assert finding.value == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [("张　三", "张三"), ("张 三", "张三"), (" 张三 ", "张三"), ("买买提•艾力", "买买提·艾力"),
     ("𠮷野", "𠮷野"), ("John Smith", "John Smith")],
)  # fmt: skip
def test_names(tmp_path: Path, written: str, meant: str) -> None:
    assert only(read(tmp_path, {**PERSON, "姓名": written})).name == meant


@pytest.mark.parametrize(
    "written", ["=1+1", "+86", "@SUM", "-张三", "张三（女）", "张三2", "张*三"]
)
def test_names_with_signs_are_errors(tmp_path: Path, written: str) -> None:
    (finding,) = read(tmp_path, {**PERSON, "姓名": written}).findings
    assert finding.is_error
    assert "不应有的符号" in finding.problem
    assert "U+" in finding.problem


@pytest.mark.parametrize("sign", ["\u2066", "\u2069", "\u180e", "\u202e", "\u200b", "\x7f"])
def test_signs_that_are_not_seen_are_taken_out(tmp_path: Path, sign: str) -> None:
    row = {**PERSON, "单位": f"{PERSON['单位']}{sign}", "姓名": f"张{sign}三"}
    units = [{**unit, "单位名称": f"{sign}{unit['单位名称']}"} for unit in UNITS]
    reading = read_roster(workbook(tmp_path / "r.xlsx", [row], units), ON)
    assert only(reading).name == "张三"
    assert all(unit.name.isprintable() for unit in reading.roster.units)  # type: ignore[union-attr]


def test_a_radical_is_the_word_that_it_looks_like(tmp_path: Path) -> None:
    assert only(read(tmp_path, {**PERSON, "姓名": "⽅⼀⾦"})).name == "方一金"


def test_a_character_of_one_s_own_making_is_reported_at_its_cell(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, {**PERSON, "现任职务": "科\ue000长"}).findings
    assert finding.is_error
    assert "U+E000" in finding.problem


@pytest.mark.parametrize(
    ("column", "written", "attribute", "meant"),
    [
        ("学历", "本科", "education", Education.BACHELOR),
        ("学历", "大学", "education", Education.BACHELOR),
        ("学历", "大学本科", "education", Education.BACHELOR),
        ("学历", "专科", "education", Education.JUNIOR_COLLEGE),
        ("学历", "省委党校大学", "education", Education.BACHELOR),
        ("学历", "在职研究生", "education", Education.POSTGRADUATE),
        ("学历", "党校大专", "education", Education.JUNIOR_COLLEGE),
        ("编制性质", "行政", "nature", Nature.ADMINISTRATIVE),
        ("编制性质", "政法专项", "nature", Nature.POLITICAL_LEGAL),
        ("人员身份", "国家公务员", "status", PersonnelStatus.CIVIL_SERVANT),
        ("职务层次", "科长", "level", Level.SECTION_CHIEF),
        ("职务层次", "科长(主任)", "level", Level.SECTION_CHIEF),
        ("政治面貌", "党员", "party", "中共党员"),
    ],
)
def test_other_words(
    tmp_path: Path, column: str, written: str, attribute: str, meant: object
) -> None:
    reading = read(tmp_path, {**PERSON, column: written})
    assert reading.findings == ()
    assert getattr(only(reading), attribute) == meant


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("局长", Level.UNIT_CHIEF),
        ("党组书记、局长", Level.UNIT_CHIEF),
        ("副局长", Level.UNIT_DEPUTY),
        ("副局长兼办公室主任", Level.UNIT_DEPUTY),
        ("纪检组长", Level.UNIT_DEPUTY),
        ("预算科科长", Level.SECTION_CHIEF),
        ("科长（主任）", Level.SECTION_CHIEF),
        ("主任", Level.SECTION_CHIEF),
        ("股长", Level.SECTION_CHIEF),
        ("办公室副主任", Level.DEPUTY_SECTION_CHIEF),
        ("副科长", Level.DEPUTY_SECTION_CHIEF),
        ("副主任科员", Level.STAFF),
        ("主任科员", Level.STAFF),
        ("科员", Level.STAFF),
    ],
)
def test_level_from_the_title(tmp_path: Path, title: str, level: Level) -> None:
    reading = read(tmp_path, {**PERSON, "现任职务": title, "职务层次": ""})
    assert reading.findings == ()
    assert only(reading).level is level


def test_a_title_that_tells_no_level_asks_for_it(tmp_path: Path) -> None:
    row = {**PERSON, "现任职务": "主任", "职务层次": "", "内设机构": ""}
    (finding,) = read(tmp_path, row).findings
    assert (finding.column, finding.is_error) == ("职务层次", True)


def test_level_against_title_is_a_warning(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, {**PERSON, "现任职务": "副科长"}).findings
    assert (finding.column, finding.severity) == ("职务层次", Severity.WARNING)


def test_former_units_and_circumstances(tmp_path: Path) -> None:
    row = {
        **PERSON,
        "曾任单位": "审计局（1982.08-1990.03）；1980.01-1982.07 县粮食局、县供销社",
        "特殊情形": "援藏、试用期",
    }
    found = only(read(tmp_path, row))
    assert found.former_units == (
        FormerUnit("某县审计局", YearMonth(1982, 8), YearMonth(1990, 3)),
        FormerUnit("县粮食局", YearMonth(1980, 1), YearMonth(1982, 7)),
        FormerUnit("县供销社"),
    )
    assert found.circumstances == {Circumstance.SECONDMENT, Circumstance.PROBATION}


def test_unknown_circumstance_lists_the_words(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, {**PERSON, "特殊情形": "出差"}).findings
    assert finding.severity is Severity.WARNING
    assert "试用期" in finding.remedy


def test_a_sheet_as_a_unit_sends_it(tmp_path: Path) -> None:
    """Title, note, header on row 4, merged unit, blank rows, a page header, totals, signatures."""
    header = ["序号", "所在单位", "科室", "人员 姓名", "公民身份号码", "性别", "出生日期",
              "参加工作\n时间", "调入本单位时间", "文化程度", "所学专业", "从事的专业",
              "职务", "职务层次", "任现职务时间", "岗位类别", "编制类别", "人员身份",
              "管理权限"]  # fmt: skip

    def row(number: int, name: str, serial: int, unit: str = "") -> list[Any]:
        return [number, unit, "预算科", name, citizen_id(serial=serial), "男", "1962.5", "1982.8",
                "1990.3", "本科", "会计", "财政", "科员", "科员", "1996.5", "其它", "行政",
                "公务员", "县委组织部"]  # fmt: skip

    path = tmp_path / "某县财政局.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        blank: list[Any] = []
        grid: list[list[Any]] = [
            ["机关工作人员花名册"], ["填报单位：财政局（盖章）"], blank, header,
            row(1, "张　三", 1), row(2, "李四", 3), blank, header, row(3, "王五", 5),
            ["", "", "", "示例：某某", *row(4, "", 7)[4:]], [4],
            ["合计", "", "", "3人"], ["制表人：赵六", "", "", "", "审核人："],
        ]  # fmt: skip
        put(book, "Sheet1", grid)
        sheet = book.get_worksheet_by_name("Sheet1")
        sheet.merge_range(0, 0, 0, 18, "机关工作人员花名册")
        sheet.merge_range(4, 1, 8, 1, "县财政局")
        put(book, "单位", [list(UNITS[0]), *[list(unit.values()) for unit in UNITS]])
        put(book, "说明", [["随便写的"]])
    reading = read_roster(path, ON)
    assert reading.findings == (), [str(finding) for finding in reading.findings]
    assert reading.roster is not None
    assert [p.name for p in reading.roster.people] == ["张三", "李四", "王五"]
    assert {p.unit for p in reading.roster.people} == {"某县财政局"}


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    top = ["单位", "姓名", "身份证号", "性别", "出生年月", "学历情况", "", "任职情况", "", "", "",
           "进本单位时间", "从事专业", "岗位类型", "编制性质", "人员身份",
           "干部管理权限"]  # fmt: skip
    low = ["", "", "", "", "", "学历", "所学专业", "现任职务", "职务层次", "任现职时间", "职级",
           "", "", "", "", "", ""]  # fmt: skip
    row = ["财政局", "张三", citizen_id(), "男", "1962.05", "本科", "会计", "局长", "", "1996.05",
           "", "1990.03", "财政", "其他", "行政", "公务员", "组织部"]  # fmt: skip
    with xlsxwriter.Workbook(str(tmp_path / "r.xlsx")) as book:
        put(book, "花名册", [top, low, row])
        put(book, "单位", [list(UNITS[0]), *[list(unit.values()) for unit in UNITS]])
    person_ = only(read_roster(tmp_path / "r.xlsx", ON))
    assert (person_.diploma_specialty, person_.level) == ("会计", Level.UNIT_CHIEF)


@pytest.mark.parametrize("written", ["某县财政局", "县财政局", "财政局", " 财政局 ", "财　政局"])
def test_unit_names_in_every_dress(tmp_path: Path, written: str) -> None:
    assert only(read(tmp_path, {**PERSON, "单位": written})).unit == "某县财政局"


def test_unknown_unit_suggests_the_one_meant(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, {**PERSON, "单位": "某县财正局"}).findings
    assert finding.is_error
    assert finding.cell == "A2"
    assert "某县财政局" in finding.remedy


def test_missing_columns_and_cells(tmp_path: Path) -> None:
    row = {key: value for key, value in PERSON.items() if key != "学历"}
    reading = read(tmp_path, {**row, "从事专业": " "})
    assert [(f.row, f.problem) for f in reading.findings] == [
        (1, "表头（第1行）里没有“学历”这一列"),
        (2, "缺少从事专业"),
    ]
    assert reading.roster is None


def test_unknown_and_repeated_columns_are_told(tmp_path: Path) -> None:
    row = {**PERSON, "职及": "主任科员", "科室": "预算科", "手机号": "1"}
    findings = read(tmp_path, row).findings
    assert [(f.column, f.severity) for f in findings] == [
        ("职及", Severity.WARNING),
        ("科室", Severity.WARNING),
    ]
    assert "职级" in findings[0].remedy


@pytest.mark.parametrize("written", ["市财政局", "邻县财政局", "县财政所"])
def test_another_places_unit_is_not_ours(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, {**PERSON, "单位": written}).roster is None
    former = only(read(tmp_path, {**PERSON, "曾任单位": written})).former_units
    assert former == (FormerUnit(written),)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("县财政局", "某县财政局"),
        ("县市场监督管理局", "某县市场监督管理局"),
        ("城关镇人民政府", "城关镇"),
        ("某县城关镇人民政府", "城关镇政府"),
        ("县发展和改革委员会", "县发改委"),
        ("某市某县财政局", "某县财政局"),
        ("县市场监督管理局", "市场监督管理局"),
    ],
)
def test_units_by_their_usual_names(tmp_path: Path, listed: str, written: str) -> None:
    units = [{"单位名称": listed, "类别": "政府部门"}, UNITS[1]]
    row = {**PERSON, "单位": written}
    reading = read_roster(workbook(tmp_path / "r.xlsx", [row], units), ON)
    assert only(reading).unit == listed


def test_a_name_that_fits_two_units_fits_none(tmp_path: Path) -> None:
    units = [{"单位名称": name, "类别": "政府部门"} for name in ("开发区管委会", "旅游区管委会")]
    rows = [{**PERSON, "单位": "管委会"}]
    (finding,) = read_roster(workbook(tmp_path / "r.xlsx", rows, units), ON).findings
    assert finding.column == "单位"
