"""What is missing or unfit in a form is said at its field, and what was written stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Correction, Return
from lungang.errors import NotNow
from tests.campaign.rosters.desk import Desk, browser, wrong
from tests.forms import send

ID = "990101197501010018"
UNFIT = [("", "没有写退回原因"), (f"核对{ID}", "写后四位即可"), ("核\u202e对", "看不见的符号"),
         ("字" * 1001, "最多 1000 字，现在 1001 字")]  # fmt: skip


def words(page: Any) -> str:
    return str(page.content.decode())


@pytest.mark.parametrize(("reason", "said"), UNFIT)
def test_why_a_roster_goes_back_is_asked_at_the_field(desk: Desk, reason: str, said: str) -> None:
    sent = desk.submitted()
    person = desk.person(sent)
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "send-back"))
    data = {"reason": reason, "row": [str(person.pk)], f"why:{person.pk}": "职务不对"}
    page = send(browser(desk.personnel), here, data, action=address)
    assert page.status_code == 422
    text = words(page)
    assert 'href="#id_reason"' in text
    assert said in text
    assert f'value="{person.pk}" form="decide" checked' in text, "the tick stays"
    assert 'value="职务不对"' in text
    assert f'href="{here}?view=all"' in text, "links lead back to the page itself"
    assert Return.objects.get().state == "submitted"


def test_an_unfit_reason_for_one_person_is_told_at_that_person(desk: Desk) -> None:
    sent = desk.submitted()
    person = desk.person(sent)
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "send-back"))
    data = {"reason": "请核对", f"why:{person.pk}": f"应为{ID}"}
    page = send(browser(desk.personnel), here, data, action=address)
    assert f'href="#id_why:{person.pk}"' in words(page)
    assert page.status_code == 422


@pytest.mark.parametrize(("reason", "said"), UNFIT)
def test_why_an_accepted_roster_is_taken_up(desk: Desk, reason: str, said: str) -> None:
    sent = desk.accepted()
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "take-up"))
    page = send(browser(desk.personnel), here, {"reason": reason}, action=address)
    assert (page.status_code, said in words(page)) == (422, True)
    assert Return.objects.get().state == "accepted"


def test_nobody_ticked_is_told_on_the_page(desk: Desk) -> None:
    sent = desk.submitted()
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "accept"))
    page = send(browser(desk.personnel), here, action=address)
    assert (page.status_code, "没有选人" in words(page)) == (422, True)


def test_what_was_not_looked_at_is_asked_at_the_tick(desk: Desk) -> None:
    sent = desk.upload()
    actions.edit_cells(desk.officer, sent.pk, {desk.person(sent).pk: {"circumstances": "出差"}})
    here, address = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "submit"))
    client = browser(desk.officer)
    page = send(client, here, {"remark": "如实"}, action=address)
    assert (page.status_code, 'href="#id_looked"' in words(page)) == (422, True)
    assert "如实</textarea>" in words(page)
    page = send(client, here, {"looked": "1", "remark": ID}, action=address)
    assert "写后四位即可" in words(page)
    assert Return.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("act", "answer", "said"),
    [
        ("refuse", " ", "没有写不同意的原因"),
        ("refuse", ID, "写后四位"),
        ("approve", ID, "写后四位"),
    ],
)
def test_the_answer_to_a_correction(desk: Desk, act: str, answer: str, said: str) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    here, address = (reverse(f"rosters:{name}", args=[asked.pk]) for name in ("correction", act))
    page = send(browser(desk.personnel), here, {"answer": answer}, action=address)
    assert (page.status_code, said in words(page)) == (422, True)
    assert Correction.objects.get().state == "asked"


def test_a_cell_too_long_is_refused_and_not_cut(desk: Desk) -> None:
    sent = desk.upload(wrong())
    row = desk.person(sent)
    with pytest.raises(NotNow, match="“备注”最多 2000 字，现在 2001 字"):
        actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "字" * 2001}})
