"""Scenarios, meetings, minutes and the decision in a real browser: read, heard, small, on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lungang.campaign.deliberation import actions, door
from lungang.demo import make_county
from tests.campaign.deliberation.table.conftest import UNITS
from tests.campaign.deliberation.table.room import Room, make_room
from tests.campaign.screening.county import only
from tests.web.browser import (
    PHONE,
    ZOOMED,
    assert_accessible,
    assert_no_sideways_scroll,
    picture,
    printed,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    """A meeting with two scenarios, marks, a plan sent back and another one asked for."""
    monkeypatch.setattr(door, "is_open", lambda _request, _reader: True)
    found = make_room(only(make_county(), *UNITS), monkeypatch)
    found.scenario = found.compute()
    found.compute("再算一个")
    found.meeting = found.open()
    found.settle(found.scenario)
    first = found.ask(found.scenario)
    actions.send_back(found.organisation, found.campaign, first.pk, "再议一次")
    return found


def pages(room: Room) -> dict[str, str]:
    here = f"/deliberation/meetings/{room.meeting.pk}/"
    return {
        "scenarios": "/deliberation/scenarios/",
        "compare": "/deliberation/scenarios/compare/",
        "meetings": "/deliberation/meetings/",
        "meeting": here,
        "change": f"{here}change/",
        "minutes": f"{here}minutes/",
        "before": "/deliberation/decision/",
    }


def test_every_page_is_read_heard_and_fits(room: Room, visit: Callable[..., Any]) -> None:
    for name, path in pages(room).items():
        page = visit(room.personnel, path)
        assert_accessible(page)
        picture(page, f"meeting-{name}")
        for size in (PHONE, ZOOMED):
            assert_no_sideways_scroll(page, size)


def test_the_decision_is_read_heard_and_printed_with_its_code(
    room: Room, visit: Callable[..., Any]
) -> None:
    room.ask(room.scenario)
    for actor, name in ((room.personnel, "own"), (room.organisation, "other")):
        page = visit(actor, "/deliberation/decision/")
        assert_accessible(page)
        picture(page, f"decision-{name}")
        assert_no_sideways_scroll(page, PHONE)
    for sheet in printed(page):
        assert room.readers[room.organisation].code in sheet


def test_the_form_to_open_a_meeting(room: Room, visit: Callable[..., Any]) -> None:
    actions.close_meeting(room.personnel, room.campaign, room.meeting.pk)
    page = visit(room.personnel, "/deliberation/meetings/open/")
    assert_accessible(page)
    picture(page, "meeting-open")
    assert_no_sideways_scroll(page, PHONE)


def test_the_minutes_of_a_meeting_that_is_over(room: Room, visit: Callable[..., Any]) -> None:
    decision = room.ask(room.scenario)
    actions.close_meeting(room.personnel, room.campaign, room.meeting.pk)
    actions.confirm(room.organisation, room.campaign, decision.pk, decision.opened.digest)
    page = visit(room.personnel, f"/deliberation/meetings/{room.meeting.pk}/minutes/")
    assert "散会以后" in page.locator("main").inner_text()
    assert_accessible(page)
    picture(page, "meeting-minutes-over")
    for size in (PHONE, ZOOMED):
        assert_no_sideways_scroll(page, size)
    sheets = printed(page)
    assert all(room.readers[room.personnel].code in sheet for sheet in sheets)
