"""The part of the tour where the policy has the steps of today's law: who is asked about whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page

from tests.web.moves import go
from tools.tour_acts import decide_everybody, open_door, send, to_the_table

if TYPE_CHECKING:
    from tools.tour import Camera

SECTION, DISCIPLINE = "组织部干部科", "纪委监察局"
AGAINST = "正在经办一件要案，明年三月以前离不开。"


def law(camera: Camera) -> None:
    """Picture one who is asked, and the table of all answers."""
    page = camera.page(SECTION)
    open_door(page, "/deliberation/meetings/")
    to_the_table(page)
    decide_everybody(page)
    send(page)
    page.goto("/procedure/")
    go(page.get_by_role("button", name="发出征询"))
    units = list(dict.fromkeys(page.locator("tbody tr td:nth-of-type(1)").all_inner_texts()))
    for number, unit in enumerate(units[:6]):
        asked = camera.page(unit)
        open_door(asked, "/procedure/mine/")
        answer(asked, AGAINST if number == 2 else "", camera if number == 0 else None)
    discipline = camera.page(DISCIPLINE)
    open_door(discipline, "/procedure/mine/")
    for _person in range(5):
        answer(discipline)
        discipline.goto("/procedure/mine/")
    page.goto("/procedure/")
    camera.take(page, "34-inquiries", tallest=1300)


def answer(page: Page, against: str = "", camera: Camera | None = None) -> None:
    """Answer the first question that waits."""
    page.get_by_role("link", name="去答").first.click()
    page.locator(f"input[name=answer][value={'no' if against else 'yes'}]").check()
    page.get_by_label("理由").fill(against)
    if camera:
        camera.take(page, "33-inquiry", tallest=1300)
    go(page.locator("main form button.pri").first)
