"""Eight offices bring the county from accepted rosters to everybody's report for duty.

Through the pages alone, in a real browser: three people by clicks in every detail, the others by
the same pages' own forms. Wrong ways are gone too, each refused in words with nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lungang.demo import make_county
from tests.journeys import hands as by_hand
from tests.journeys import papers, site
from tests.journeys import room as in_the_room
from tests.journeys.desks import Desks, press, says, sign_in
from tests.journeys.hands import BOARD, Hands, Moved
from tests.journeys.room import Room
from tests.journeys.workbooks import nothing_lies_open
from tests.postgres import server

pytestmark = pytest.mark.slow
THE_DAY_AFTER_NEXT = timedelta(days=2)
PAPERS = ("调干通知", "单位介绍信", "科室介绍信", "免职通知", "任职通知")
ONLOOKERS = ("领导小组", "编办", "纪委监察局", "督查室")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What the environment says of the database: nothing, or a fresh server's address."""
    if request.param == "sqlite":
        yield {}
        return
    with server() as address:
        yield {"DATABASE_URL": address}


class Journey:
    """The county's site, served again after some days have passed, and what was met on the way."""

    def __init__(self, folder: Path, chromium: Browser, database: dict[str, str]) -> None:
        self.folder, self.chromium, self.database = folder, chromium, database
        self.looked: set[str] = set()
        self.wrongs: list[str] = []

    @contextmanager
    def desks(self) -> Iterator[Desks]:
        with site.served(self.folder, **self.database) as address:
            found = Desks(self.chromium, address, self.looked, self.wrongs)
            yield found
            found.close()


def test_from_accepted_rosters_to_everybody_at_the_new_desk(
    database: dict[str, str], chromium: Browser, tmp_path: Path
) -> None:
    journey = Journey(tmp_path / "site", chromium, database)
    site.run("accepted", journey.folder, **database)
    with journey.desks() as desks:
        people, number = decided_and_released(desks)
        late, three = all_but_the_late(desks, people)
        opened(tmp_path, desks, three)
    assert len(people) == number == 27
    site.let_pass(journey.folder, THE_DAY_AFTER_NEXT)
    with journey.desks() as desks:
        hands = Hands(desks)
        for at, moved in enumerate(late):
            by_hand.late_letter(hands, moved, 90 + at)
        everybody_is_there(hands, number)
        it_is_all_on_record(hands)
    nothing_lies_open(journey.folder)
    assert not journey.wrongs, "\n".join(journey.wrongs)
    assert len(journey.looked) >= 35, sorted(journey.looked)


# ---- until the list is read out ------------------------------------------------------------------


def decided_and_released(desks: Desks) -> tuple[list[Moved], int]:
    """Return everybody who goes, as the board has them, and how many the meeting sent."""
    room = in_the_room.come_in(desks)
    nobody_else_finds_the_door(desks)
    for stage in (
        in_the_room.confirm_the_pool,
        in_the_room.decide_the_principles,
        in_the_room.give_the_seed,
        in_the_room.open_the_door,
        in_the_room.compute_a_scenario,
        in_the_room.open_the_meeting,
        in_the_room.look_at_people,
        in_the_room.mark_withdraw_undo,
        in_the_room.an_old_page_is_refused,
    ):
        stage(room)
    number = in_the_room.decide_everybody(room)
    in_the_room.ask(room)
    in_the_room.confirm(room)
    minutes_and_copy(room, number)
    nothing_is_out_yet(desks)
    page = room.personnel
    in_the_room.follow(room, page, "去办")
    by_hand.release(page)
    nothing_is_released_twice(page)
    return by_hand.everybody(page), number


def nobody_else_finds_the_door(desks: Desks) -> None:
    """An office that is never on the list is told what a page that does not exist tells."""
    page = desks.entered("编办")
    for path in ("/deliberation/door/", "/deliberation/scenarios/", in_the_room.DECISION):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404


def minutes_and_copy(room: Room, number: int) -> None:
    """The minutes tell what happened; every copy carries its reader's code."""
    page, other = room.organisation, room.personnel
    page.goto("/deliberation/meetings/")
    press(page, "纪要")
    says(page, "会上逐件", "第 1 次送确认", "第 2 次送确认", "有一人再议")
    room.desks.look(page)
    names = [row.inner_text() for row in page.locator("caption + thead + tbody th").all()]
    code = code_on(page)
    names = [name for name in names if re.fullmatch(r"\w{2,4}", name)]
    assert names
    _name, content = papers.download(page, page.get_by_role("link", name="下载纪要 DOCX"))
    text = papers.docx_text(content)
    _name, content = papers.download(page, page.get_by_role("link", name="下载纪要 PDF"))
    sheets = papers.pdf_pages(content)
    assert code in text
    assert all(code in sheet for sheet in sheets)
    assert all(name in text and name in "".join(sheets) for name in names)
    other.goto(in_the_room.DECISION)
    name, content = papers.download(other, other.get_by_role("link", name="下载表格"))
    cells = papers.xlsx_cells(content)
    going = [row.inner_text() for row in other.locator("tbody th").all()]
    assert name.endswith(".xlsx")
    assert len(set(going) & set(cells)) >= number
    assert any(code_on(other) in cell for cell in cells)
    assert code_on(other) != code


def code_on(page: Page) -> str:
    found = re.search(r"读者码\s+(\S+)", page.locator(".banner.seal").inner_text())
    assert found
    return found[1]


def nothing_is_out_yet(desks: Desks) -> None:
    """Before the list is read out a unit's board says only what it waits for."""
    page = desks.entered("县发展计划委员会")
    page.goto(BOARD)
    says(page, "等交流人员工作会")
    assert page.locator("table").count() == 0


def nothing_is_released_twice(page: Page) -> None:
    page.goto("/transfer/release/")
    says(page, "没有等着发布的方案")


# ---- after it ------------------------------------------------------------------------------------


def all_but_the_late(desks: Desks, people: list[Moved]) -> tuple[list[Moved], list[Moved]]:
    """Return the people of the unit whose head was absent, and the three who went by clicks."""
    hands = Hands(desks)
    unit = by_hand.collect_notices(hands)
    late = [moved for moved in people if moved.old == unit]
    assert late
    by_hand.no_letter_before_the_notice(hands, late)
    by_hand.collect_from_the_absent(hands, late)
    rest = [moved for moved in people if moved not in late]
    three = one_of_each_section(rest)
    for at, moved in enumerate(three):
        by_hand.by_clicks(hands, moved, at + 1)
    the_person_sees_the_own_way(desks, three[0], rest)
    for at, moved in enumerate(one for one in rest if one not in three):
        by_hand.bring(hands, moved, 10 + at)
        by_hand.settle(hands, moved, 10 + at)
    return late, three


def one_of_each_section(people: list[Moved]) -> list[Moved]:
    """Three people of different units, at least one of each section."""
    chosen: dict[tuple[str, str], Moved] = {}
    for moved in people:
        chosen.setdefault((moved.section, moved.old), moved)
    first = {moved.section: moved for moved in reversed(chosen.values())}
    others = [moved for moved in chosen.values() if moved not in first.values()]
    return [*first.values(), *others][:3]


def the_person_sees_the_own_way(desks: Desks, moved: Moved, people: list[Moved]) -> None:
    """The security administrator lets the person in; of the others' ways nothing is there."""
    security = desks.entered("安全管理员")
    security.goto("/accounts/people/")
    press(security, "开账号")
    security.get_by_label("姓名").fill(moved.name)
    security.get_by_label("登录名").fill("moved.1")
    press(security, "开账号")
    link = security.locator(".notice code").inner_text()
    press(security, "授予岗位")
    security.get_by_label("岗位").select_option(label="交流人员")
    unit = by_hand.full_names()[moved.old]
    security.get_by_label("单位").select_option(label=unit)
    (person,) = [one for one in make_county().people if (one.name, one.unit) == (moved.name, unit)]
    security.get_by_label("身份证号").fill(person.id)
    press(security, "授予岗位")
    page = desks.browser()
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(site.PASSWORD)
    press(page, "设口令")
    if "login" in page.url:
        sign_in(page, "moved.1")
    page.goto(BOARD)
    rows = page.locator("table.sb tbody tr:not(.grp)")
    expect(rows).to_have_count(1)
    desks.look(page)
    press(page, moved.name)
    says(page, "已任免", "为什么去那里", "科室介绍信")
    assert page.locator("main form").count() == 0
    desks.look(page)
    answer = page.goto(people[-1].path)
    assert answer is not None
    assert answer.status == 404


# ---- papers --------------------------------------------------------------------------------------


def opened(folder: Path, desks: Desks, three: list[Moved]) -> None:
    """Every paper of three people, as PDF and as DOCX, opens and names them with its number."""
    page = desks.entered(three[0].section)
    documents: list[bytes] = []
    for moved in three:
        page.goto(moved.path)
        for paper in PAPERS:
            row = page.locator("tr", has=page.get_by_role("rowheader", name=paper))
            number = papers.plain(row.locator("td").first.inner_text())
            name, content = papers.download(page, row.get_by_role("link", name=f"PDF {paper}"))
            assert name == f"{paper}（{moved.name}）.pdf"
            pages = papers.pdf_pages(content)
            assert moved.name in "".join(pages), paper
            assert number in "".join(pages), paper
            _name, content = papers.download(page, row.get_by_role("link", name=f"DOCX {paper}"))
            assert moved.name in papers.docx_text(content)
            assert number in papers.docx_text(content)
            documents.append(content)
    printed = papers.as_printed(folder / "papers", documents)
    for at, pages in enumerate(printed):
        assert three[at // len(PAPERS)].name in "".join(pages)


# ---- the end -------------------------------------------------------------------------------------


def everybody_is_there(hands: Hands, number: int) -> None:
    """Every office that follows it reads so on the board, and each unit of its own people."""
    for office in ONLOOKERS:
        page = hands.of(office)
        page.goto(BOARD)
        says(page, "全部报到", f"{number} 人")
        hands.desks.look(page)
        expect(page.locator("table.sb tbody tr:not(.grp)")).to_have_count(number)
        page.goto(f"{BOARD}?view=open")
        assert page.locator("table.sb tbody tr:not(.grp)").count() == 0
    page = hands.of("纪委监察局")
    page.goto("/deliberation/readings/")
    says(page, "商定去向", "会议纪要")
    hands.desks.look(page)


def it_is_all_on_record(hands: Hands) -> None:
    """The auditor finds a log that proves itself, and what was refused in it as well."""
    page = hands.of("审计员")
    page.goto("/audit/verified/")
    says(page, "核对无误")
    hands.desks.look(page)
