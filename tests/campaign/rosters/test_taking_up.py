"""An accepted roster goes back for what no correction covers; who is not changed stays accepted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Return, Row
from lungang.errors import NotNow, NotPermitted
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import Desk, browser, good, wrong
from tests.forms import send


def test_what_was_corrected_and_accepted_stays(desk: Desk) -> None:
    sent = desk.accepted()
    corrected, gone, *_others = sent.rows.filter(table="roster", authority="personnel_bureau")
    asked = actions.ask_correction(desk.officer, corrected.pk, {"remark": "改"}, "笔误")
    with pytest.raises(NotNow, match="先审更正"):
        actions.take_up(desk.personnel, sent.pk, "漏了人")
    actions.approve_correction(desk.personnel, asked.pk)
    with pytest.raises(NotPermitted):
        actions.take_up(desk.officer, sent.pk, "漏了人")
    with pytest.raises(NotNow, match="没有写退回原因"):
        actions.take_up(desk.personnel, sent.pk, " ")
    sent.refresh_from_db()
    assert actions.take_up(desk.personnel, sent.pk, "多了一人").state == "returned"
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.RETURNED
    draft = actions.reopen(desk.officer, sent.pk)
    assert draft.rows.get(person_key=corrected.person_key).cells["remark"] == "改"
    assert {row.state for row in draft.rows.filter(table="roster")} == {"accepted"}
    actions.remove_row(desk.officer, draft.rows.get(person_key=gone.person_key).pk)
    again = actions.submit(desk.officer, draft.pk, warnings_seen=True)
    assert again.state == "accepted"  # nobody is left to be accepted
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.ACCEPTED


def all_of_the_bureau(sent: Return) -> Return:
    with writing():
        Row.objects.filter(roster_return=sent, table="roster").update(authority="personnel_bureau")
    return sent


def page_of(desk: Desk, section: str, sent: Return) -> str:
    client = browser(getattr(desk, section))
    return client.get(reverse("rosters:return", args=[sent.pk])).content.decode()


def test_a_section_sends_back_no_roster_without_its_people(desk: Desk) -> None:
    sent = all_of_the_bureau(desk.submitted())
    with pytest.raises(NotNow, match="没有本科室管理的人"):
        actions.return_(desk.organisation, sent.pk, "不对")
    text = page_of(desk, "organisation", sent)
    assert "由另一科室接收和退回" in text
    assert "退回单位" not in text
    assert "退回单位" in page_of(desk, "personnel", sent)
    sent = all_of_the_bureau(actions.accept_all_mine(desk.personnel, sent.pk))
    assert sent.state == "accepted"
    with pytest.raises(NotNow, match="没有本科室管理的人"):
        actions.take_up(desk.organisation, sent.pk, "漏了人")
    assert "退回重报" not in page_of(desk, "organisation", sent)
    assert actions.take_up(desk.personnel, sent.pk, "漏了人").state == "returned"


def test_whoever_is_of_nobody_each_section_may_send_back(desk: Desk) -> None:
    sent = all_of_the_bureau(desk.submitted())
    with writing():
        Row.objects.filter(pk=desk.person(sent).pk).update(authority="")
    assert actions.return_(desk.organisation, sent.pk, "管理权限没有写").state == "returned"


def test_the_other_section_reads_why_it_cannot_accept(desk: Desk) -> None:
    sent = desk.submitted()
    actions.return_(desk.personnel, sent.pk, "学历不对")
    text = page_of(desk, "organisation", sent)
    assert "现在不能接收" in text
    assert "学历不对" in text


def test_what_holds_nothing_wrong_is_not_called_marked(desk: Desk) -> None:
    for content, word in ((good(), "下载这份表"), (wrong(), "下载标了错的表")):
        sent = desk.upload(content)
        assert word in page_of(desk, "officer", sent)
    sent = desk.submitted()
    assert "0 处核对项" not in page_of(desk, "personnel", sent)


def test_what_came_back_and_is_not_changed_is_said_and_ticked(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    actions.return_(desk.personnel, sent.pk, "见各行", {row.pk: "学历不对"})
    draft = actions.reopen(desk.officer, sent.pk)
    client, here = browser(desk.officer), reverse("rosters:return", args=[draft.pk])
    assert "退回的 1 行都没有改" in client.get(here).content.decode()
    address = reverse("rosters:submit", args=[draft.pk])
    page = send(client, here, action=address)
    assert page.status_code == 422
    assert "没有勾上“没有改”" in page.content.decode()
    assert send(client, here, {"unchanged": "on"}, action=address).status_code == 302
    assert "学历不对" in page_of(desk, "personnel", draft)


def test_what_came_back_and_is_changed_needs_no_tick(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    actions.return_(desk.personnel, sent.pk, "见各行", {row.pk: "学历不对"})
    draft = actions.reopen(desk.officer, sent.pk)
    same = draft.rows.get(person_key=row.person_key, table="roster")
    actions.edit_cells(desk.officer, draft.pk, {same.pk: {"remark": "改了"}})
    assert "都没有改" not in page_of(desk, "officer", draft)
