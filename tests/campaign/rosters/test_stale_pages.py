"""A stale page of a roster says which cells differ, as they were shown and as they are, and who."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from tests.campaign.rosters.desk import Desk, browser, wrong
from tests.factories import make_actor
from tests.forms import opened, press


def told(page: Any) -> str:
    assert page.status_code == 409
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def colleague(desk: Desk) -> Actor:
    return make_actor(Office.HR_OFFICER, desk.unit, name="同事甲")


def test_cells_of_the_roster(desk: Desk) -> None:
    sent, client = desk.upload(wrong()), browser(desk.officer)
    row = sent.rows.get(table="roster", number=5)
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "edit"))
    form = opened(client, here, address)
    actions.edit_cells(colleague(desk), sent.pk, {row.pk: {"nature": "事业编制"}})
    text = told(press(client, form, {f"c:{row.pk}:nature": "行政编制"}))
    assert "同事甲" in text
    assert "改花名册" in text
    assert f"第 5 行 {row.name} 编制性质 （空） 事业编制" in text


def test_the_form_of_a_row_and_ids_masked(desk: Desk) -> None:
    sent, client = desk.upload(), browser(desk.officer)
    row, other = sent.rows.filter(table="roster")[:2]
    here = reverse("rosters:row", args=[row.pk])
    form = opened(client, here)
    assert row.cells["id"] not in form.hidden["shown"]
    changed = {"title": "副科长", "id": other.cells["id"]}
    actions.edit_cells(colleague(desk), sent.pk, {row.pk: changed})
    text = told(press(client, form, {"remark": "改"}))
    assert f"职务 {row.cells['title']} 副科长" in text.replace("现任职务", "职务")
    assert "同事甲" in text
    assert other.cells["id"] not in text
    assert f"{other.cells['id'][:4]}**********{other.cells['id'][-4:]}" in text


def test_a_row_that_a_colleague_took_out(desk: Desk) -> None:
    sent, client = desk.upload(wrong()), browser(desk.officer)
    row, other = (sent.rows.get(table="roster", number=number) for number in (5, 3))
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "edit"))
    form = opened(client, here, address)
    actions.remove_row(colleague(desk), row.pk)
    page = press(client, form, {f"c:{other.pk}:sex": {"男": "女", "女": "男"}[other.cells["sex"]]})
    assert "这一行已经删去" in told(page)


def test_taking_out_a_row_that_was_changed(desk: Desk) -> None:
    sent, client = desk.upload(), browser(desk.officer)
    row = desk.person(sent)
    here, address = (reverse(f"rosters:{name}", args=[row.pk]) for name in ("row", "remove"))
    form = opened(client, here, address)
    actions.edit_cells(colleague(desk), sent.pk, {row.pk: {"remark": "留着"}})
    text = told(press(client, form))
    assert "同事甲" in text
    assert "备注 （空） 留着" in text


def test_a_correction_of_what_was_corrected_meanwhile(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    client, here = browser(desk.officer), reverse("rosters:correct", args=[row.pk])
    form = opened(client, here)
    asked = actions.ask_correction(colleague(desk), row.pk, {"remark": "先改的"}, "笔误")
    actions.approve_correction(desk.personnel, asked.pk)
    text = told(press(client, form, form.values | {"remark": "后改的", "reason": "笔误"}))
    assert "备注 （空） 先改的" in text


def test_what_the_page_says_it_showed_is_no_way_in(desk: Desk) -> None:
    sent, client = desk.upload(wrong()), browser(desk.officer)
    row = desk.person(sent)
    address = reverse("rosters:edit", args=[sent.pk])
    for shown in ("[]", "{", "1", '{"x":1}', "[" * 200_000, f'{{"{row.pk}:nothing": "<b>"}}'):
        data = {"seen": "0", "shown": shown, f"c:{row.pk}:remark": "改"}
        page = client.post(address, data)
        assert page.status_code == 409
