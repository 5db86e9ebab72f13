"""The rosters' pages: what each office sees, what it may not, and that ids stay masked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Correction, Return
from lungang.campaign.rosters.states import ReturnState
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from tests.campaign.rosters.desk import UNIT, Desk, browser, good, wrong
from tests.campaign.rosters.returns import county, make_return, make_task, workbook_of
from tests.factories import make_actor
from tests.forms import opened, press, send

IDS = re.compile(r"\d{17}[\dX]")

pytestmark = pytest.mark.django_db
MINE = "rosters:mine"


def test_from_nothing_to_sent_in_the_browser(desk: Desk) -> None:
    client = browser(desk.officer)
    page = client.get(reverse("rosters:mine"))
    assert "还没有花名册" in page.content.decode()
    file = SimpleUploadedFile("审计局.xlsx", wrong())
    page = send(
        client, reverse(MINE), {"file": file}, action=reverse("rosters:upload"), follow=True
    )
    text = page.content.decode()
    assert "有 2 处错误" in text
    sent = Return.objects.get()
    rows = {row.number: row for row in sent.rows.filter(table="roster")}
    right = {"男": "女", "女": "男"}[rows[3].cells["sex"]]
    here = reverse("rosters:return", args=[sent.pk])
    cells = {f"c:{rows[3].pk}:sex": right, f"c:{rows[5].pk}:nature": "行政编制"}
    page = send(client, here, cells, action=reverse("rosters:edit", args=[sent.pk]), follow=True)
    assert "改了 2 行" in page.content.decode()
    address = reverse("rosters:submit", args=[sent.pk])
    page = send(client, here, action=address, follow=True)
    assert "已上报" in page.content.decode()
    sent.refresh_from_db()
    assert sent.state == ReturnState.SUBMITTED


def test_a_refused_file_is_told_at_the_field_and_nothing_is_saved(desk: Desk) -> None:
    client = browser(desk.officer)
    for name, content, words in (
        ("a.xlsx", b"PK", "不完整"),
        ("a.docx", b"PK", "另存为 xlsx"),
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", workbook_of(county(), "县统计局"), "县统计局的花名册"),
    ):
        file = SimpleUploadedFile(name, content)
        page = send(client, reverse(MINE), {"file": file}, action=reverse("rosters:upload"))
        assert page.status_code == 422
        assert words in page.content.decode()
    page = send(client, reverse(MINE), action=reverse("rosters:upload"))
    assert "没有选文件" in page.content.decode()
    assert not Return.objects.exists()


def test_a_stale_edit_shows_what_happened(desk: Desk) -> None:
    client = browser(desk.officer)
    sent = desk.upload(wrong())
    row = sent.rows.get(table="roster", number=5)
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "edit"))
    form = opened(client, here, address)
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "一"}})
    page = press(client, form, {f"c:{row.pk}:nature": "行政编制"})
    assert page.status_code == 409
    assert "改花名册" in page.content.decode()


def test_the_form_of_one_row(desk: Desk) -> None:
    client = browser(desk.officer)
    sent = desk.upload()
    row = desk.person(sent)
    address = reverse("rosters:row", args=[row.pk])
    page = client.get(address)
    assert row.cells["id"] not in page.content.decode()
    same = {bound.html_name: bound.initial or "" for bound in page.context["form"]}
    page = send(client, address, same)
    assert page.status_code == 302
    assert not Entry.objects.filter(action="rosters.edit_cells").exists()
    send(client, address, {**same, "remark": "备注一"})
    row.refresh_from_db()
    assert row.cells["remark"] == "备注一"
    assert row.cells["id"]


def test_added_and_removed_on_screen(desk: Desk) -> None:
    client = browser(desk.officer)
    send(client, reverse(MINE), action=reverse("rosters:start"))
    sent = Return.objects.get()
    here, new = reverse("rosters:return", args=[sent.pk]), {"relative_name": "某乙"}
    send(client, reverse("rosters:add", args=[sent.pk, "kin"]), new)
    row = sent.rows.get().pk
    send(client, reverse("rosters:row", args=[row]), action=reverse("rosters:remove", args=[row]))
    assert not sent.rows.exists()
    send(client, here, action=reverse("rosters:discard", args=[sent.pk]))
    sent.refresh_from_db()
    assert sent.state == ReturnState.REPLACED


def test_the_template_and_the_marked_workbook(desk: Desk) -> None:
    client = browser(desk.officer)
    book = load_workbook(io.BytesIO(client.get(reverse("rosters:template")).content))
    assert book.sheetnames == ["填表说明", "花名册", "亲属关系", "志愿"]
    sent = desk.upload(wrong())
    here = reverse("rosters:return", args=[sent.pk])
    page = send(client, here, action=reverse("rosters:marked", args=[sent.pk]))
    marked = load_workbook(io.BytesIO(page.content))
    assert "错误2处" in marked["检查结果"]["A1"].value
    assert "filename" in page.headers["Content-Disposition"]
    # a return typed on screen comes back as the cells it has
    empty = actions.start_empty(desk.stranger, desk.campaign)
    actions.add_row(desk.stranger, empty.pk, "roster", {"name": "某甲"})
    here = reverse("rosters:return", args=[empty.pk])
    page = send(browser(desk.stranger), here, action=reverse("rosters:marked", args=[empty.pk]))
    assert load_workbook(io.BytesIO(page.content)).sheetnames[0] == "检查结果"


def test_a_section_accepts_returns_and_reads_the_difference(desk: Desk) -> None:
    client = browser(desk.personnel)
    sent = desk.submitted()
    here = reverse("rosters:return", args=[sent.pk])
    page = client.get(here)
    mine = [row for row in sent.rows.filter(table="roster") if row.authority == "personnel_bureau"]
    assert f"接收本科室 {len(mine)} 人" in page.content.decode()
    assert page.content.decode().count('name="row"') == len(mine)
    address = reverse("rosters:accept", args=[sent.pk])
    send(client, here, {"row": [str(mine[0].pk)]}, action=address)
    mine[0].refresh_from_db()
    assert mine[0].state == "accepted"
    data = {"reason": "请核对", "row": [str(mine[1].pk)], f"why:{mine[2].pk}": "职务不对"}
    send(client, here, data, action=reverse("rosters:send-back", args=[sent.pk]))
    reasons = sent.rows.filter(state="returned").values_list("reason", flat=True)
    assert sorted(reasons) == ["职务不对", "请核对"]
    unit = browser(desk.officer)
    page = unit.get(here)
    assert "退回 2 行，其余的行不用重填" in page.content.decode()
    page = unit.get(reverse("core:home"))
    assert "职务不对" in page.content.decode()
    send(unit, here, action=reverse("rosters:reopen", args=[sent.pk]))
    again = Return.objects.get(state="draft")
    page = unit.get(reverse("rosters:return", args=[again.pk])).content.decode()
    assert "请核对" in page, "why it came back is read where it is mended"
    assert "职务不对" in page
    row = again.rows.get(person_key=mine[2].person_key, table="roster")
    actions.edit_cells(desk.officer, again.pk, {row.pk: {"title": "科员"}})
    page = unit.get(reverse("rosters:difference", args=[again.pk]))
    assert "改动 1 行" in page.content.decode()
    assert "科员" in page.content.decode()
    page = unit.get(reverse("rosters:return", args=[again.pk]) + "?view=changed&cols=all")
    assert "与上次不同的 1 行" in page.content.decode()
    actions.submit(desk.officer, again.pk, warnings_seen=True)
    actions.accept_all_mine(desk.organisation, again.pk)
    there = reverse("rosters:return", args=[again.pk])
    page = send(client, there, action=reverse("rosters:accept-all", args=[again.pk]), follow=True)
    assert "已全部接收" in page.content.decode()


def test_a_correction_from_asking_to_answer(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    unit, section = browser(desk.officer), browser(desk.personnel)
    address = reverse("rosters:correct", args=[row.pk])
    form = unit.get(address).context["form"]
    same = {bound.html_name: bound.initial or "" for bound in form}
    page = send(unit, address, {**same, "remark": "改"})
    assert "没有写理由" in page.content.decode()
    page = send(unit, address, {**same, "nature": "", "reason": "笔误"})
    assert "会有 1 处错误" in page.content.decode()
    send(unit, address, {**same, "remark": "改", "reason": "笔误"})
    asked = Correction.objects.get()
    assert row.name in section.get(reverse("rosters:corrections")).content.decode()
    here = reverse("rosters:correction", args=[asked.pk])
    page = section.get(here)
    assert "同意更正" in page.content.decode()
    page = browser(desk.organisation).get(reverse("rosters:correction", args=[asked.pk]))
    assert page.status_code == 404
    send(section, here, action=reverse("rosters:approve", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "approved"
    page = unit.get(reverse("rosters:return", args=[row.roster_return_id]) + "?cols=all")
    assert "改</td>" in page.content.decode()
    send(unit, address, {**same, "remark": "再改", "reason": "笔误"})
    again = Correction.objects.get(state="asked")
    there = reverse("rosters:correction", args=[again.pk])
    send(section, there, {"answer": "没有依据"}, action=reverse("rosters:refuse", args=[again.pk]))
    assert "没有依据" in unit.get(there).content.decode()


def addresses(sent: Return) -> list[str]:
    row = sent.rows.filter(table="roster")[0]
    names = ["return", "difference"]
    return [
        *(reverse(f"rosters:{name}", args=[sent.pk]) for name in names),
        reverse("rosters:return", args=[sent.pk]) + "?view=all&cols=all",
        reverse("rosters:row", args=[row.pk]),
        reverse("rosters:reveal", args=[row.pk]),
        reverse("rosters:board"),
        reverse("rosters:corrections"),
        reverse("rosters:mine"),
    ]


@pytest.mark.usefixtures("still_clock")
def test_what_one_may_not_see_is_not_there(desk: Desk) -> None:
    draft = desk.upload()
    nowhere = browser(desk.personnel).get("/rosters/nothing/").content

    def seen_by(actor: Actor) -> list[str]:
        pages = {address: browser(actor).get(address) for address in addresses(draft)}
        bodies = {page.content for page in pages.values() if page.status_code == 404}
        if actor.office == Office.PERSONNEL_SECTION:
            assert bodies <= {nowhere}
        assert len(bodies) <= 1
        return [a for a, page in pages.items() if page.status_code != 404]

    board, corrections = reverse("rosters:board"), reverse("rosters:corrections")
    mine = reverse("rosters:mine")
    assert seen_by(desk.personnel) == [board, corrections]
    assert seen_by(desk.stranger) == [corrections, mine]
    for office in (Office.LEADING_GROUP, Office.SUPERVISION, Office.DISCIPLINE,
                   Office.ESTABLISHMENT_OFFICE):  # fmt: skip
        assert seen_by(make_actor(office)) == [board]
    for office in (Office.SYSTEM_ADMIN, Office.AUDITOR, Office.OBSERVER, Office.INSPECTOR):
        assert seen_by(make_actor(office)) == []


def test_ids_are_masked_wherever_they_were_typed(desk: Desk) -> None:
    sent = desk.upload()
    row, other = sent.rows.filter(table="roster")[:2]
    canary = other.cells["id"]
    texts = {"remark": f"与{canary}系夫妻", "section": canary}
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {**texts, "id": canary}})
    spoilt = canary[:-1] + ("1" if canary[-1] != "1" else "2")
    actions.edit_cells(desk.officer, sent.pk, {other.pk: {"id": spoilt, "name": canary}})
    assert check_return(sent).errors
    client = browser(desk.officer)
    for address in addresses(sent):
        page = client.get(address)
        if page.headers["Content-Type"].startswith("text/html"):
            assert not IDS.search(page.content.decode()), address
    lines = str(list(Entry.objects.values()))
    assert canary not in lines
    assert spoilt not in lines


def test_an_id_is_shown_once_for_a_reason(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    client = browser(desk.personnel)
    address = reverse("rosters:reveal", args=[row.pk])
    page = send(client, address, {"reason": " "})
    assert row.cells["id"] not in page.content.decode()
    page = send(client, address, {"reason": "核对档案"})
    assert row.cells["id"] in page.content.decode()
    assert Entry.objects.get(action="audit.read").reason == "核对档案"
    assert row.cells["id"] not in client.get(address).content.decode()


def queries_of(call: Callable[[], Any]) -> int:
    call()  # the first page after signing in asks more
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert call().status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_the_rows(desk: Desk) -> None:
    make_task(desk.campaign, desk.units["县统计局"])
    officer, section = browser(desk.officer), browser(desk.personnel)
    group = browser(make_actor(Office.LEADING_GROUP))
    sent = actions.start_empty(desk.officer, desk.campaign)
    actions.add_row(desk.officer, sent.pk, "roster", {"name": "某甲"})
    here = reverse("rosters:return", args=[sent.pk]) + "?view=all&cols=all"
    pages = {
        "check": (officer, here),
        "board": (group, reverse("rosters:board")),
    }
    few = {name: queries_of(lambda c=c, a=a: c.get(a)) for name, (c, a) in pages.items()}
    desk.upload(wrong())
    make_return(
        desk.campaign, desk.units["县统计局"], workbook_of(county(), "县统计局"), ReturnState.DRAFT
    )
    many = {name: queries_of(lambda c=c, a=a: c.get(a)) for name, (c, a) in pages.items()}
    assert many["board"] == few["board"]
    assert many["check"] <= few["check"] + 1  # the file's name
    desk.upload(good())
    actions.submit(desk.officer, sent.pk, warnings_seen=True)
    whole = queries_of(lambda: section.get(here))
    with_one = queries_of(lambda: section.get(here.replace("view=all", "view=problems")))
    assert whole == with_one


def test_the_board_tells_who_is_late(desk: Desk) -> None:
    from datetime import timedelta

    make_task(desk.campaign, desk.units["县统计局"], timedelta(days=-1))
    desk.submitted()
    client = browser(desk.organisation)
    text = client.get(reverse("rosters:board")).content.decode()
    assert text.index("县统计局") < text.index(UNIT)
    late = client.get(reverse("rosters:board") + "?state=late").content.decode()
    assert "县统计局" in late
    assert UNIT not in late[late.index("<main") :]
    home = client.get(reverse("core:home")).content.decode()
    assert "接收花名册" in home
    for word in ("未开始", "填了一半", "已上报", "已退回", "已接收"):
        assert f">{word}<b>" in text
