"""The pages around the table as they are used: opened by a reader, filled in, sent."""

from __future__ import annotations

import io
import zipfile

import pdfplumber
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Scenario
from lungang.campaign.deliberation.packs import amended
from lungang.campaign.deliberation.table import card_of
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.jobs.models import Job
from tests.campaign.deliberation.room import sign_in
from tests.campaign.deliberation.test_readers_and_door import enter
from tests.factories import make_actor
from tests.forms import send

SCENARIOS, MEETINGS, DECISION = (
    "/deliberation/scenarios/", "/deliberation/meetings/", "/deliberation/decision/",
)  # fmt: skip


@pytest.fixture
def inside(client, room):
    """A client of the personnel section whose door is open."""
    enter(client, room.personnel, SCENARIOS)
    return client


def code(room, actor):
    return room.readers[actor].code


def act_url(name, pk):
    return reverse(f"deliberation:{name}", args=[pk])


def test_a_scenario_is_computed_from_its_form(inside, room):
    answer = send(
        inside,
        SCENARIOS,
        {"title": "工种优先", "rules": "kind"},
        action="/deliberation/scenarios/compute/",
    )
    assert answer["Location"] == SCENARIOS
    job = Job.objects.get()
    assert (job.title, set(job.arguments)) == ("算方案", {"campaign", "title", "pack_text"})
    assert "kind_of_work_differs = 50" in job.arguments["pack_text"]
    page = inside.get(SCENARIOS).content.decode()
    assert "看进度" in page
    assert code(room, room.personnel) in page


def test_weights_that_are_filled_in_hold_only_where_asked_for(inside, room):
    url = "/deliberation/scenarios/compute/"
    send(inside, SCENARIOS, {"title": "一", "rules": "as_is", "similar_cost": "77"}, action=url)
    assert Job.objects.get().arguments["pack_text"] == ""
    send(inside, SCENARIOS, {"title": "二", "rules": "own", "similar_cost": "77"}, action=url)
    text = Job.objects.order_by("-queued_at").first().arguments["pack_text"]
    assert "similar_cost = 77" in text
    refused = send(inside, SCENARIOS, {"title": "三", "rules": "upload"}, action=url)
    assert refused.status_code == 422
    assert "请选要上传的政策包" in refused.content.decode()


def test_scenarios_stand_side_by_side_and_are_put_aside(inside, room):
    first = room.compute("现行")
    pack = room.principles.pack
    other = room.compute("从严", amended(pack.text, pack.name, {"similar_cost": 90}, {}))
    page = inside.get(SCENARIOS).content.decode()
    assert "方案甲" in page
    assert "专业相近 20 改为 90" in page
    asked = f"{SCENARIOS}?drop={other.pk}"
    answer = send(inside, asked, {"reason": "不用了"}, action=act_url("drop", other.pk))
    assert answer["Location"] == SCENARIOS
    assert Scenario.objects.get(pk=other.pk).state == "dropped"
    assert "专业相近 20 改为 90" not in inside.get(SCENARIOS).content.decode()
    assert first.pk


def test_a_meeting_is_opened_changed_and_closed(inside, room):
    url = "/deliberation/meetings/open/"
    facts = {
        "held_at": "2004-12-15T09:20", "place": "二会议室", "chair": "某县长",
        "present": "甲 科长\n\n乙 科员\n", "agenda": "去向",
    }  # fmt: skip
    bad = send(inside, url, facts | {"present": " \n "})
    assert bad.status_code == 422
    answer = send(inside, url, facts)
    meeting = Meeting.objects.get()
    here = act_url("meeting", meeting.pk)
    assert answer["Location"] == here
    assert meeting.present == ["甲 科长", "乙 科员"]
    change = act_url("change_meeting", meeting.pk)
    assert send(inside, change, facts | {"place": "大礼堂"})["Location"] == here
    meeting.refresh_from_db()
    assert (meeting.place, meeting.present) == ("大礼堂", ["甲 科长", "乙 科员"])
    assert "已有一次联席会议正在开" in inside.get(url).content.decode()
    assert send(inside, here, {}, action=act_url("close_meeting", meeting.pk))["Location"] == here
    assert "不能再改" in inside.get(change).content.decode()
    assert "已散会" in inside.get(MEETINGS).content.decode()


def test_marks_are_sent_from_plain_forms_and_refusals_stand_on_sealed_pages(inside, sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.name == "潘志荣")
    url = act_url("mark", sitting.scenario.pk)
    seen = Meeting.objects.get().version
    back = f"{act_url('table', sitting.scenario.pk)}?person={row.key}"

    def press(**data):
        return inside.post(url, {"person": row.key, "seen": seen} | data)

    barred = card_of(table, row.key).barred[0].slot
    refused = press(kind="pin", slot=barred)
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "不合“专业相同或相近”这一条" in said
    assert code(sitting, sitting.personnel) in said
    assert press(kind="decide", slot=row.slot).status_code == 422  # no reason
    assert press(kind="dance").status_code == 404
    answer = press(kind="decide", slot=row.slot, reason="对口")
    assert answer["Location"] == back
    page = inside.get(back)
    assert page.status_code == 200
    assert "理由：对口" in page.content.decode()
    assert Mark.objects.get().opened.reason == "对口"


def test_a_stale_page_says_what_it_showed_what_is_now_and_who(inside, sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.name == "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    seen = Meeting.objects.get().version
    sitting.mark(sitting.scenario, "pin", row, slot=other.slot, actor=sitting.organisation)
    answer = inside.post(
        act_url("mark", sitting.scenario.pk),
        {"kind": "decide", "person": row.key, "slot": row.slot, "reason": "对口", "seen": seen,
         "digest": table.digest},
    )  # fmt: skip
    assert answer.status_code == 409
    said = answer.content.decode()
    for part in ("你打开之后会上又定过", "你看到的", "现在的", row.to_unit, other.unit,
                 sitting.organisation.name, "方案指纹", table.digest[:4]):  # fmt: skip
        assert part in said


def test_withdrawing_and_undoing_lead_back_to_the_table(inside, sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.slot)
    pk = sitting.scenario.pk
    for name in ("withdraw", "undo"):
        sitting.mark(sitting.scenario, "decide", row)
        data = {"person": row.key, "seen": Meeting.objects.get().version}
        answer = inside.post(act_url(name, pk), data)
        assert answer["Location"] == f"{act_url('table', pk)}?person={row.key}"
        assert not Mark.objects.filter(withdrawn_at=None).exists()
    assert inside.post(act_url("withdraw", pk), {"seen": 1}).status_code == 404


def test_the_decision_goes_its_way_on_pages(inside, client, sitting):
    page = inside.get(DECISION).content.decode()
    assert "还有 12 人拟定而没有定" in page
    sitting.settle(sitting.scenario)
    asked = send(inside, DECISION, {"unplaced": "3"}, action="/deliberation/decision/ask/")
    assert asked["Location"] == DECISION
    decision = Decision.objects.get()
    own = inside.get(DECISION).content.decode()
    assert "由另一科室的另一个人确认" in own
    assert act_url("confirm", decision.pk) not in own
    enter(client, sitting.organisation, DECISION)
    done = send(client, DECISION, {}, action=act_url("confirm", decision.pk))
    assert done["Location"] == DECISION
    decision.refresh_from_db()
    assert decision.state == "confirmed"
    shown = client.get(DECISION).content.decode()
    assert f"{decision.opened.digest[:4]} {decision.opened.digest[4:8]}" in shown
    back = send(client, DECISION, {"reason": "再议"}, action=act_url("send_back", decision.pk))
    assert back["Location"] == DECISION
    assert "上一次送的已退回：再议" in client.get(DECISION).content.decode()


def test_each_sheet_of_the_copy_carries_the_readers_code(inside, sitting):
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    url = act_url("copy", decision.pk)
    answer = inside.get(url)
    book = load_workbook(io.BytesIO(answer.content))
    assert len(book.worksheets) >= 5
    for sheet in book.worksheets:
        last = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell][-1]
        assert code(sitting, sitting.personnel) in last
        assert code(sitting, sitting.personnel) in sheet.oddFooter.left.text
    assert "潘志荣" not in answer["Content-Disposition"]
    entry = Entry.objects.filter(action="deliberation.read_plan").order_by("-seq").first()
    assert "表格文件" in entry.summary


def test_the_minutes_are_a_page(inside, sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.slot)
    sitting.mark(sitting.scenario, "decide", row, reason="对口")
    page = inside.get(act_url("minutes", sitting.meeting.pk)).content.decode()
    for part in (row.name, "理由：对口", "七三", "一九", "照现行规则", "公务员管理科 乙"):
        assert part in page


def test_the_minutes_as_a_paper_carry_the_readers_code_on_every_page(inside, sitting):
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    address = act_url("minutes", sitting.meeting.pk)
    answer = inside.get(f"{address.rstrip('/')}.docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = archive.read("word/document.xml").decode()
        feet = [archive.read(n).decode() for n in archive.namelist() if "footer" in n]
    assert len(feet) == 2
    for foot in feet:
        assert f"读者码 {code(sitting, sitting.personnel)}" in foot
    for part in ("潘志荣", "理由：会议研究", "七三", "公务员管理科 乙", "待第二人确认"):
        assert part in text
    assert decision.opened.digest[:4] in text


def test_the_minutes_of_record_carry_the_readers_code_on_every_page(inside, sitting):
    sitting.settle(sitting.scenario)
    sitting.ask(sitting.scenario)
    address = act_url("minutes", sitting.meeting.pk).rstrip("/")
    answer = inside.get(f"{address}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as paper:
        sheets = [page.extract_text() for page in paper.pages]
    assert len(sheets) > 1
    for sheet in sheets:
        assert f"读者码 {code(sitting, sitting.personnel)}" in sheet.splitlines()[-1]
    text = "".join(sheets)
    for part in ("潘志荣", "会议研究", "七三", "公务员管理科", "待第二人确认"):
        assert part in text
    assert inside.get(f"{address}.exe").status_code == 404


def test_what_was_typed_and_not_sent_is_filled_in_again(inside, sitting):
    sitting.settle(sitting.scenario)
    for path, field in (
        (act_url("change_meeting", sitting.meeting.pk), "agenda"), (SCENARIOS, "title"),
        (DECISION, "reason"),
    ):  # fmt: skip
        if path == DECISION:
            sitting.ask(sitting.scenario)
        assert keep_draft(sitting.personnel, path, QueryDict(f"{field}=没写完的"))
        assert "没写完的" not in inside.get(path).content.decode()
        assert "没写完的" in inside.get(path, {"draft": "1"}).content.decode()


def every_page(room):
    room.settle(room.scenario)
    decision = room.ask(room.scenario)
    return [
        SCENARIOS, MEETINGS, DECISION, "/deliberation/meetings/open/",
        act_url("meeting", room.meeting.pk), act_url("change_meeting", room.meeting.pk),
        act_url("minutes", room.meeting.pk), act_url("copy", decision.pk),
        act_url("table", room.scenario.pk),
    ]  # fmt: skip


def test_whoever_is_not_on_the_list_finds_nothing(client, sitting):
    pages = every_page(sitting)
    outsiders = [
        make_actor(Office.PERSONNEL_SECTION), make_actor(Office.DISCIPLINE),
        make_actor(Office.HR_OFFICER), make_actor(Office.AUDITOR),
    ]  # fmt: skip
    for actor in outsiders:
        sign_in(client, actor)
        for url in pages:
            assert client.get(url).status_code == 404, url
        for name in ("mark", "withdraw", "undo"):
            assert client.post(act_url(name, sitting.scenario.pk)).status_code == 404


def test_on_the_list_but_before_the_door_nothing_is_shown(client, sitting):
    sign_in(client, sitting.personnel)
    for url in every_page(sitting):
        assert client.get(url)["Location"].startswith("/deliberation/door/")


def test_the_group_reads_and_does_not_act(client, sitting):
    pages = every_page(sitting)
    enter(client, sitting.group, SCENARIOS)
    for url in pages:
        expected = 404 if "open/" in url or "change/" in url else 200
        assert client.get(url).status_code == expected, url
    for name in ("mark", "withdraw", "undo"):
        assert client.post(act_url(name, sitting.scenario.pk)).status_code == 404


def test_constant_queries_in_the_number_of_marks(inside, sitting):
    url = act_url("table", sitting.scenario.pk)
    table = sitting.table(sitting.scenario)
    one, two, three = [row for row in table.people if row.slot][:3]
    sitting.mark(sitting.scenario, "decide", one)
    assert inside.get(url).status_code == 200
    with CaptureQueriesContext(connection) as before:
        inside.get(url)
    for row in (two, three):
        sitting.mark(sitting.scenario, "decide", row)
    inside.get(url)
    with CaptureQueriesContext(connection) as after:
        inside.get(url)
    assert len(after) == len(before)
