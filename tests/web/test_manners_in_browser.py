"""What office.js adds: one press, kept focus, the warning before typed text is lost, the slash."""

from __future__ import annotations

import pytest

from lungang.campaign.core import kinds
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.factories import make_actor, make_campaign
from tests.web import office_scenes as scenes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.styleguide.urls"),
]


@pytest.fixture
def guide(visit):
    make_campaign()

    def open_guide(**settings):
        actor = make_actor(Office.PERSONNEL_SECTION)
        for name, value in settings.items():
            setattr(actor.user, name, value)
        with writing():
            actor.user.save()
        return visit(actor, "/styleguide/")

    return open_guide


def test_a_form_goes_once(guide):
    page = guide()
    page.evaluate(
        """() => {
          window.sent = 0;
          const form = document.querySelector('form[data-guard]');
          form.noValidate = true;
          document.addEventListener('submit', e => { if (!e.defaultPrevented) { window.sent += 1; }
            e.preventDefault(); });
        }"""
    )
    button = page.locator("form[data-guard] .btn.pri")
    button.click()
    button.click(force=True)
    assert page.evaluate("window.sent") == 1
    assert button.get_attribute("aria-disabled") == "true"


def test_typed_text_is_not_lost_without_a_word(guide):
    page = guide()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_name").fill("改了")
    page.goto("/")
    assert asked == ["beforeunload"]


def test_nothing_typed_asks_nothing(guide):
    page = guide()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/")
    assert asked == []


def test_the_slash_goes_to_the_search_unless_one_types(guide):
    page = guide()
    page.locator(".head .btn.pri").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("#id_name").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_keys_can_be_switched_off(guide):
    page = guide(keyboard_shortcuts=False)
    page.locator(".head .btn.pri").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") != "search"


def test_rows_can_be_loose(guide):
    tight = guide().locator("#p1").bounding_box()["height"]
    loose = guide(prefers_loose_rows=True).locator("#p1").bounding_box()["height"]
    assert loose - tight == pytest.approx(8)
    assert 36 <= tight <= 40


def test_the_row_that_was_saved_has_the_focus(visit, monkeypatch):
    scenes.set_clock(monkeypatch)
    monkeypatch.setattr(kinds, "_kinds", {kind.key: kind for kind in scenes.kinds()})
    _campaign, officer = scenes.make_unit_morning()
    page = visit(officer)
    page.evaluate("sessionStorage.setItem('lungang-row', 'task-kinship')")
    page.reload()
    assert page.evaluate("document.activeElement.closest('li').id") == "task-kinship"
    page.reload()  # once only
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/#task-rosters")
    page.reload()
    assert page.evaluate("document.activeElement.closest('li').id") == "task-rosters"


def test_the_head_of_a_table_stays_in_sight(guide):
    page = guide()
    page.locator("#p12").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('p6').scrollIntoView(true)")
    assert page.locator(".lay thead th").first.bounding_box()["y"] == pytest.approx(0, abs=1)


def test_a_wide_table_scrolls_in_its_own_box_with_its_first_column(guide):
    page = guide()
    page.set_viewport_size({"width": 375, "height": 740})
    box = page.locator(".lay .scroll")
    before = page.locator("#p2 td").first.bounding_box()["x"]
    box.evaluate("e => { e.scrollLeft = 200 }")
    assert page.locator("#p2 td").first.bounding_box()["x"] == pytest.approx(before, abs=1)
    assert box.get_attribute("tabindex") == "0"
