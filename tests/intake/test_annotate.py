"""The user's own file comes back marked, noted and listed, and nothing in it runs."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from lungang.errors import WorkbookRefused
from lungang.intake import annotate, annotate_content, read_roster
from tests.intake.county import ON, PERSON, UNITS, person, put, workbook

DATA = Path(__file__).parent / "data"
RED, AMBER = "FFF4B6B6", "FFFFE699"


def marked(source: Path, target: Path) -> Any:
    findings = read_roster(source, ON).findings
    annotate(source, findings, target)
    return load_workbook(target)


def test_cells_are_marked_noted_and_listed(tmp_path: Path) -> None:
    source = workbook(tmp_path / "r.xlsx", [{**PERSON, "性别": "女", "特殊情形": "出差"}], UNITS)
    book = marked(source, tmp_path / "out.xlsx")
    sheet = book["花名册"]
    assert sheet["E2"].fill.fgColor.rgb == RED
    assert "身份证号" in sheet["E2"].comment.text
    assert sheet["Y2"].fill.fgColor.rgb == AMBER
    assert sheet["A2"].comment is None
    listed = [[cell.value for cell in row] for row in book["检查结果"].iter_rows(min_row=3)]
    assert [row[:6] for row in listed] == [
        ["1", "错误", "花名册", "E2", "性别", "女"],
        ["2", "提醒", "花名册", "Y2", "特殊情形", "出差"],
    ]
    assert "错误1处，提醒1处" in book["检查结果"]["A1"].value


def test_formatting_of_the_user_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        put(book, "花名册", [list(PERSON), list({**PERSON, "性别": "女"}.values())])
        put(book, "单位", [list(UNITS[0]), list(UNITS[0].values())])
        sheet = book.get_worksheet_by_name("花名册")
        sheet.set_column(3, 3, 33)
        sheet.freeze_panes(1, 4)
        sheet.write_string(1, 2, "张三", book.add_format({"bold": True, "bg_color": "#00FF00"}))
        sheet.write_comment(1, 4, "原有批注")
    copy = marked(path, tmp_path / "out.xlsx")["花名册"]
    assert copy.column_dimensions["D"].width == pytest.approx(33, abs=1)
    assert copy.freeze_panes == "E2"
    assert copy["C2"].font.bold
    assert copy["C2"].fill.fgColor.rgb == "FF00FF00"
    assert copy["E2"].comment.text.startswith("原有批注")


def test_formulas_become_text(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    attack = "=cmd|' /C calc'!A0"
    with xlsxwriter.Workbook(str(path)) as book:
        put(book, "花名册", [list(PERSON), list(PERSON.values())])
        put(book, "单位", [list(UNITS[0]), list(UNITS[0].values())])
        sheet = book.get_worksheet_by_name("花名册")
        sheet.write_formula(1, 26, attack, None, "备注")
        sheet.write_array_formula(5, 5, 6, 5, "{=SUM(A1:A2)}", None, 0)
        sheet.write_formula(1, 2, '="张"&"三"', None, "张三")
        sheet.write_string(1, 7, "=1+1")
    reading = read_roster(path, ON)
    assert reading.roster is not None
    assert reading.roster.people[0].name == "张三"
    copy = marked(path, tmp_path / "out.xlsx")["花名册"]
    assert copy["AA2"].value == attack
    assert {cell.data_type for row in copy.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_values_that_look_like_formulas_are_listed_as_text(tmp_path: Path) -> None:
    source = workbook(tmp_path / "r.xlsx", [{**PERSON, "姓名": "=1+1"}], UNITS)
    book = marked(source, tmp_path / "out.xlsx")
    cell = book["检查结果"]["F3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("name", ["花名册.csv", "roster.xls"])
def test_csv_and_xls_come_back_as_xlsx(tmp_path: Path, name: str) -> None:
    if name.endswith("csv"):
        source = tmp_path / name
        rows = [list(PERSON), [str(v) for v in {**PERSON, "备注": "=1+1"}.values()]]
        source.write_text("\n".join(",".join(row) for row in rows), encoding="gb18030")
    else:
        source = DATA / name
    book = marked(source, tmp_path / "out.xlsx")
    sheet = book["花名册"]
    assert book.sheetnames[0] == "检查结果"
    assert sheet["C2"].value == "张三"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_checked_copy_may_be_corrected_and_checked_again(tmp_path: Path) -> None:
    source = workbook(tmp_path / "r.xlsx", [{**PERSON, "性别": "女", "学历": "?"}], UNITS)
    book = marked(source, tmp_path / "once.xlsx")
    book["花名册"]["E2"] = "男"
    book.save(tmp_path / "twice.xlsx")
    reading = read_roster(tmp_path / "twice.xlsx", ON)
    assert [finding.cell for finding in reading.findings] == ["L2"]
    again = marked(tmp_path / "twice.xlsx", tmp_path / "out.xlsx")
    assert again["花名册"]["E2"].comment is None
    assert again["花名册"]["E2"].fill.fgColor.rgb != RED
    assert again["花名册"]["L2"].fill.fgColor.rgb == RED
    assert again.sheetnames.count("检查结果") == 1


def test_a_folder_gets_one_copy_for_each_file(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    workbook(source / "a.xlsx", [person(1, 性别="女")], UNITS)
    workbook(source / "b.xlsx", [person(1, 单位="审计局")], None)
    (source / "c.xlsx").write_bytes(b"PK\x03\x04")
    (source / "a.csv").write_text("姓名,关系,亲属姓名\n无名氏,妻子,某某\n", encoding="utf-8")
    findings = read_roster(source, ON).findings
    written = annotate(source, findings, tmp_path / "out")
    assert [path.name for path in written] == [
        "a.csv_检查结果.xlsx",
        "a.xlsx_检查结果.xlsx",
        "b_检查结果.xlsx",
    ]
    assert load_workbook(written[1])["花名册"]["E2"].fill.fgColor.rgb == RED
    assert load_workbook(written[2])["花名册"]["D2"].fill.fgColor.rgb == RED


def test_a_clean_file_says_so(tmp_path: Path) -> None:
    book = marked(workbook(tmp_path / "r.xlsx", [PERSON], UNITS), tmp_path / "out.xlsx")
    assert "没有发现问题" in book["检查结果"]["A1"].value


def test_what_is_refused_is_not_annotated(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(WorkbookRefused):
        annotate(tmp_path / "r.xlsx", [], tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_the_marker_is_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of memory or time it is refused in words, and nothing is written."""
    source = workbook(tmp_path / "r.xlsx", [PERSON], UNITS)
    hungry = tmp_path / "marker.py"
    hungry.write_text(
        "import json, resource, sys\n"
        "limit = json.loads(sys.argv[1])['limits']['memory']\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "bytearray(2 * limit)\n"
    )
    for script in (hungry.read_text(), "import time\ntime.sleep(60)\n", "print('PX')\n"):
        hungry.write_text(script)
        monkeypatch.setattr("lungang.intake.marking.MARKER", hungry)
        monkeypatch.setattr("lungang.intake.marking.MARKING_WALL_SECONDS", 0.7)
        with pytest.raises(WorkbookRefused, match="标注不完"):
            annotate(source, [], tmp_path / "out.xlsx")
        assert not (tmp_path / "out.xlsx").exists()


def test_the_limits_reach_the_marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = workbook(tmp_path / "r.xlsx", [PERSON], UNITS)
    small = {"memory": 20 << 20, "seconds": 5, "file": 1 << 20}
    monkeypatch.setattr("lungang.intake.marking.MARKING_LIMITS", small)
    with pytest.raises(WorkbookRefused, match="标注不完"):
        annotate(source, [], tmp_path / "out.xlsx")


def test_content_comes_back_marked_from_findings_that_were_kept(tmp_path: Path) -> None:
    source = workbook(tmp_path / "r.xlsx", [{**PERSON, "性别": "女"}], UNITS)
    findings = read_roster(source, ON).findings
    target = tmp_path / "out.xlsx"
    target.write_bytes(annotate_content(source.read_bytes(), "r.xlsx", findings))
    assert load_workbook(target)["花名册"]["E2"].fill.fgColor.rgb == RED
