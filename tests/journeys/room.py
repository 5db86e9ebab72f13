"""From accepted rosters to the confirmed plan: screening, principles, the door, the meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys import codes
from tests.journeys.desks import Desks, go, press, says
from tests.web.moves import decide_as_proposed

ORGANISATION, PERSONNEL = "organisation_section", "personnel_section"
GROUP, WITNESS = "leading_group", "discipline"
TABLE = "/deliberation/table/"
DECISION = "/deliberation/decision/"
LONG = 120_000


@dataclass
class Room:
    """Who sits in the joint meeting, each at a browser, with an authenticator in the pocket."""

    desks: Desks
    group: Page
    organisation: Page
    personnel: Page
    secrets: dict[str, str]


def come_in(desks: Desks) -> Room:
    """Sign in by name and password, and set up an authenticator: the plan's door will ask."""
    pages, secrets = {}, {}
    for who in (GROUP, ORGANISATION, PERSONNEL):
        pages[who] = desks.signed_in(who)
        secrets[who] = codes.set_up(pages[who])
        desks.look(pages[who])
    return Room(desks, pages[GROUP], pages[ORGANISATION], pages[PERSONNEL], secrets)


def confirm_the_pool(room: Room) -> None:
    """Screen everybody and have the leading group confirm who must move."""
    page = room.organisation
    page.goto("/campaign/")
    page.select_option("#id_step", "screening")
    press(page, "进入这一步")
    page.goto("/screening/")
    press(page, "开始筛查")
    page.get_by_role("link", name="看结果").click(timeout=LONG)
    page.goto("/screening/pool/")
    press(page, "核对后送领导小组确认")
    says(page, "已送领导小组确认")
    group = room.group
    group.goto("/screening/pool/")
    for tick in group.locator("[name=without_opinion]").all():
        tick.check()
    press(group, "确认这")
    says(group, "名单已确认")


def decide_the_principles(room: Room) -> None:
    """A section sends them; the group decides, and says who may read the plan."""
    page, group = room.organisation, room.group
    follow(room, page, "去送")
    page.fill("#id_occasion", "领导小组第三次会议")
    press(page, "核对后送审")
    says(page, "已送领导小组审定")
    follow(room, group, "去审定")
    press(group, "定下原则和程序")
    says(group, "随即固定")
    room.desks.look(group)
    follow(room, group, "去列")
    people = group.locator("#id_holding")
    while len(options := people.locator("option").all()) > 1:
        people.select_option(options[1].get_attribute("value"))
        press(group, "列入名单")
        says(group, "已列入")
    room.desks.look(group)


def give_the_seed(room: Room) -> None:
    """Each section its half; the first cannot see the second's before giving its own."""
    for page, value in ((room.organisation, "qingyu2004"), (room.personnel, "1215081632")):
        follow(room, page, "去报")
        page.get_by_label("定序数").fill(value)
        press(page, "报定序数")
        says(page, "定序数已报")
    room.organisation.goto("/deliberation/principles/")
    says(room.organisation, "qingyu2004", "1215081632")


def follow(room: Room, page: Page, words: str) -> None:
    """From the desk, by the task's own button."""
    page.goto("/")
    go(page, page.get_by_role("link", name=words, exact=True).first)
    room.desks.look(page)


def open_the_door(room: Room) -> None:
    """Nobody of the list reads anything before a fresh code; whoever is not on it finds no door."""
    for who, page in ((ORGANISATION, room.organisation), (PERSONNEL, room.personnel)):
        page.goto("/deliberation/scenarios/")
        assert "/deliberation/door/" in page.url
        room.desks.look(page)
        go(page, page.locator("main form").get_by_role("button").first)
        room.desks.look(page)
        codes.show(page, room.secrets[who])
        page.locator("main form").get_by_role("button").first.click()
        expect(page).to_have_url(re.compile("/deliberation/scenarios/$"))


def compute_a_scenario(room: Room) -> None:
    """A job computes it; the page stays usable and a message says when it is there."""
    page = room.organisation
    page.fill("#id_title", "照现行政策")
    press(page, "算方案")
    says(page, "已交后台计算")
    press(page, "看进度")
    page.get_by_role("link", name="看结果").click(timeout=LONG)
    says(page, "方案甲", "安排")
    room.desks.look(page)


def open_the_meeting(room: Room) -> None:
    """Time, place, who is present."""
    page = room.organisation
    follow(room, page, "去开")
    go(page, "开联席会议")
    page.get_by_label("地点").fill("第二会议室")
    page.get_by_label("主持人").fill("组织部干部科长")
    page.get_by_label("到会").fill("组织部干部科两人\n人事局公务员管理科两人")
    room.desks.look(page)
    press(page, "开会")
    says(page, "第 1 次联席会议")
    room.desks.look(page)
    press(page, "在方案甲上商定")
    expect(page).to_have_url(re.compile(TABLE))
    room.desks.look(page)


def look_at_people(room: Room) -> None:
    """Who has no place and whom one would have to ask; why not there; the picture on the wall."""
    page = room.organisation
    page.locator(".ppl h2.unplaced + ul a").first.click()
    says(page, "还没有去处", "没有去处可定")
    left = name_on(page)
    page.locator(".ppl h2.proposed + ul a").first.click()
    assert name_on(page) != left
    page.select_option("#why-unit", index=1)
    page.get_by_role("button", name="问", exact=True).click()
    expect(page.locator(".ans").first).not_to_be_empty()
    room.desks.look(page)
    press(page, "投影")
    before = page.locator("#who").inner_text()
    press(page, "下一人")
    assert page.locator("#who").inner_text() != before
    room.desks.look(page)
    press(page, "退出投影")


def mark_withdraw_undo(room: Room) -> None:
    """Pin, forbid, swap; each shows what it changed, each is taken back; the plan is as before."""
    page = room.organisation
    before = moves(page)
    page.locator(".ppl h2.proposed + ul a").first.click()
    press(page, "钉住")
    says_last(page, "钉", "去向不变")
    press(page, "撤回")
    says_last(page, "撤回")
    press(page, "禁去")
    expect(page.locator("#doing-choice")).to_be_visible()
    room.desks.look(page)
    there = page.locator("#doing-choice").input_value()
    page.fill("#doing-reason", "那里有他的亲属。")
    page.locator("#doing").get_by_role("button", name="禁去").click()
    says_last(page, f"禁去{there}", "去向变了")
    assert there not in page.inner_text(".pc .to")
    press(page, "退回上一步")
    says_last(page, "撤回")
    assert moves(page) == before
    swap(page)
    press(page, "退回上一步")
    assert moves(page) == before


def swap(page: Page) -> None:
    """Swap the first two who can be, and see both go where the other would have gone."""
    for link in page.locator(".ppl h2.proposed + ul a").all():
        page.goto(str(link.get_attribute("href")))
        press(page, "对调")
        others = page.locator("#doing-choice option[value]:not([value=''])")
        if others.count():
            break
        press(page, "不改")
    one, its = name_on(page), place_on(page)
    said = others.first.inner_text()
    page.select_option("#doing-choice", others.first.get_attribute("value"))
    page.locator("#doing").get_by_role("button", name="对调").click()
    says_last(page, f"{one}与{said.split('　')[0]}对调")
    assert place_on(page) == said.split("→")[1].strip() != its


def name_on(page: Page) -> str:
    return page.locator(".pc h2").inner_text()


def place_on(page: Page) -> str:
    return page.locator(".pc .to").inner_text().split()[0]


def moves(page: Page) -> list[str]:
    """Everybody's way as the list shows it."""
    return sorted(page.locator(".ppl li a").all_inner_texts())


def says_last(page: Page, *words: str) -> None:
    for word in words:
        expect(page.locator(".last")).to_contain_text(word)


def an_old_page_is_refused(room: Room) -> None:
    """The other section acts on a table of before: it is told what changed, and nothing is done."""
    page, other = room.organisation, room.personnel
    other.goto(page.url.split("?")[0])
    other.locator(".ppl h2.proposed + ul a").first.click()
    name = name_on(other)
    page.goto(other.url)
    press(page, "禁去")
    page.fill("#doing-reason", "会上议过。")
    page.locator("#doing").get_by_role("button", name="禁去").click()
    decided = counted(page, "已定")
    other.locator("button[data-key=d]").click()
    says(other, "没有", "组织部干部科", "此人的去向")
    room.desks.look(other)
    page.reload()
    assert counted(page, "已定") == decided
    press(other, "打开现在的")
    assert name_on(other) == name
    press(page, "退回上一步")


def counted(page: Page, word: str) -> int:
    """One of the three numbers at the head of the table."""
    line = page.locator(".cnt div", has_text=word)
    return int(line.locator("dd").inner_text())


def decide_everybody(room: Room) -> int:
    """Cycle by cycle as proposed; return how many move."""
    page = room.organisation
    people = counted(page, "拟定")
    decide_as_proposed(page)
    assert counted(page, "已定") == people
    room.desks.look(page)
    return people


def ask(room: Room) -> None:
    """One asks for the second person, and knows how many are left where they are."""
    page = room.organisation
    go(page, "送两人确认")
    room.desks.look(page)
    page.get_by_role("checkbox").check()
    press(page, "送两人确认")
    says(page, "已送另一科室的人确认")
    room.desks.look(page)


def confirm(room: Room) -> None:
    """Whoever asked cannot confirm; what was sent back cannot be; nobody confirms twice."""
    page, other = room.organisation, room.personnel
    follow(room, other, "去确认")
    it_takes_another_person(page, other)
    send_back_and_ask_again(room)
    other.get_by_role("button", name="确认方案").click()  # the page of before
    says(other, "没有")
    room.desks.look(other)
    page.goto(DECISION)
    says(page, "第 2 次送确认", "待第二人确认")
    other.goto(DECISION)
    again = other.context.new_page()
    again.goto(DECISION)
    other.get_by_role("button", name="确认方案").click()
    says(other, "已确认", "第 2 次送确认", "去开工作会")
    again.get_by_role("button", name="确认方案").click()
    says(again, "没有办理")
    again.close()
    other.goto(DECISION)
    assert other.get_by_role("button", name="确认方案").count() == 0


def it_takes_another_person(page: Page, other: Page) -> None:
    """The asker has no such button; the other's form, sent by the asker, is refused."""
    page.goto(DECISION)
    says(page, "由另一科室的另一个人确认")
    assert page.get_by_role("button", name="确认方案").count() == 0
    form = other.locator("form[action$='/confirm/']")
    sent = {name: form.locator(f"[name={name}]").input_value() for name in ("digest", "seen")}
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    url = str(form.get_attribute("action"))
    answer = page.request.post(url, form={**sent, "csrfmiddlewaretoken": token})
    assert answer.status == 409
    assert "请另一科室的人确认" in answer.text()
    page.reload()
    says(page, "待第二人确认")


def send_back_and_ask_again(room: Room) -> None:
    """Something came up: the asker takes it back, decides somebody anew, and asks again."""
    page = room.organisation
    page.locator("summary", has_text="退回方案").click()
    page.get_by_label("理由").or_(page.get_by_label("退回原因")).fill("有一人再议。")
    page.locator("details").get_by_role("button", name="退回方案").click()
    says(page, "已退回")
    page.goto("/deliberation/scenarios/")
    press(page, "方案甲")
    page.locator(".ppl h2.decided + ul a").first.click()
    press(page, "撤回")
    page.fill("#decide-reason", "再议过，仍去那里。")
    page.locator("button[data-key=d]").click()
    ask(room)
