"""No button on the rosters' pages whose act would answer "not now": it says why instead."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Return
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import Desk, browser, wrong

CLOSED = "花名册只能看"
DOWNLOAD = "marked.xlsx"


def acts(actor: Any, address: str) -> tuple[set[str], str]:
    """Where the forms and buttons of a page lead, and its words."""
    text = browser(actor).get(address, follow=True).content.decode()
    text = text[text.index("<main") : text.index("</main")]
    led = re.findall(r'(?:formaction|action)="([^"]*)"', text)
    bare = re.findall(r'<form method="post" class', text)
    return {at for at in (*led, *bare) if DOWNLOAD not in at}, text


def move(desk: Desk, step: str) -> None:
    with writing():
        Campaign.objects.update(step=step)
    desk.campaign.refresh_from_db()


def at(name: str, sent: Return) -> str:
    return reverse(f"rosters:{name}", args=[sent.pk])


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "accepted"])
def test_in_another_step_nothing_is_offered(desk: Desk, state: str) -> None:
    make = {"draft": desk.upload, "submitted": desk.submitted, "accepted": desk.accepted}
    sent = make.get(state, desk.submitted)()
    if state == "returned":
        sent = actions.return_(desk.personnel, sent.pk, "请核对")
    here = at("return", sent)
    who = desk.officer if state in ("draft", "returned") else desk.personnel
    led, text = acts(who, here)
    assert led
    assert CLOSED not in text
    move(desk, "mobilisation")
    for actor in (desk.officer, desk.personnel) if state != "draft" else (desk.officer,):
        led, text = acts(actor, here)
        assert (led, CLOSED in text) == (set(), True)
        assert "/correct/" not in text
        assert "/rows/" not in re.sub(r'href="[^"]*/id/"', "", text)


def test_a_new_page_in_another_step_says_so(desk: Desk) -> None:
    move(desk, "motion")
    led, text = acts(desk.officer, reverse("rosters:mine"))
    assert led == set()
    assert CLOSED in text


def test_pages_of_rows_are_no_way_round(desk: Desk) -> None:
    sent = desk.upload()
    move(desk, "mobilisation")
    row = desk.person(sent)
    for address in (reverse("rosters:row", args=[row.pk]),
                    reverse("rosters:add", args=[sent.pk, "roster"])):  # fmt: skip
        page = browser(desk.officer).get(address)
        assert page["Location"] == at("return", sent)


def test_no_upload_while_it_is_sent_or_accepted(desk: Desk) -> None:
    sent = desk.submitted()
    led, text = acts(desk.officer, reverse("rosters:upload"))
    assert (led, "等两科接收" in text) == (set(), True)
    for actor in (desk.organisation, desk.personnel):
        actions.accept_all_mine(actor, sent.pk)
    led, text = acts(desk.officer, reverse("rosters:upload"))
    assert (led, "提更正" in text) == (set(), True)


def test_no_taking_up_while_corrections_are_open(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    here = at("return", row.roster_return)
    assert at("take-up", row.roster_return) in acts(desk.organisation, here)[0]
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    led, text = acts(desk.organisation, here)
    assert at("take-up", row.roster_return) not in led
    assert "还有 1 件更正没有审" in text
    led, text = acts(desk.officer, reverse("rosters:correct", args=[row.pk]))
    assert (led, "等审完再提" in text) == (set(), True)
    actions.refuse_correction(desk.personnel, asked.pk, "没有依据")
    assert at("take-up", row.roster_return) in acts(desk.organisation, here)[0]


def test_no_deciding_on_what_one_asked_for(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.personnel, row.pk, {"remark": "改"}, "笔误")
    led, text = acts(desk.personnel, reverse("rosters:correction", args=[asked.pk]))
    assert (led, "请本科室的另一人审" in text) == (set(), True)


def test_no_accepting_while_errors_have_come_up(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    with writing():
        row.cells = {**row.cells, "nature": ""}
        row.save()
    led, text = acts(desk.personnel, at("return", sent))
    assert at("accept-all", sent) not in led
    assert "接收勾选的人" not in text
    assert at("send-back", sent) in led
    assert "不能接收，请退回改正" in text


def test_with_errors_a_draft_is_not_to_be_sent(desk: Desk) -> None:
    sent = desk.upload(wrong())
    led, text = acts(desk.officer, at("return", sent))
    assert at("submit", sent) not in led
    assert "改完后这里变为“核对后上报”" in text
