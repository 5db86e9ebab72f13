"""The pages of the transfer in a real browser: accessible, narrow, zoomed, by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from lungang.campaign.deliberation.models import Reader
from lungang.campaign.transfer.models import AvoidanceDuty
from lungang.platform import clock
from lungang.platform.accounts.offices import SECTION_OF, Office
from tests.campaign.transfer.released import Transfer
from tests.web.browser import DESK, PHONE, assert_keeps_to_the_house, picture, printed

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WAY_OF = (
    "collect", "bring", "letter", "hand", "hand_over", "report", "bring", "letter", "hand", "",
)  # fmt: skip
"""How far one after another of the list has come; "" has not taken the notice."""


def both(page, name: str, primary: str = "") -> None:
    picture(page, f"{name}-1440")
    assert_keeps_to_the_house(page, primary) if primary else assert_keeps_to_the_house(page)
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-375")
    page.set_viewport_size(DESK)


def test_the_meeting_and_what_stands_before_it(decided: Transfer, visit) -> None:
    both(visit(decided.county.office(Office.SUPERVISION), "/transfer/"), "transfer-awaited")
    page = visit(decided.personnel, "/transfer/")
    (cookie,) = [row for row in page.context.cookies() if "session" in row["name"]]
    session = SessionStore(cookie["value"])
    reader = Reader.objects.get(holding=decided.personnel.holding)
    session["sealed_plan_opened"] = (str(reader.pk), clock.now().timestamp())
    session.save()
    page.goto("/transfer/release/")
    both(page, "transfer-release", "form .btn.pri")


def test_the_board_and_a_persons_page(decided: Transfer, visit, monkeypatch) -> None:
    start = clock.now()
    units = {decided.county.units[move.from_unit].pk for move in decided.decision.opened.plan.moves}
    decided.release(roll=dict.fromkeys(sorted(units)[1:], "某局长"))
    for number, journey in enumerate(decided.campaign.journeys.all()):
        if verb := WAY_OF[number % len(WAY_OF)]:
            decided.bring_to(journey, verb)
    moment = start + timedelta(hours=3, minutes=36)
    monkeypatch.setattr(clock, "now", lambda: moment)
    both(visit(decided.personnel, "/transfer/"), "transfer-board", ".head .btn.pri")
    sheets = [
        re.sub(r"\s", "", text) for text in printed(visit(decided.county.group, "/transfer/"))
    ]
    sections = ("人事局公务员管理科23人", "组织部干部科4人")
    on = [[n for n, text in enumerate(sheets) if section in text] for section in sections]
    assert len(on[0]) == len(on[1]) == 1, sheets
    assert on[0] != on[1]
    both(visit(decided.personnel, "/transfer/notices/"), "transfer-notices")
    both(visit(decided.county.group, "/transfer/meeting/"), "transfer-meeting")
    late = decided.one(state="notice")
    for name, journey in (("late", late), ("letter", decided.one(state="section_letter"))):
        page = visit(decided.section(journey), f"/transfer/{journey.pk}/")
        both(page, f"transfer-person-{name}")
    arrived = decided.one(state="arrived")
    both(visit(decided.new(arrived), f"/transfer/{arrived.pk}/"), "transfer-person-new-unit")
    both(visit(decided.old(arrived), "/transfer/"), "transfer-board-unit")


def test_the_hours_and_a_duty_of_avoidance(released: Transfer, visit) -> None:
    meeting, duty = released.campaign.work_meetings.get(), AvoidanceDuty.objects.get()
    section = released.county.office(SECTION_OF[duty.authority])
    page = visit(section, f"/transfer/meeting/{meeting.pk}/hours/")
    both(page, "transfer-hours", "form .btn.pri")
    page.goto(f"/transfer/duties/{duty.pk}/")
    both(page, "transfer-duty", "form .btn.pri")
    page.goto("/transfer/")
    assert_keeps_to_the_house(page)
    picture(page, "transfer-board-duties")
    assert duty.name in page.content()
