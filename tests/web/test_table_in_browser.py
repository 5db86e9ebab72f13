"""The table in a real browser: keys, no JavaScript, every width, paper, the projector."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lungang.campaign.deliberation import door
from lungang.demo import make_county
from lungang.platform.guard import writing
from tests.campaign.deliberation.table.room import make_room
from tests.web.browser import (
    DESK,
    PHONE,
    SMALL_DESK,
    ZOOMED,
    assert_accessible,
    assert_no_sideways_scroll,
    picture,
    printed,
)
from tests.web.moves import go

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1920, "height": 1080}


@pytest.fixture
def room(monkeypatch):
    """The demo county at its meeting; for who is on the list the door stands open."""
    monkeypatch.setattr(door, "is_open", lambda _request, _reader: True)
    found = make_room(make_county(), monkeypatch)
    found.scenario = found.compute()
    found.open()
    return found


@pytest.fixture
def table(room, visit):
    def show(name="", **more):
        person = more.pop("person", None)
        path = f"/deliberation/table/{room.scenario.pk}/{name}"
        return visit(room.personnel, path + (f"?person={person.key}" if person else ""), **more)

    return show


def now(room):
    return room.table(room.scenario)


def first(room, cycle=1):
    return next(row for row in now(room).people if row.cycle == cycle)


def name_on(page):
    return page.locator(".pc h2").inner_text()


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_pages_keep_to_the_house(room, table):
    room.mark(room.scenario, "decide", first(room, 3), cycle=True)
    page = table()
    base = page.url
    left = next(row for row in now(room).people if row.state == "unplaced")
    ways = {
        "table": "", "decided": f"?person={first(room, 3).key}", "unplaced": f"?person={left.key}",
        "forbid": "?do=forbid", "stay": "?do=stay", "why": f"why/?unit={first(room).unit}",
        "picture": "picture/", "projector": "projector/",
    }  # fmt: skip
    for name, way in ways.items():
        for viewport in (DESK, WIDE, PHONE):
            page.set_viewport_size(viewport)
            page.goto(base + way)
            assert_accessible(page)
        for viewport in (PHONE, ZOOMED, SMALL_DESK):
            assert_no_sideways_scroll(page, viewport)
        page.set_viewport_size(DESK)
        picture(page, f"deliberation-{name}")
    page.goto("/deliberation/scenarios/compare/")
    assert_accessible(page)
    assert_no_sideways_scroll(page, PHONE)


def test_on_a_telephone_the_card_stands_first_and_the_rest_unfolds(room, table):
    person = first(room)
    page = table(person=person, viewport=PHONE, javascript=False)
    people, card = page.locator(".ppl ul").first, page.locator(".pc h2")
    assert not people.is_visible()
    assert card.bounding_box()["y"] < PHONE["height"]
    for part in (".alt", ".asks", ".hist", "svg.ring"):
        assert not page.locator(part).first.is_visible(), part
    for summary in page.locator(".fold summary").all():
        summary.click()
    for part in (".ppl ul", ".alt", ".asks", ".hist", "svg.ring"):
        assert page.locator(part).first.is_visible(), part
    go(page.locator(".ppl li a:not([aria-current])").first)
    assert name_on(page) != person.name
    assert not people.is_visible()


def test_a_telephone_shows_what_was_asked_for(room, table):
    person = first(room)
    page = table(person=person, viewport=PHONE, javascript=False)
    page.locator(".ppl .fold summary").click()
    page.locator("input[name=q]").fill(person.name)
    with page.expect_navigation():
        page.locator("input[name=q]").press("Enter")
    expect(page.locator(".ppl li a").first).to_be_visible()
    page.locator(".fold:has(+ .asks) summary").click()
    go(page.get_by_role("button", name="问", exact=True))
    expect(page.locator(".ans").first).to_be_visible()


def test_keys_go_through_the_list(room, table):
    page = table()
    before = name_on(page)
    people = page.locator(".ppl li a b").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert name_on(page) == before
    press(page, "Enter")
    assert name_on(page) == people[people.index(before) + 1]
    page.keyboard.press("ArrowUp")
    press(page, "Enter")
    assert name_on(page) == before


def test_keys_decide_withdraw_and_undo(room, table):
    person = first(room)
    page = table(person=person)
    press(page, "d")
    assert now(room).person(person.key).state == "decided"
    assert name_on(page) == person.name
    assert person.name in page.locator(".last [role=status], .last").first.inner_text()
    press(page, "z")
    assert now(room).person(person.key).state == "proposed"
    press(page, "p")
    assert now(room).person(person.key).marks == ("pin",)
    press(page, "u")
    assert now(room).person(person.key).marks == ()


def test_keys_open_what_asks_first(room, table):
    page = table(person=first(room))
    press(page, "j")
    assert page.evaluate("document.activeElement.name") == "unit"
    page.keyboard.press("d")  # chooses in the list, decides nobody
    page.locator("#doing-reason").focus()
    page.keyboard.type("dpz")
    page.keyboard.press("Escape")  # nor does it throw away what was typed
    assert page.input_value("#doing-reason") == "dpz"
    assert now(room).decided == 0
    page.locator("#doing h3").click()
    press(page, "Escape")
    assert page.locator("#doing").count() == 0
    press(page, "h")
    assert page.locator("#doing h3").inner_text().endswith("与谁换去处")


def test_slash_and_question_mark(room, table):
    page = table()
    page.keyboard.press("?")
    assert page.locator(".keys dl").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("d")
    assert now(room).decided == 0


def test_keys_can_be_switched_off(room, table):
    room.personnel.user.keyboard_shortcuts = False
    with writing():
        room.personnel.user.save()
    page = table(person=first(room))
    for key in "dpjhzu?":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert now(room).decided == 0
    assert "do=" not in page.url
    page.locator(".keys summary").click()
    assert "已经关掉" in page.locator(".keys").inner_text()


def test_all_of_it_without_javascript(room, table):
    person = first(room)
    page = table(person=person, javascript=False)
    go(page.locator(".four a:has-text('禁去')").first)
    page.select_option("#doing-choice", person.to_unit)
    page.fill("#doing-reason", "有案在查")
    go(page.locator("#doing .btn.pri").first)
    assert name_on(page) == person.name
    assert now(room).person(person.key).to_unit != person.to_unit
    go(page.locator(".last .btn").first)
    assert now(room).person(person.key).to_unit == person.to_unit
    page.select_option("#why-unit", index=1)
    go(page.locator(".asks .btn").first)
    assert page.locator(".ans").count() >= 1
    page.fill(".q input[type=search]", person.name)
    with page.expect_navigation():
        page.press(".q input[type=search]", "Enter")
    assert page.locator(".ppl li").count() == 1


def test_the_chosen_person_is_in_sight(room, table):
    last = [row for row in now(room).people if row.cycle][-1]
    page = table(person=last, viewport=SMALL_DESK)
    row = page.locator(".ppl [aria-current]").bounding_box()
    strip = page.locator(".bal").bounding_box()
    assert 0 < row["y"] < strip["y"] - row["height"]


def test_after_an_act_one_goes_on_from_the_card(room, table):
    page = table(person=first(room))
    go(page.locator("[data-key=p]").first)
    assert page.evaluate("!!document.activeElement.closest('.pc')")


def test_every_sheet_says_whose_it_is(room, table):
    code = room.readers[room.personnel].code
    for name in ("", "picture/", "projector/"):
        sheets = printed(table(name))
        assert sheets
        assert all(code in sheet for sheet in sheets), name


def test_the_paper_is_black(room, table):
    page = table("picture/")
    page.emulate_media(media="print")
    colours = page.evaluate(
        """() => Array.from(document.querySelectorAll('.ring .edge, .ring text, .ring .node'))
             .map(e => { const s = getComputedStyle(e);
                         return e.tagName === 'text' ? s.fill : s.stroke; })"""
    )
    assert set(colours) == {"rgb(0, 0, 0)"}


def test_the_projector_goes_on_by_arrows(room, table):
    person = first(room)
    page = table("projector/", person=person, viewport={"width": 1440, "height": 810})
    smallest = page.evaluate(
        """() => Math.min(...Array.from(document.querySelectorAll('main *, .banner *'))
             .filter(e => e.checkVisibility() && !e.closest('svg, .vh')
                          && Array.from(e.childNodes).some(n => n.nodeType === 3
                                                                && n.data.trim()))
             .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 19
    press(page, "ArrowRight")
    assert page.locator("h1").inner_text() != person.name
    press(page, "ArrowLeft")
    assert page.locator("h1").inner_text() == person.name
    press(page, "Escape")
    assert re.search(r"/table/[0-9a-f-]+/\?person=", page.url)
    assert name_on(page) == person.name


def test_the_first_load_is_small(room, table, visit):
    page = visit(room.personnel, "/")
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"/deliberation/table/{room.scenario.pk}/")
    page.wait_for_load_state("networkidle")
    assert sizes
    assert sum(sizes) <= 150_000, sizes
