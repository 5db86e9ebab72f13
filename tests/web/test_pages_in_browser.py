"""Every shared page and component, in a real browser: accessible, narrow, zoomed, by keyboard."""

from __future__ import annotations

import pytest

from lungang.campaign.core import kinds
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign, make_unit
from tests.web import office_scenes as scenes
from tests.web.browser import (
    DESK,
    PHONE,
    SMALL_DESK,
    ZOOMED,
    assert_accessible,
    assert_keeps_to_the_house,
    assert_reached_by_keyboard,
    picture,
    printed,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    scenes.set_clock(monkeypatch)
    monkeypatch.setattr(kinds, "_kinds", {kind.key: kind for kind in scenes.kinds()})
    monkeypatch.setattr(kinds, "_desks", {"scene": scenes.desk})


def test_the_workbench_of_a_unit(visit):
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer)
    picture(page, "unit-1440")
    assert_keeps_to_the_house(page, ".task .btn.pri")
    assert page.locator(".btn.pri:visible").count() == 1
    for name, viewport in (("1366", SMALL_DESK), ("375", PHONE), ("zoom", ZOOMED)):
        page.set_viewport_size(viewport)
        picture(page, f"unit-{name}")
    page.locator(".steps summary").click()
    assert page.locator(".steps details a:visible").count() == 5
    picture(page, "unit-375-list")


def test_the_workbench_of_a_section(visit):
    campaign, _officer = scenes.make_unit_morning()
    for number, state in enumerate(("open", "begun", "submitted", "accepted", "open")):
        unit = make_unit(f"第 {number + 1} 局")
        scenes.give(campaign, unit, "rosters", state, scenes.MORNING)
    clerk = make_actor(Office.PERSONNEL_SECTION, name="赵文彬")
    page = visit(clerk)
    picture(page, "county-1440")
    assert_keeps_to_the_house(page, ".task .btn.pri")
    page.set_viewport_size(PHONE)
    picture(page, "county-375")


def test_other_desks_and_their_empty_pages(visit):
    pages = {
        "admin": visit(make_actor(Office.AUDITOR)),
        "no-campaign": visit(make_actor(Office.HR_OFFICER)),
    }
    make_campaign()
    pages["unit-empty"] = visit(make_actor(Office.HR_OFFICER))
    pages["county-empty"] = visit(make_actor(Office.LEADING_GROUP))
    pages["observer"] = visit(make_actor(Office.OBSERVER))
    pages["step"] = visit(make_actor(Office.LEADING_GROUP), "/steps/deliberation/")
    pages["word"] = visit(make_actor(Office.HR_OFFICER), "/steps/form-one/")
    pages["not-found"] = visit(make_actor(Office.HR_OFFICER), "/nothing/")
    for name, page in pages.items():
        picture(page, name)
        assert_keeps_to_the_house(page)


@pytest.mark.urls("tests.web.styleguide.urls")
def test_every_component(visit):
    make_campaign("deliberation")
    page = visit(make_actor(Office.PERSONNEL_SECTION, name="赵文彬"), "/styleguide/")
    assert page.evaluate("document.activeElement.id") == "errors"
    picture(page, "styleguide-1440")
    assert_keeps_to_the_house(page, ".head .btn.pri")
    for name, viewport in (("1366", SMALL_DESK), ("375", PHONE), ("zoom", ZOOMED)):
        page.set_viewport_size(viewport)
        picture(page, f"styleguide-{name}")
    page.set_viewport_size(DESK)
    page.locator("#errors a").first.click()
    focused = page.evaluate("document.activeElement.name || document.activeElement.id")
    assert focused in ("since", "id_since")


@pytest.mark.urls("tests.web.styleguide.urls")
@pytest.mark.parametrize(
    ("path", "primary"),
    [
        ("door", ".door .btn.pri"),
        ("confirm", "form .btn.pri"),
        ("act/stale", ".btn.pri"),
        ("act/refused", ".btn"),
        ("act/hidden", ".btn.pri"),
        ("act/expired", ".btn"),
        ("act/broken", ".btn"),
    ],
)
def test_signing_in_asking_and_refusing(visit, path, primary):
    make_campaign()
    nobody = path == "door"
    page = visit(None if nobody else make_actor(Office.HR_OFFICER), f"/styleguide/{path}/")
    picture(page, path.replace("/", "-"))
    assert_keeps_to_the_house(page, primary)


def test_all_of_it_without_javascript(visit):
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer, javascript=False)
    assert page.locator(".task .btn.pri").is_visible()
    assert page.locator("[data-print]").is_hidden()  # it could not print
    page.set_viewport_size(PHONE)
    page.locator(".steps summary").click()
    assert page.locator(".steps details a").first.is_visible()


def test_time_left_is_renewed_without_the_session(visit, monkeypatch):
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer)
    page.clock.install()
    page.reload()
    with page.expect_request("**/left/**") as asked:
        page.clock.run_for(61_000)
    assert "cookie" not in asked.value.all_headers()


def test_skip_link_leads_past_the_bar(visit):
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert_reached_by_keyboard(page, "[data-print]")


def test_the_workbench_in_print(visit):
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer)
    page.emulate_media(media="print")
    picture(page, "unit-print")
    page.emulate_media(media="null")
    sheets = printed(page)
    text = "".join(sheets)
    assert "〔已退回〕" in text
    assert "改花名册" in text
    assert "打印待办" not in text
    assert all("陈秀兰" in sheet for sheet in sheets)


def test_the_wide_picture_is_accessible_too(visit):
    _campaign, officer = scenes.make_unit_morning()
    assert_accessible(visit(officer, viewport={"width": 1920, "height": 1080}))
