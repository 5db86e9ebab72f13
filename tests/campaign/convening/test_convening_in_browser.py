"""The pages of the meeting that is convened, in a real browser."""

from __future__ import annotations

import pytest

from lungang.campaign.convening import actions
from lungang.platform.accounts.offices import Office
from tests.campaign.convening.test_convening import PLACE, soon
from tests.campaign.transfer.released import Transfer
from tests.web.browser import DESK, PHONE, assert_keeps_to_the_house, picture

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def both(page, name: str, primary: str = "") -> None:
    picture(page, f"{name}-1440")
    assert_keeps_to_the_house(page, primary) if primary else assert_keeps_to_the_house(page)
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-375")
    page.set_viewport_size(DESK)


def test_the_pages_of_the_meeting(decided: Transfer, visit) -> None:
    section, campaign = decided.personnel, decided.campaign
    both(visit(section, "/convening/convene/"), "meeting-convene", "form .btn.pri")
    row = actions.convene(section, campaign, soon(), PLACE)
    both(visit(section, "/convening/"), "meeting-section")
    both(visit(section, "/convening/change/"), "meeting-change", "form .btn.pri")
    head = decided.county.office(Office.UNIT_HEAD, next(iter(decided.county.units)))
    both(visit(head, "/"), "meeting-desk")
    actions.change(section, campaign, row.pk, soon(3), "二会议室", "礼堂维修")
    both(visit(head, "/convening/"), "meeting-unit")
