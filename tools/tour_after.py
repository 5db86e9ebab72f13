"""The part of the tour after the decision: work meeting, transfer, repair, review, results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tools.tour import Camera


def after(camera: Camera, first: Page, second: Page) -> None:
    """Picture what follows; ``first`` and ``second`` are of the two sections, past the door."""
    convene(camera, second)
    release(camera, second)
    repair(camera, first, second)
    review(camera, second)
    outcomes(camera, second)


def convene(camera: Camera, page: Page) -> None:
    """Call the units to the work meeting, and picture what they read."""
    page.goto("/convening/convene/")
    page.get_by_label("开会时间").fill("2004-12-15T15:30")
    page.get_by_label("地点").fill("县政府一会议室")
    with page.expect_navigation():
        page.get_by_role("button", name="召集并通知各单位").click()
    camera.take(page, "24-convened", tallest=1300)


def release(camera: Camera, page: Page) -> None:
    """Read the list out, and picture the board and one person's way."""
    page.goto("/transfer/release/")
    page.get_by_label("地点").fill("县政府一会议室")
    page.get_by_label("名单已在会上宣读").check()
    camera.take(page, "25-release", tallest=1300)
    page.get_by_role("button", name="宣读并发布").click()
    page.goto("/transfer/notices/")
    for _unit in range(9):
        page.get_by_label("领通知的人").first.fill("单位负责人")
        page.get_by_role("button", name="已领走").first.click()
    page.goto("/transfer/")
    camera.take(page, "26-board", tallest=1500)
    page.locator("table.sb tbody th a").first.click()
    camera.take(page, "27-person", tallest=1500)


def repair(camera: Camera, first: Page, second: Page) -> None:
    """Report an illness after the release, and picture the repair before and after it is known."""
    first.goto("/repairs/report/")
    form = first.locator("main form")
    form.locator("select[name=person]").select_option(index=1)
    form.locator("select[name=kind]").select_option("illness")
    form.get_by_label("情况", exact=True).fill("住院治疗，有县医院证明。")
    form.get_by_label("谁反映的").fill("单位政工人员")
    form.get_by_role("button", name="登记情况").click()
    first.get_by_role("button", name="算修补").click()
    camera.take(first, "28-repair", tallest=1500)
    page = first.url
    first.get_by_role("button", name="送两人确认").click()
    second.goto(page)
    second.get_by_role("button", name="确认修补").click()
    second.goto(f"{page}release/")
    second.locator("input[name=how][value=notice]").check()
    second.get_by_label("文号").fill("青组发〔2004〕31号")
    second.get_by_label(re.compile("已经宣读或者发文")).check()
    second.get_by_role("button", name="补充公布").click()
    second.goto("/transfer/")
    camera.take(second, "29-board-after", tallest=1500)


def review(camera: Camera, page: Page) -> None:
    """Record a request that came on paper, and picture it."""
    page.goto("/transfer/")
    page.locator("table.sb tbody tr:not(.revoked) th a").last.click()
    page.get_by_role("link", name="代记书面复核申请").click()
    page.get_by_label("要求").fill("留在原单位，或者到离家近的单位。")
    page.get_by_label("理由").fill("母亲重病，需要照护。")
    page.locator("main form").get_by_role("button").first.click()
    camera.take(page, "30-review", tallest=1500)


def outcomes(camera: Camera, page: Page) -> None:
    """Picture the results and the list."""
    page.goto("/outcomes/")
    camera.take(page, "31-outcomes")
    page.goto("/outcomes/people/")
    camera.take(page, "32-annex", tallest=1500)
