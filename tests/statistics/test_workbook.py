"""The workbook, read back by two other readers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from lungang.statistics import outcomes, write_workbook, write_workbook_to
from lungang.statistics.workbook import csv_of
from tests.statistics import factory
from tests.statistics.county import county

SHEETS = [
    "统计表",
    "交流人员名单",
    "去向安排表",
    "进出对照",
    "留任及原因",
    "筛查汇总",
    "应交流未列入",
    "依据",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "结果.xlsx"
    write_workbook(outcomes(*county()), path)
    return path


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_for_every_table(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_with_its_heads_on_every_page(book, name):
    sheet = book[name]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.print_area
    assert sheet.page_setup.paperSize in (9, "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "2004 年县级机关" in sheet.oddHeader.right.text
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize(("name", "turned"), [("统计表", False), ("去向安排表", True)])
def test_wide_sheets_lie_on_their_side(book, name, turned):
    assert (book[name].page_setup.orientation == "landscape") is turned


def test_numbers_are_numbers(book):
    rows = list(book["统计表"].iter_rows(min_row=4, max_row=6, max_col=4, values_only=True))
    assert [row[1:3] for row in rows] == [("科长（主任）", 23), ("副科长", 1), ("一般干部", 3)]
    assert rows[0][3] == pytest.approx(23 / 27)
    total = [row for row in book["进出对照"].values if row[0] == "18 个单位"]
    assert total[0][2:5] == (27, 27, 0)


def test_the_annex_lists_everybody_in_order(path):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("交流人员名单").to_python()
    assert rows[2][:8] == [
        "序号", "姓名", "性别", "出生年月", "原单位", "原职务", "现单位", "拟任职务",
    ]  # fmt: skip
    people = rows[3:]
    assert [row[0] for row in people] == list(range(1, 28))
    assert {row[1] for row in people} == {move.name for move in county()[0].moves}


def test_no_text_becomes_a_formula_or_a_link(tmp_path):
    path = tmp_path / "x.xlsx"
    write_workbook(outcomes(*factory.hostile()), path)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    told = [cell for cell in cells if str(cell.value).startswith(("=", "+", "@", "-"))]
    assert {"=1+1", "@x", "+1"} <= {cell.value for cell in told}
    assert all(cell.quotePrefix for cell in told)
    assert "甲乙" in {cell.value for cell in cells}
    with ZipFile(path) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert "=HYPERLINK" in book["统计表"].oddHeader.right.text
    assert CalamineWorkbook.from_path(path).sheet_names == SHEETS


def test_the_same_results_give_the_same_bytes(path, tmp_path):
    again = tmp_path / "again.xlsx"
    write_workbook(outcomes(*county()), again)
    assert again.read_bytes() == path.read_bytes()
    with ZipFile(again) as parts:
        assert b"2004-12-16T00:00:00Z" in parts.read("docProps/core.xml")


def test_nobody_moved_still_makes_a_workbook(tmp_path):
    roster = factory.roster([factory.unit("甲局")], [factory.person(1, "甲局")])
    path = tmp_path / "empty.xlsx"
    write_workbook(outcomes(factory.plan(roster, {}), roster, factory.policy()), path)
    assert openpyxl.load_workbook(path)["交流人员名单"]["A4"].value == "无"


def test_no_id_is_printed_in_full(path):
    with ZipFile(path) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist())
    assert not [one for one in county()[1].people if one.id.encode() in text]


def test_some_sheets_alone_where_only_those_are_asked_for():
    stream = io.BytesIO()
    write_workbook_to(outcomes(*county()), stream, only=("进出对照", "统计表"))
    assert openpyxl.load_workbook(stream).sheetnames == ["统计表", "进出对照"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_as_csv_says_what_the_workbook_says(book, name):
    lines = list(csv.reader(io.StringIO(csv_of(outcomes(*county()), name).decode("utf-8-sig"))))
    first = [str(cell.value) for cell in book[name][4]]
    assert lines[0] == [str(cell.value) for cell in book[name][3]]
    shown = [pair for pair in zip(lines[1], first, strict=True) if "%" not in pair[0]]
    assert [told for told, _held in shown] == [held.replace("None", "") for _told, held in shown]


def test_no_cell_of_a_csv_is_taken_for_a_formula():
    made = outcomes(*county())
    mean = replace(made.annex[0], from_post="=1+1")
    lines = csv_of(replace(made, annex=(mean,)), "交流人员名单").decode("utf-8-sig")
    assert ",'=1+1," in lines
