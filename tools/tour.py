"""``python -m tools.tour [FOLDER]``: take the pictures of docs/tour from the demo's office.

The demo county's site is founded three times in a temporary folder and served as ``lungang serve``
does: while the rosters come in, on the day of the joint meeting, and on that day with the steps of
today's law in its policy. The screening is run, a petition asked, the pool sent, everybody's
destination decided and released, all through the pages, as people would.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.site import run, served
from tools.tour_acts import decide_everybody, open_door, send, to_the_table
from tools.tour_after import after
from tools.tour_law import law

DESK, SMALL, PHONE = (1440, 900), (1366, 768), (375, 740)
LARGEST = 200_000
TALLEST = 1900
"""Letters of the longest pages are lost at the foot: a picture is looked at, not scrolled."""
CHROMIUM = "/usr/bin/chromium"
HERE = Path(__file__).resolve().parent.parent / "docs" / "tour"
ORGANISATION, PERSONNEL = "组织部干部科", "人事局公务员管理科"
GROUP, SECURITY = "领导小组", "安全管理员"


class Camera:
    """Enters offices and keeps pictures."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder

    def page(self, who: str = "", size: tuple[int, int] = DESK) -> Page:
        """Open a browser, entered as an office where one is named."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        page = context.new_page()
        if who:
            page.goto("/enter/")
            head = page.get_by_role("rowheader", name=who, exact=True)
            page.locator("tr", has=head).first.get_by_role("button").click()
        return page

    def take(self, page: Page, name: str, *, tallest: int = TALLEST) -> None:
        """Keep a picture of the page, in few colours, so that it is small."""
        page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
        image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        image = image.crop((0, 0, image.width, min(image.height, tallest)))
        self.keep(image, name)

    def keep(self, image: Image.Image, name: str) -> None:
        """Write a picture with as many colours as fit the size."""
        for colours in (128, 64, 32, 16):
            out = io.BytesIO()
            image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if out.tell() <= LARGEST:
                break
        (self.folder / f"{name}.png").write_bytes(out.getvalue())
        print(f"{name}.png {out.tell() // 1024} kB {image.width}x{image.height}")


def entrance(camera: Camera) -> None:
    """Picture what somebody sees who is not in yet."""
    page = camera.page()
    page.goto("/accounts/login/")
    camera.take(page, "01-sign-in")
    page.goto("/enter/")
    camera.take(page, "02-entrance", tallest=1100)


def unit(camera: Camera) -> None:
    """Picture the desk of a unit whose roster came back."""
    page = camera.page(returned_unit(camera))
    camera.take(page, "03-workbench")
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    camera.take(page, "03-workbench-1366", tallest=SMALL[1])
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    camera.take(page, "03-workbench-phone")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    printed(camera, page, "03-workbench-print")
    page.goto("/rosters/mine/")
    page.get_by_role("button", name="改花名册").click()
    page.goto(page.url.split("?")[0] + "?view=all")
    page.get_by_label(re.compile(r"^改第 3 行")).first.click()
    sex = page.get_by_label("性别")
    sex.select_option("女" if sex.input_value() == "男" else "男")
    page.get_by_label("文凭记载专业").fill("财政学")
    page.get_by_role("button", name="保存这一行").click()
    page.goto(page.url.split("?")[0] + "?view=problems")
    camera.take(page, "04-roster-check")
    page.goto("/rosters/mine/")
    page.get_by_role("link", name="与上次对照").first.click()
    camera.take(page, "05-difference")


def returned_unit(camera: Camera) -> str:
    """Return the name of the unit whose roster was sent back."""
    page = camera.page(PERSONNEL)
    page.goto("/rosters/?state=returned")
    return page.locator("tbody th").first.inner_text()


def section(camera: Camera) -> None:
    """Picture the section's desk: acceptance, board, screening."""
    page = camera.page(PERSONNEL)
    camera.take(page, "06-workbench-section")
    page.goto("/rosters/?state=submitted")
    page.locator("tbody th a").last.click()
    camera.take(page, "07-acceptance")
    page.goto("/rosters/")
    camera.take(page, "08-board", tallest=1300)
    page.goto("/campaign/")
    page.select_option("#id_step", "screening")
    page.get_by_role("button", name="进入这一步").click()
    page.goto("/screening/")
    page.get_by_role("button", name="开始筛查").click()
    camera.take(page, "09-job")
    page.get_by_role("link", name="看结果").click(timeout=120_000)
    page.locator("tbody th a").nth(2).click()
    camera.take(page, "10-screening", tallest=1500)
    chosen = page.locator("tbody tr").first
    where = chosen.locator("td").first.inner_text().split("　")[0]
    petition(camera, where, chosen.locator("th").inner_text())


def petition(camera: Camera, where: str, name: str) -> None:
    """Let a unit ask for one of its people, and picture the list of petitions."""
    page = camera.page(where)
    page.goto("/screening/unit/")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="提请暂缓").click()
    page.get_by_label("理由").fill("正在主持一个在建项目的审计，年底完成后再交流。")
    page.get_by_role("button", name="送领导小组审定").click()
    group = camera.page(GROUP)
    group.goto("/screening/petitions/")
    camera.take(group, "11-petitions")
    group.goto("/screening/pool/")
    camera.take(group, "12-pool", tallest=1500)


def meeting(camera: Camera) -> None:
    """Picture the joint meeting: what stands before it, the table, and how it is decided."""
    page = camera.page(ORGANISATION)
    page.goto("/deliberation/principles/")
    camera.take(page, "18-principles")
    page.goto("/deliberation/meetings/")
    camera.take(page, "19-door")
    page.locator("main form").get_by_role("button").first.click()
    to_the_table(page)
    camera.take(page, "20-table", tallest=DESK[1])
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    camera.take(page, "20-table-1366", tallest=SMALL[1])
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    where = page.url.split("?")[0]
    page.get_by_role("link", name="投影").click()
    camera.take(page, "21-projector")
    page.goto(where)
    decide_everybody(page)
    camera.take(page, "22-decided", tallest=DESK[1])
    send(page)
    second = camera.page(PERSONNEL)
    open_door(second, "/deliberation/decision/")
    camera.take(second, "23-confirmation", tallest=1300)
    second.get_by_role("button", name="确认方案").click()
    after(camera, page, second)


def settings(camera: Camera) -> None:
    """Picture what stands beside the steps: settings, units, accounts, the log."""
    page = camera.page(ORGANISATION)
    page.goto("/campaign/")
    camera.take(page, "13-settings")
    page = camera.page("编办")
    page.goto("/units/")
    page.get_by_role("link", name="县审计局").first.click()
    camera.take(page, "14-unit")
    page = camera.page(SECURITY)
    page.goto("/accounts/people/")
    camera.take(page, "15-accounts", tallest=1200)
    page = camera.page("审计员")
    page.goto("/audit/")
    camera.take(page, "16-audit", tallest=1300)
    page.goto("/nothing/")
    camera.take(page, "17-not-found")


def printed(camera: Camera, page: Page, name: str) -> None:
    """Picture the page as A4 paper: its look in print, at the width of the sheet."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    camera.take(page, name, tallest=1123)
    page.emulate_media(media="null")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})


OPENINGS: dict[str, tuple[Callable[[Camera], Any], ...]] = {
    "demo": (entrance, unit, section, settings),
    "meeting": (meeting,),
    "lawful": (law,),
}
"""What is pictured, by the day on which the county is founded (:mod:`tests.journeys.site`)."""


def main() -> None:
    """Take them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lungang-tour-") as place:
        for day, parts in OPENINGS.items():
            site = Path(place) / day
            run(day, site)
            with served(site) as address, sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"]
                )
                camera = Camera(browser, address, folder)
                for part in parts:
                    part(camera)
                browser.close()


if __name__ == "__main__":
    main()
