"""A unit brings its roster in: whole or not at all, mended on screen, sent once it is right."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.states import ReturnState, RowState
from lungang.errors import NotNow, NotPermitted, Stale, WorkbookRefused
from lungang.platform.audit.models import Entry
from lungang.platform.files.models import StoredFile
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import OTHER, Desk, changed, good, wrong
from tests.campaign.rosters.returns import county, workbook_of


def test_a_workbook_becomes_a_draft(desk: Desk) -> None:
    began = time.process_time()
    sent = desk.upload()
    assert time.process_time() - began < 1
    assert (sent.state, sent.number) == (ReturnState.DRAFT, 1)
    people = sent.rows.filter(table="roster")
    assert people.count() == 22
    assert all(row.person_key and row.pinyin and row.strokes for row in people)
    assert {row.authority for row in people} == {"organisation_department", "personnel_bureau"}
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.BEGUN
    assert sent.file is not None


def test_a_wrong_workbook_is_kept_with_its_findings(desk: Desk) -> None:
    answer = check_return(desk.upload(wrong()))
    assert sorted(finding.column for finding in answer.errors) == ["性别*", "编制性质*"]
    assert all(finding.person for finding in answer.errors)


def refused_files() -> dict[str, bytes]:
    macros = io.BytesIO(good())
    with zipfile.ZipFile(macros, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    return {
        "含有宏": macros.getvalue(),
        "不完整": b"PK",
        "没有找到花名册": changed(good(), lambda book: book.remove(book["花名册"])),
        OTHER: workbook_of(county(), OTHER),
    }


@pytest.mark.parametrize("words", ["含有宏", "不完整", "没有找到花名册", OTHER])
def test_what_is_refused_leaves_nothing(desk: Desk, words: str) -> None:
    with pytest.raises(WorkbookRefused, match=words):
        desk.upload(refused_files()[words])
    assert not Return.objects.exists()
    assert not Row.objects.exists()
    assert not StoredFile.objects.exists()


def test_two_million_rows_are_refused_in_words(desk: Desk) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 10**6))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet2.xml":
                data = data.replace(b"</sheetData>", rows + rows + b"</sheetData>")
            new.writestr(item, data)
    with pytest.raises(WorkbookRefused, match=r"太多|太大|压缩"):
        desk.upload(out.getvalue())
    assert not Return.objects.exists()


def test_a_second_upload_takes_the_place_of_the_draft(desk: Desk) -> None:
    first = desk.upload(wrong())
    second = desk.upload()
    assert second.pk == first.pk
    assert check_return(second).errors == ()
    with pytest.raises(WorkbookRefused):
        desk.upload(b"PK")
    assert second.rows.filter(table="roster").count() == 22


def test_pressed_twice_it_acts_once(desk: Desk) -> None:
    first = desk.upload(key="k1")
    assert desk.upload(key="k1").pk == first.pk
    assert Entry.objects.filter(action="rosters.upload").count() == 1


def test_cells_are_mended_on_screen_and_checked_again(desk: Desk) -> None:
    sent = desk.upload(wrong())
    errors = {finding.row: finding for finding in check_return(sent).errors}
    rows = {row.number: row for row in sent.rows.filter(table="roster")}
    right = {"男": "女", "女": "男"}[rows[3].cells["sex"]]
    changes = {rows[3].pk: {"sex": right}, rows[5].pk: {"nature": "行政编制"}}
    assert set(errors) == {3, 5}
    sent = actions.edit_cells(desk.officer, sent.pk, changes, seen=sent.version)
    assert check_return(sent).errors == ()
    entry = Entry.objects.get(action="rosters.edit_cells")
    assert entry.details["fields"] == ["nature", "sex"]
    assert rows[3].name not in str(entry.details)


def test_a_stale_page_is_refused_and_says_who(desk: Desk) -> None:
    sent = desk.upload()
    seen = sent.version
    row = desk.person(sent)
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "一"}}, seen=seen)
    with pytest.raises(Stale) as caught:
        actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "二"}}, seen=seen)
    assert [entry.summary for entry in caught.value.since] == ["改花名册"]
    row.refresh_from_db()
    assert row.cells["remark"] == "一"


def test_rows_of_others_cannot_be_named(desk: Desk) -> None:
    sent = desk.upload()
    with pytest.raises(NotPermitted):
        actions.edit_cells(desk.stranger, sent.pk, {})
    empty = actions.start_empty(desk.stranger, desk.campaign)
    row = actions.add_row(desk.stranger, empty.pk, "roster", {"name": "某甲"})
    with pytest.raises(NotPermitted):
        actions.edit_cells(desk.officer, sent.pk, {row.pk: {"name": "某"}})
    with pytest.raises(NotPermitted):
        actions.remove_row(desk.officer, row.pk)


def test_typed_on_screen(desk: Desk) -> None:
    sent = actions.start_empty(desk.officer, desk.campaign)
    assert [finding.problem for finding in check_return(sent).errors] == ["花名册中没有一个人"]
    one = actions.add_row(desk.officer, sent.pk, "roster", {"name": "某甲"})
    two = actions.add_row(desk.officer, sent.pk, "roster", {"name": "某乙"})
    assert (one.number, two.number) == (2, 3)
    assert one.cells["unit"] == "县审计局"
    actions.remove_row(desk.officer, one.pk)
    assert [row.name for row in sent.rows.all()] == ["某乙"]
    with pytest.raises(NotNow):
        actions.add_row(desk.officer, sent.pk, "unit", {})


def test_errors_and_unseen_warnings_keep_it_from_being_sent(desk: Desk) -> None:
    sent = desk.upload(wrong())
    with pytest.raises(NotNow, match="还有 2 处错误"):
        actions.submit(desk.officer, sent.pk, warnings_seen=True)
    sent = desk.upload()
    row = desk.person(sent)
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"circumstances": "出差"}})
    with pytest.raises(NotNow, match="处核对项"):
        actions.submit(desk.officer, sent.pk)
    sent = actions.submit(desk.officer, sent.pk, warnings_seen=True, remark="确实如此")
    assert (sent.state, sent.remark) == (ReturnState.SUBMITTED, "确实如此")
    assert sent.submitted_by == desk.officer.holding
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.SUBMITTED
    told = Notice.objects.filter(subject__contains="上报了花名册")
    assert {notice.office for notice in told} == {"organisation_section", "personnel_section"}


def test_what_was_sent_is_closed(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    for act in (
        lambda: desk.upload(),
        lambda: actions.start_empty(desk.officer, desk.campaign),
        lambda: actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "x"}}),
        lambda: actions.add_row(desk.officer, sent.pk, "roster", {"name": "某甲"}),
        lambda: actions.remove_row(desk.officer, row.pk),
        lambda: actions.discard(desk.officer, sent.pk),
        lambda: actions.reopen(desk.officer, sent.pk),
        lambda: actions.submit(desk.officer, sent.pk, warnings_seen=True),
    ):
        with pytest.raises(NotNow):
            act()


def test_a_draft_is_given_up(desk: Desk) -> None:
    sent = actions.discard(desk.officer, desk.upload().pk)
    assert sent.state == ReturnState.REPLACED
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.OPEN
    assert desk.upload().number == 2


def test_only_the_hr_officer_reports(desk: Desk) -> None:
    sent = desk.upload()
    for actor in (desk.organisation, desk.stranger):
        for act in (
            lambda a=actor: actions.submit(a, sent.pk),
            lambda a=actor: actions.discard(a, sent.pk),
            lambda a=actor: actions.reopen(a, sent.pk),
        ):
            with pytest.raises(NotPermitted):
                act()
    with pytest.raises(NotPermitted):
        actions.upload(desk.personnel, desk.campaign, "a.xlsx", good())
    with pytest.raises(NotPermitted):
        actions.start_empty(desk.personnel, desk.campaign)


def test_rows_that_came_back_unchanged_stay_accepted(desk: Desk) -> None:
    sent = desk.submitted()
    bad = desk.person(sent)
    actions.accept_all_mine(desk.organisation, sent.pk)
    actions.return_(desk.personnel, sent.pk, "请核对职务", {bad.pk: "职务不对"})
    again = actions.reopen(desk.officer, sent.pk)
    assert again.number == 2
    states = {row.number: row for row in again.rows.filter(table="roster")}
    accepted = {n for n, row in states.items() if row.state == RowState.ACCEPTED}
    assert {states[n].authority for n in accepted} == {"organisation_department"}
    assert all(states[n].decided_by == desk.organisation.holding for n in accepted)
    first = states[min(accepted)]
    actions.edit_cells(desk.officer, again.pk, {first.pk: {"remark": "改了"}})
    first.refresh_from_db()
    assert first.state == RowState.PENDING
    warned = [
        finding for finding in check_return(again).warnings if "上次上报是" in finding.problem
    ]
    assert [(finding.row, finding.column) for finding in warned] == [(first.number, "备注")]
    # uploaded instead, the same people stay accepted
    back = desk.upload()
    assert back.rows.filter(state=RowState.ACCEPTED, table="roster").count() == len(accepted)


def test_giving_up_the_second_draft_brings_back_what_was_returned(desk: Desk) -> None:
    sent = desk.submitted()
    actions.return_(desk.personnel, sent.pk, "请核对")
    again = actions.reopen(desk.officer, sent.pk)
    actions.discard(desk.officer, again.pk)
    sent.refresh_from_db()
    desk.task.refresh_from_db()
    assert (sent.state, desk.task.state) == (ReturnState.RETURNED, TaskState.RETURNED)
    assert actions.reopen(desk.officer, sent.pk).number == 3
