"""Three offices bring sixty units' rosters from nothing to accepted, screened and confirmed.

One unit goes the whole way in a browser, with everything that goes wrong on such a way; a few more
quickly, one of them without JavaScript; the rest over HTTP. Nothing is written but through pages.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lungang.demo import DEMO_POLICY
from lungang.domain.codes import Verdict
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from tests.journeys import site
from tests.journeys.clerk import Clerk
from tests.journeys.desks import Desks, go, press, says, sign_in
from tests.journeys.workbooks import (
    Faulty,
    county,
    faulty,
    nothing_lies_open,
    workbook_of,
)

pytestmark = pytest.mark.slow
WHOLE_WAY, OTHER = "县审计局", "县统计局"
WITHOUT_SCRIPT = "县旅游局"
QUICKLY = ("县总工会", "县粮食局")
LATE = "梨坝乡人民政府"
ORGANISATION, PERSONNEL, GROUP = "组织部干部科", "人事局公务员管理科", "领导小组"
FILE = "input[type=file]"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_from_nothing_to_the_confirmed_pool(founded: Path, chromium: Browser) -> None:
    looked: set[str] = set()
    wrongs: list[str] = []
    with site.served(founded) as address:
        desks = Desks(chromium, address, looked, wrongs)
        one_unit_the_whole_way(desks, founded)
        without_javascript(desks)
        for unit in QUICKLY:
            send_in_browser(desks.entered(unit), unit)
        rest = [unit for unit in units() if unit not in (WHOLE_WAY, WITHOUT_SCRIPT, LATE, *QUICKLY)]
        for unit in rest:
            send_over_http(address, unit)
        desks.close()
    site.let_pass(founded, timedelta(days=2))
    with site.served(founded) as address:
        desks = Desks(chromium, address, looked, wrongs)
        a_late_unit(desks, address)
        for office in (ORGANISATION, PERSONNEL):
            accept_everything(address, office)
        screening_and_pool(desks)
        desks.close()
    nothing_lies_open(founded)
    assert not wrongs, "\n".join(wrongs)
    assert len(looked) >= 20, sorted(looked)


def units() -> list[str]:
    return [unit.name for unit in county().units]


def officer_of(unit: str) -> str:
    return f"hr_officer_{units().index(unit) + 1}"


# ---- one unit, in every detail -------------------------------------------------------------------


def one_unit_the_whole_way(desks: Desks, folder: Path) -> None:
    spoilt = faulty(WHOLE_WAY)
    officer = desks.signed_in(officer_of(WHOLE_WAY))
    go(officer, "开始填")
    desks.look(officer)
    a_wrong_workbook_is_refused(desks, officer)
    errors_are_mended_on_screen(desks, officer, spoilt, folder)
    submitting_twice_acts_once(desks, officer)
    section = desks.signed_in("personnel_section")
    returned_with_a_reason(desks, section, spoilt)
    mended_and_sent_again(desks, officer, spoilt)
    accepted_row_by_row(desks, section, desks.signed_in("organisation_section"))
    officer.goto("/rosters/mine/")
    says(officer, "已全部接收")
    desks.look(officer)
    nothing_behind_the_back_button(officer, spoilt.name)


def a_wrong_workbook_is_refused(desks: Desks, officer: Page) -> None:
    upload(officer, "统计局.xlsx", workbook_of(OTHER))
    says(officer, f"是{OTHER}的花名册，不是{WHOLE_WAY}的", "没有保存")
    desks.look(officer)
    upload(officer, "花名册.docx", b"PK\x03\x04")
    says(officer, "另存为 xlsx")
    officer.goto("/")
    press(officer, "开始填")
    says(officer, "还没有花名册")  # nothing was saved


def upload(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(FILE, {"name": name, "mimeType": XLSX, "buffer": content})
    press(page, "上传花名册")


def errors_are_mended_on_screen(desks: Desks, page: Page, spoilt: Faulty, folder: Path) -> None:
    upload(page, "审计局.xlsx", spoilt.content)
    says(page, "2 处错误，必须改")
    desks.look(page)
    wrong = page.locator("input[aria-invalid=true]")
    expect(wrong).to_have_count(2)
    nature = page.get_by_label(re.compile("编制性质")).and_(wrong)
    nature.fill(spoilt.nature)
    site.run("age", folder)  # the telephone rings, and a quarter of an hour is gone
    press(page, "保存改动并重查")
    says(page, "已锁屏，没保存的内容存下了")
    desks.look(page)
    sign_in(page, officer_of(WHOLE_WAY))
    says(page, "你有没保存的内容", "2 处错误")
    desks.look(page)
    press(page, "继续填")
    expect(nature).to_have_value(spoilt.nature)
    press(page, "保存改动并重查")
    says(page, "改了 1 行", "1 处错误")
    expect(page.get_by_text("没保存的内容")).to_have_count(0)
    page.get_by_label(re.compile("性别")).and_(wrong).fill(spoilt.sex)
    press(page, "保存改动并重查")
    expect(wrong).to_have_count(0)
    desks.look(page)


def submitting_twice_acts_once(desks: Desks, page: Page) -> None:
    looked_at(page)
    page.get_by_role("button", name=re.compile(r"^上报 \d+ 人")).dblclick()
    says(page, "已上报")
    desks.look(page)
    auditor = Clerk(desks.address)
    auditor.enter("审计员")
    assert auditor.get("/audit/").text.count("<td>上报花名册") == 1


def looked_at(page: Page) -> None:
    box = page.locator("input[name=looked]")
    if box.count():
        box.check()


def returned_with_a_reason(desks: Desks, section: Page, spoilt: Faulty) -> None:
    open_return(desks, section, WHOLE_WAY)
    section.get_by_label(f"选 {spoilt.name}").check()
    section.fill("#id_reason", "毕业专业和档案对不上，照毕业证改。")
    press(section, "退回单位")
    says(section, "已退回")
    desks.look(section)


def open_return(desks: Desks, section: Page, unit: str) -> None:
    section.goto("/")
    go(section, "去接收")
    desks.look(section)
    go(section, section.get_by_role("link", name=unit, exact=True))
    desks.look(section)


def mended_and_sent_again(desks: Desks, officer: Page, spoilt: Faulty) -> None:
    officer.goto("/")
    says(officer, "照毕业证改")
    desks.look(officer)
    officer.goto("/rosters/mine/")
    desks.look(officer)
    go(officer, "改花名册")
    officer.goto(officer.url.split("?")[0] + "?view=all")
    at_home = desks.signed_in(officer_of(WHOLE_WAY))  # the same person, at another computer
    at_home.goto(officer.url)
    for page in (officer, at_home):
        page.get_by_label(re.compile(f"行 {spoilt.name}$")).first.click()
    desks.look(officer)
    mend(officer, spoilt.specialty)
    says(officer, "已保存")
    mend(at_home, "另一个专业")
    says(at_home, "改花名册")
    assert re.search(
        r"政工人员\s*\S{2,4}\s*(\d+ 月|\d\d:\d\d|今天|刚)", at_home.inner_text(".stale")
    )
    desks.look(at_home)
    officer.goto("/rosters/mine/")
    press(officer, "与上次对照")
    says(officer, spoilt.name, "哲学", spoilt.specialty)
    assert "另一个专业" not in officer.inner_text("body")
    desks.look(officer)
    press(officer, "回花名册")
    looked_at(officer)
    officer.fill("#id_remark", "专业照毕业证改了。")
    officer.get_by_role("button", name=re.compile(r"^上报 \d+ 人")).click()
    says(officer, "已上报", "第 2 次")


def mend(page: Page, specialty: str) -> None:
    page.get_by_label("文凭记载专业").fill(specialty)
    press(page, "保存这一行")


def accepted_row_by_row(desks: Desks, personnel: Page, organisation: Page) -> None:
    for section in (personnel, organisation):
        open_return(desks, section, WHOLE_WAY)
        says(section, "专业照毕业证改了")
    boxes = organisation.locator("input[name=row]")
    boxes.first.check()
    press(organisation, "接收勾选的人")
    says(organisation, "已接收")
    personnel.locator("input[name=row]").first.check()  # this page is older than that
    press(personnel, "接收勾选的人")
    says(personnel, "接收花名册 1 人", "组织部干部科")
    desks.look(personnel)
    for section in (organisation, personnel):
        open_return(desks, section, WHOLE_WAY)
        for box in section.locator("input[name=row]").all():
            box.check()
        press(section, "接收勾选的人")
    says(personnel, "已全部接收")


def nothing_behind_the_back_button(page: Page, name: str) -> None:
    page.goto("/rosters/mine/?view=all")
    says(page, name)
    page.get_by_role("button", name="退出").click()
    expect(page.locator("h1")).to_contain_text("登录")  # not back before one is there
    page.go_back()
    expect(page.locator("h1")).to_contain_text("登录")
    assert name not in page.content()


# ---- the other units -----------------------------------------------------------------------------


def without_javascript(desks: Desks) -> None:
    page = desks.entered(WITHOUT_SCRIPT, javascript=False)
    send_in_browser(page, WITHOUT_SCRIPT, press_twice=True)
    says(page, "第 1 次")


def send_in_browser(page: Page, unit: str, *, press_twice: bool = False) -> None:
    press(page, "开始填")
    upload(page, f"{unit}.xlsx", workbook_of(unit))
    looked_at(page)
    button = page.get_by_role("button", name=re.compile(r"^上报 \d+ 人"))
    button.dblclick() if press_twice else button.click()
    says(page, "已上报，等两科接收")


def send_over_http(address: str, unit: str) -> None:
    clerk = Clerk(address)
    clerk.enter(unit)
    clerk.get("/rosters/mine/")
    page = clerk.send("/rosters/mine/upload", {"file": (f"{unit}.xlsx", workbook_of(unit))})
    assert "0 处错误" in page.words() or "必须改" not in page.words(), page.words()[:800]
    assert page.status == 200
    answer = clerk.send("/submit", looked="1")
    assert "已上报" in answer.words(), answer.words()[:800]
    clerk.close()


def a_late_unit(desks: Desks, address: str) -> None:
    section = desks.entered(ORGANISATION)
    section.goto("/rosters/?state=late")
    row = section.get_by_role("row", name=re.compile(LATE))
    assert "迟" in row.inner_text()
    desks.look(section)
    officer = desks.entered(LATE)
    says(officer, "已过")
    desks.look(officer)
    send_over_http(address, LATE)
    section.reload()
    assert "迟" in row.inner_text()
    assert "已上报" in row.inner_text()


def accept_everything(address: str, office: str) -> None:
    """Two windows of one section press the same button at once for each unit: once is enough."""
    windows = [Clerk(address), Clerk(address)]
    windows[0].enter(office)
    windows[1].cookies = windows[0].cookies  # two windows of one browser
    board = windows[0].get("/rosters/?state=submitted").text
    links = re.findall(r'href="(/rosters/[0-9a-f-]{36}/)"', board)
    assert len(links) >= 40
    for number, link in enumerate(links):
        page = windows[0].get(link)
        if not any(form.action.endswith("accept-all/") for form in page.forms):
            continue  # nobody there is of this section's authority
        form = page.form("accept-all")
        if number == 0:
            at_once(windows, form.action, form.fields)
        else:
            windows[0].post(form.action, form.fields)
        assert windows[0].page is not None
        assert windows[0].page.status == 200, windows[0].page.words()[:500]
    for window in windows:
        window.close()


def at_once(windows: Iterable[Clerk], url: str, fields: dict[str, str]) -> None:
    """Send the very same form from several windows at one moment: all are told it is done."""
    ways = [threading.Thread(target=window.post, args=(url, fields)) for window in windows]
    for way in ways:
        way.start()
    for way in ways:
        way.join()
    said = [(window.page.status, window.page.words()[-900:]) for window in windows if window.page]
    assert [status for status, _words in said] == [200, 200], said


# ---- screening -----------------------------------------------------------------------------------


def screening_and_pool(desks: Desks) -> None:
    section = desks.entered(ORGANISATION)
    section.goto("/rosters/")
    people = len(county().people)
    says(section, f"{people} 人，已接收 {people} 人")
    desks.look(section)
    section.goto("/campaign/")
    section.select_option("#id_step", "screening")
    desks.look(section)
    go(section, "进入这一步")
    section.goto("/screening/")
    desks.look(section)
    go(section, "开始筛查")
    desks.look(section)
    with section.expect_navigation(timeout=60_000):
        section.get_by_role("link", name="看结果").click(timeout=60_000)
    desks.look(section)
    expected = verdicts()
    assert counts_on(section) == expected
    a_petition_is_granted(desks, section)
    the_pool_is_confirmed(desks, section, expected[Verdict.MUST_EXCHANGE] - 1)


def verdicts() -> Counter[Verdict]:
    """What the rules say of the same county, asked without any office."""
    return Counter(found.verdict for found in screen(county(), load_policy(DEMO_POLICY)).people)


def counts_on(page: Page) -> dict[Verdict, int]:
    links = page.locator(".cnts a").all()
    found = {}
    for link in links:
        key = re.search(r"verdict=(\w+)", link.get_attribute("href") or "")
        assert key
        found[Verdict(key[1])] = int(link.locator("b").inner_text())
    return found


def a_petition_is_granted(desks: Desks, section: Page) -> None:
    row = section.locator("tbody tr").first
    unit = row.locator("td").first.inner_text().split("　")[0].split()[0]
    name = row.locator("th").inner_text()
    officer = desks.entered(unit)
    officer.goto("/screening/unit/")
    desks.look(officer)
    go(officer, officer.get_by_role("link", name=name, exact=True))
    desks.look(officer)
    go(officer, "提请暂缓")
    officer.get_by_label("理由").fill("正在住院，出院后再交流。")
    desks.look(officer)
    press(officer, "送领导小组审定")
    says(officer, "已送领导小组审定")
    group = desks.signed_in("leading_group")
    group.goto("/screening/petitions/")
    desks.look(group)
    group.get_by_role("link", name=name, exact=True).click()
    group.get_by_label("答复理由").fill("情况属实，下次轮岗再办。")
    desks.look(group)
    go(group, "同意暂缓")
    desks.look(group)


def the_pool_is_confirmed(desks: Desks, section: Page, people: int) -> None:
    section.goto("/screening/pool/")
    says(section, f"名单 {people} 人")
    desks.look(section)
    press(section, "核对后送领导小组确认")
    says(section, "已送领导小组确认")
    group = desks.entered(GROUP)
    group.goto("/screening/pool/")
    desks.look(group)
    for tick in group.locator("[name=without_opinion]").all():
        tick.check()
    press(group, f"确认这 {people} 人")
    says(group, "名单已确认")
    desks.look(group)
