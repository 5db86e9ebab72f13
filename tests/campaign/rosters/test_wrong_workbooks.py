"""Workbooks as units really send them: the page says where, what, and what to do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.difference import changes
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Return
from lungang.i18n import speaking
from tests.campaign.rosters.desk import Desk, browser, changed, good
from tests.campaign.rosters.test_correcting import neighbours
from tests.forms import send


def columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}


def told(desk: Desk, content: bytes, name: str = "审计局.xlsx") -> str:
    """What the page says of a workbook."""
    upload, file = reverse("rosters:upload"), SimpleUploadedFile(name, content)
    page = send(browser(desk.officer), upload, {"file": file}, follow=True)
    text = page.content.decode()
    text = re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main")])
    return re.sub(r"\\s+", " ", text.replace("&emsp;", " "))


def with_cell(title: str, row: int, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        sheet = book["花名册"]
        sheet.cell(row, columns(sheet)[title]).value = value

    return change


@pytest.mark.parametrize("title", ["出生年月", "性别", "编制性质", "任现职时间"])
def test_a_formula_that_nobody_computed(desk: Desk, title: str) -> None:
    text = told(desk, changed(good(), with_cell(title, 3, "=MID(E3,7,6)")))
    assert "第 3 行" in text
    assert "这一格是公式，还没有算出值" in text
    assert "选择性粘贴为“值”" in text
    assert f"缺少{title}" not in text
    assert Return.objects.get().rows.get(table="roster", number=3)


def test_a_row_without_a_name_is_not_called_by_its_sheet(desk: Desk) -> None:
    text = told(desk, changed(good(), with_cell("姓名", 3, None)))
    assert "“花名册”表第 3 行　姓名：缺少姓名" in text
    assert "第 3 行 花名册" not in text


def test_a_column_that_is_missing(desk: Desk) -> None:
    def change(book: Any) -> None:
        book["花名册"].delete_cols(columns(book["花名册"])["性别"])

    text = told(desk, changed(good(), change))
    assert "表头（第1行）里没有“性别”这一列" in text
    assert "请把列名改成“性别”；没有的，加一列并逐人填好" in text
    assert "表头的错在屏幕上改不了" in text


def test_a_column_under_another_name_is_named_with_its_cell(desk: Desk) -> None:
    text = told(desk, changed(good(), with_cell("出生年月", 1, "生辰年月")))
    assert re.search(r"“花名册”表 [A-Z]1 格“生辰年月”：不认得的列，未读入", text)
    assert "是否指“出生年月”" in text


@pytest.mark.parametrize("above", [1, 2, 3])
def test_titles_with_the_year_above_the_header(desk: Desk, above: int) -> None:
    def change(book: Any) -> None:
        sheet = book["花名册"]
        sheet.insert_rows(1, above)
        sheet.cell(1, 1).value = "县审计局 2004 年机关干部花名册（共 22 人）"
        sheet.merge_cells("A1:N1")
        if above > 1:
            sheet.cell(above, 1).value = "填报单位：县审计局　　2004 年 11 月 1 日"

    text = told(desk, changed(good(), change))
    assert "22 人" in text
    assert "有问题的 0 行" in text


def test_a_unit_written_once_for_all(desk: Desk) -> None:
    def change(book: Any) -> None:
        sheet = book["花名册"]
        at = columns(sheet)["单位"]
        sheet.merge_cells(start_row=2, end_row=sheet.max_row, start_column=at, end_column=at)

    assert "有问题的 0 行" in told(desk, changed(good(), change))


@pytest.mark.parametrize(
    ("name", "told_to"),
    [
        ("县审计句", "是否指“县审计局”？请写单位现在的全称或简称"),
        ("卫星站", "请编办在单位库里登记"),
    ],
)
def test_a_unit_that_is_not_known(desk: Desk, name: str, told_to: str) -> None:
    text = told(desk, changed(good(), with_cell("单位", 3, name)))
    assert f"单位库里没有“{name}”" in text
    assert told_to in text
    assert "“单位”表" not in text, "the office's own template has no such sheet"


def test_an_empty_sheet(desk: Desk) -> None:
    text = told(desk, changed(good(), lambda b: b["花名册"].delete_rows(2, 100)))
    assert "花名册中没有一个人。请填写花名册" in text


def test_a_workbook_without_any_header(desk: Desk) -> None:
    def change(book: Any) -> None:
        for cell in book["花名册"][1]:
            cell.value = f"列{cell.column}"

    assert "没有找到花名册的表头。没有保存" in told(desk, changed(good(), change))
    assert not Return.objects.exists()


def test_formats_with_macros_are_told_what_to_do(desk: Desk) -> None:
    text = told(desk, good(), "审计局.xlsm")
    assert "“审计局.xlsm”是带宏的格式，没有保存" in text
    assert "另存为“Excel 工作簿（*.xlsx）”" in text
    assert "docx" not in text, "no list of what other pages take"
    out = BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "含有宏" in told(desk, out.getvalue())


def test_signs_that_nobody_sees_are_not_shown(desk: Desk) -> None:
    told(desk, changed(good(), with_cell("备注", 3, "甲\u202e乙")))
    here = reverse("rosters:return", args=[Return.objects.get().pk])
    text = browser(desk.officer).get(here, {"view": "all", "cols": "all"}).content.decode()
    assert "甲乙" in text
    assert "\u202e" not in text


def test_what_is_only_written_otherwise_is_no_change(desk: Desk) -> None:
    was = {"birth": "1966.02", "title": "科员", "post_start": ["d", "2001-03-01"], "seq": "1"}
    now = {"birth": "1966-02", "title": " 科员 ", "post_start": "2001.03.01", "seq": "2"}
    assert changes(was, now, "roster") == ()
    # January and October cannot be told apart: what was typed otherwise is shown
    assert changes({"birth": "1966.1"}, {"birth": "1966.10"}, "roster")


def test_an_accepted_person_only_written_otherwise_stays_accepted(desk: Desk) -> None:
    sent = desk.accepted()
    actions.take_up(desk.personnel, sent.pk, "漏了人")
    again = actions.reopen(desk.officer, sent.pk)
    row = desk.person(again)
    actions.edit_cells(desk.officer, again.pk, {row.pk: {"name": f"{row.name}　"}})
    row.refresh_from_db()
    assert row.state == "accepted"
    page = browser(desk.officer).get(reverse("rosters:difference", args=[again.pk]))
    assert "两次一样" in page.content.decode()


def test_ids_that_look_the_same_masked_are_said_to_differ() -> None:
    one, other = "990101197501010018", "990102197501010018"
    (change,) = changes({"id": one}, {"id": other}, "roster")
    assert change.was == "9901**********0018"
    assert change.now == "9901**********0018（中间几位不同）"
    assert len(neighbours(one)) == 3


def test_a_hidden_sheet_that_is_read_is_told_so_in_chinese_for_all_readers(desk: Desk) -> None:
    def hide(book: Any) -> None:
        book.create_sheet("封面", 0)
        book.active = 0
        book["花名册"].sheet_state = "hidden"

    with speaking("en"):
        sent = desk.upload(changed(good(), hide))
    said = [(one.sheet, one.problem) for one in check_return(sent).warnings]
    assert ("花名册", "这是隐藏的工作表，里面的内容也读入了") in said
    assert "隐藏的工作表" in str(sent.layout["findings"])
