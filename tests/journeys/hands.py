"""From the work meeting to the new desk: notices, letters, handover, report, both documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page

from tests.journeys.clerk import Answer
from tests.journeys.desks import Desks, go, press, says
from tests.journeys.workbooks import county

SECTIONS = ("组织部干部科", "人事局公务员管理科")
BOARD, NOTICES = "/transfer/", "/transfer/notices/"
ABSENT = "负责人没有到会"
SIGNED = "张移交、李接收、王监交"


@dataclass(frozen=True)
class Moved:
    """One line of the board: whose section it is, and the way there."""

    name: str
    section: str
    old: str
    new: str
    path: str


@dataclass
class Hands:
    """Everybody who hands something to somebody, each at a browser of the own."""

    desks: Desks
    pages: dict[str, Page] = field(default_factory=dict)

    def of(self, who: str) -> Page:
        """The browser of an office, or of a unit's HR officer by the unit's short name."""
        if who not in self.pages:
            self.pages[who] = self.desks.entered(full_names().get(who, who))
        return self.pages[who]


@cache
def full_names() -> dict[str, str]:
    return {unit.short_name or unit.name: unit.name for unit in county().units}


# ---- a form of a page, sent in the browser's session ---------------------------------------------


def asked(page: Page, path: str) -> Answer:
    """Fetch a page in the browser's session, without showing it."""
    got = page.request.get(path)
    return Answer(got.status, got.url, got.text(), 0, got.headers)


def sent(page: Page, answer: Answer, action: str, **more: Any) -> Answer:
    """Send one of a page's own forms, as it stands there, with what is written into it."""
    form = answer.form(action)
    return posted(page, form.action, {**form.fields, **more})


def posted(page: Page, url: str, fields: dict[str, Any]) -> Answer:
    got = page.request.post(url, form=fields)
    return Answer(got.status, got.url, got.text(), 0, got.headers)


def token(page: Page) -> dict[str, str]:
    """The token that every form of a browser carries."""
    return {"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()}


# ---- the work meeting ----------------------------------------------------------------------------


def release(page: Page) -> None:
    """Call the roll, with the head of one unit absent, and read the list out."""
    roll = page.locator("[name^=roll-]")
    for box in roll.all():
        if not box.input_value():
            box.fill("王局长")
    roll.last.fill("")
    page.get_by_label("地点").fill("县政府一会议室")
    page.get_by_label("名单已在会上宣读").check()
    press(page, "宣读并发布")
    says(page, "已发布", ABSENT)


def everybody(page: Page) -> list[Moved]:
    """Read the board: who goes from where to where, and which section has the person."""
    page.goto(BOARD)
    found = []
    for body in page.locator("table.sb tbody").all():
        head = body.locator("tr.grp th").inner_text()
        section = next(name for name in SECTIONS if head.startswith(name))
        for row in body.locator("tr:not(.grp)").all():
            link = row.locator("th a")
            old, new = (end.strip() for end in row.locator("td").first.inner_text().split("→"))
            path = str(link.get_attribute("href"))
            found.append(Moved(link.inner_text(), section, old, new, path))
    return found


def collect_notices(hands: Hands) -> str:
    """Each head takes the own unit's; return the unit whose head was not there."""
    late = ""
    for section in SECTIONS:
        page = hands.of(section)
        page.goto(NOTICES)
        hands.desks.look(page)
        came = page.locator("section.card", has=page.locator("form")).filter(has_not_text=ABSENT)
        while came.count():
            press_first(came, "已领走")
            says(page, "的通知领走")
        left = page.locator("section.card", has_text=ABSENT)
        late = left.locator("h2").inner_text() if left.count() else late
    return late


def press_first(cards: Locator, words: str) -> None:
    cards.first.get_by_role("button", name=words).click()


def no_letter_before_the_notice(hands: Hands, people: list[Moved]) -> None:
    """The section finds no form for the letter; made up, it is refused, and nothing has moved."""
    for moved in people:
        page = hands.of(moved.section)
        page.goto(moved.path)
        says(page, "现在该谁办", f"{moved.old} 负责人")
        assert page.get_by_role("button", name="收下单位介绍信").count() == 0
        form = asked(page, moved.path).form("/number/section-letter")
        answer = posted(page, moved.path + "do/bring/", form.fields)
        assert answer.status == 409
        assert "现在是“未领”，不能送单位介绍信" in answer.words()
        assert stands(page, moved) == "未领"


def stands(page: Page, moved: Moved) -> str:
    """Where the person stands, as the page says it."""
    page.goto(moved.path)
    return page.locator(".sub .tag").inner_text().strip()


def collect_from_the_absent(hands: Hands, people: list[Moved]) -> None:
    """The head comes after the meeting, and takes them then."""
    for section in dict.fromkeys(moved.section for moved in people):
        page = hands.of(section)
        page.goto(NOTICES)
        page.get_by_label("领通知的人").fill("后到的副局长")
        press(page, "已领走")
        says(page, "通知都领走了")


# ---- one person, in every detail -----------------------------------------------------------------


def by_clicks(hands: Hands, moved: Moved, number: int) -> None:
    """Everything that is done with one person, each by whose turn it is, from the own desk."""
    section, old, new = hands.of(moved.section), hands.of(moved.old), hands.of(moved.new)
    open_from_the_board(section, moved)
    hands.desks.look(section)
    number_paper(section, "调干通知", f"青调〔2004〕{number}号")
    press(section, "收下单位介绍信")
    number_paper(section, "科室介绍信", f"青介〔2004〕{number}号")
    press(section, "开出科室介绍信")
    says(section, f"{moved.old} 政工人员", "办下一人")
    open_from_the_board(old, moved)
    hands.desks.look(old)
    number_paper(old, "单位介绍信", f"青单介〔2004〕{number}号")
    press(old, "已交本人")
    not_without_three_signatures(hands, old, moved)
    not_at_another_unit(hands, moved)
    open_from_the_board(new, moved)
    go(new, "收下报到")
    hands.desks.look(new)
    says(new, f"{moved.old} 免职", f"{moved.new} 任职")
    document(old, moved, "免职", f"青任〔2004〕{number}号")
    document(new, moved, "任职", f"青任〔2004〕{100 + number}号")
    assert stands(new, moved) == "已任免"
    hands.desks.look(new)


def open_from_the_board(page: Page, moved: Moved) -> None:
    page.goto(BOARD)
    go(page, page.get_by_role("link", name=moved.name, exact=True))


def number_paper(page: Page, paper: str, written: str) -> None:
    """Write its number by hand, unless it has one: a notice is one for everybody of a unit."""
    field = page.get_by_label(f"手工写文号 {paper}")
    if field.count():
        field.fill(written)
        page.locator("form.number", has=field).get_by_role("button").click()
        says(page, f"已编号：{written}")


def not_without_three_signatures(hands: Hands, page: Page, moved: Moved) -> None:
    names = page.get_by_label("移交人、接收人、监交人")
    names.fill("张移交、李接收")
    press(page, "记下交接")
    says(page, "交接要三方签字")
    hands.desks.look(page)
    assert stands(page, moved) == "待交接"
    names.fill(SIGNED)
    press(page, "记下交接")
    says(page, "没有勾：经办的事和没有办结的事")
    assert stands(page, moved) == "待交接"
    names.fill(SIGNED)
    for box in page.locator("input[name=handed]").all():
        box.check()
    press(page, "记下交接")
    says(page, f"本人到{moved.new}")


def not_at_another_unit(hands: Hands, moved: Moved) -> None:
    """The unit that sends has no form for it; a third finds nothing there at all."""
    old, third = hands.of(moved.old), hands.of("县审计局")
    old.goto(moved.path)
    assert old.get_by_role("button", name="收下报到").count() == 0
    answer = posted(old, moved.path + "do/report/", token(old))
    assert answer.status in (403, 404), answer.words()
    assert "没有" in answer.words()
    stray = third.goto(moved.path)
    assert stray is not None
    assert stray.status == 404
    says(third, "没有找到这一页")
    assert moved.name not in third.content()
    third.goto("/")
    answer = posted(third, moved.path + "do/report/", token(third))
    assert answer.status == 404
    assert stands(old, moved) == "待报到"


def document(page: Page, moved: Moved, word: str, written: str) -> None:
    """Give the document its number, and put it on record with its day."""
    page.goto(moved.path)
    number_paper(page, f"{word}通知", written)
    press(page, f"记下{word}")
    says(page, "已记下")


def not_unseated_within_half_a_year(hands: Hands, moved: Moved) -> None:
    """The new unit writes no reason, and nothing is put on record."""
    page = hands.of(moved.new)
    page.goto(moved.path)
    says(page, "至少到", "在那以前免去，要写明理由")
    form = page.locator("form[action$='/do/unseat/']")
    form.get_by_label("文号").fill("青任〔2004〕999号")
    form.get_by_role("button", name="记下免去新任职务").click()
    says(page, "任职不满规定时间", "提前免去要写明理由")
    hands.desks.look(page)
    page.goto(moved.path)
    assert "青任〔2004〕999号" not in page.content()
    assert page.get_by_role("button", name="记下免去新任职务").count() == 1


# ---- the others, by the plain forms of the same pages --------------------------------------------


def bring(hands: Hands, moved: Moved, number: int) -> None:
    """The unit's letter is brought, and the section makes out its own."""
    page = hands.of(moved.section)
    shown = done(page, asked(page, moved.path), "/do/bring")
    shown = done(page, shown, "/number/section-letter", written=f"青介〔2004〕{number}号")
    done(page, shown, "/do/letter")


def settle(hands: Hands, moved: Moved, number: int, **late: str) -> None:
    """From the letter in the person's hand to both documents."""
    old, new = hands.of(moved.old), hands.of(moved.new)
    shown = done(old, asked(old, moved.path), "/do/hand", **late)
    done(old, shown, "/do/hand_over", taker=SIGNED, rest="没有其它要交的。")
    done(new, asked(new, moved.path), "/do/report")
    removed, appointed = f"青任〔2004〕{number}号", f"青任〔2004〕{200 + number}号"
    numbered_and_done(old, moved, "removal", "remove", removed)
    numbered_and_done(new, moved, "appointment", "appoint", appointed)


def numbered_and_done(page: Page, moved: Moved, paper: str, verb: str, written: str) -> None:
    """The first of a unit numbers the paper: it is one for all whom the unit moves."""
    shown = asked(page, moved.path)
    if any(f"/number/{paper}" in form.action for form in shown.forms):
        shown = done(page, shown, f"/number/{paper}", written=written)
    done(page, shown, f"/do/{verb}")


def done(page: Page, shown: Answer, form: str, **more: str) -> Answer:
    """Send one form of a person's page as it stands there; return the page that follows."""
    answer = sent(page, shown, form, **more)
    assert answer.status == 200, answer.words()
    assert "已记下" in answer.words() or "已编号" in answer.words(), answer.words()
    return answer


def late_letter(hands: Hands, moved: Moved, number: int) -> None:
    """After the hour the section asks why; without a reason nothing is put on record."""
    page = hands.of(moved.section)
    open_from_the_board(page, moved)
    hands.desks.look(page)
    says(page, "已过时限。照记为过时，写明原因")
    press(page, "收下单位介绍信")
    says(page, "已经过了时限", "请写明原因")
    hands.desks.look(page)
    assert stands(page, moved) == "未送"
    for button in ("收下单位介绍信", "开出科室介绍信"):
        page.get_by_label("过时的原因").fill("单位公章外借，次日才盖上。")
        press(page, button)
        says(page, "已记下", "过了时限", "单位公章外借")
    settle(hands, moved, number, note="信到得晚。")
