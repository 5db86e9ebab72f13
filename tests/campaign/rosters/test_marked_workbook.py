"""The marked workbook says what the screen says: corrections made there are in it."""

from __future__ import annotations

import io
from typing import Any

from django.urls import reverse
from openpyxl import load_workbook

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Return
from tests.campaign.rosters.desk import Desk, browser, wrong
from tests.forms import send


def marked(desk: Desk, sent: Return) -> Any:
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "marked"))
    page = send(browser(desk.officer), here, action=address)
    assert page.status_code == 200
    return load_workbook(io.BytesIO(page.content))


def column(sheet: Any, title: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).rstrip("*") == title)


def test_it_holds_the_cells_as_on_the_screen(desk: Desk) -> None:
    sent = desk.upload(wrong())
    rows = {row.number: row for row in sent.rows.filter(table="roster")}
    last = max(rows)
    gone = rows[last].name
    actions.edit_cells(
        desk.officer, sent.pk, {rows[5].pk: {"nature": "行政的"}, rows[4].pk: {"remark": "=1+1"}}
    )
    actions.remove_row(desk.officer, rows[last].pk)
    kin = {"name": rows[4].name, "relation": "夫妻", "relative_name": "某乙"}
    actions.add_row(desk.officer, sent.pk, "kin", kin)
    book = marked(desk, sent)
    sheet = book["花名册"]
    nature = sheet.cell(5, column(sheet, "编制性质"))
    assert nature.value == "行政的"
    assert "行政的" in nature.comment.text
    remark = sheet.cell(4, column(sheet, "备注"))
    assert (remark.value, remark.data_type) == ("=1+1", "s")
    assert sheet.cell(3, column(sheet, "性别")).comment is not None
    name = column(sheet, "姓名")
    assert sheet.cell(4, name).value == rows[4].name
    assert gone not in {sheet.cell(at, name).value for at in range(2, last + 1)}
    assert book["亲属关系"].cell(2, column(book["亲属关系"], "亲属姓名")).value == "某乙"


def test_a_sheet_that_the_file_did_not_have_comes_with_its_header(desk: Desk) -> None:
    from tests.campaign.rosters.desk import changed, good

    def without(book: Any) -> None:
        del book["亲属关系"]

    sent = desk.upload(changed(good(), without))
    actions.add_row(desk.officer, sent.pk, "kin", {"relative_name": "某乙"})
    sheet = marked(desk, sent)["亲属关系"]
    assert sheet.cell(2, column(sheet, "亲属姓名")).value == "某乙"


def test_what_was_typed_on_screen_comes_in_the_template_whole(desk: Desk) -> None:
    sent = actions.start_empty(desk.officer, desk.campaign)
    actions.add_row(desk.officer, sent.pk, "roster", {"name": "某甲"})
    actions.add_row(desk.officer, sent.pk, "wish", {"name": "某甲", "unit": "县统计局"})
    book = marked(desk, sent)
    sheet = book["花名册"]
    row = {cell.value for cell in sheet[2] if cell.value}
    assert row == {"某甲", "县审计局"}, "nothing is left of the template's example"
    assert sheet.cell(2, column(sheet, "身份证号")).comment is not None
    assert book["志愿"].cell(2, column(book["志愿"], "意向单位")).value == "县统计局"


def test_an_approved_correction_is_in_it(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "更正后"}, "笔误")
    actions.approve_correction(desk.personnel, asked.pk)
    sheet = marked(desk, row.roster_return)["花名册"]
    assert sheet.cell(row.number, column(sheet, "备注")).value == "更正后"
