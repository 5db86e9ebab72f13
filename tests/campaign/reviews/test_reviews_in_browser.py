"""The pages of review in a real browser: accessible, narrow, zoomed, by keyboard."""

from __future__ import annotations

import pytest

from lungang.campaign.reviews import actions
from tests.campaign.reviews.asked import ask, in_days, moved
from tests.campaign.transfer.released import Transfer
from tests.web.browser import DESK, PHONE, assert_keeps_to_the_house, picture, printed
from tests.web.moves import go

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def both(page, name: str, primary: str = "") -> None:
    picture(page, f"{name}-1440")
    assert_keeps_to_the_house(page, primary) if primary else assert_keeps_to_the_house(page)
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-375")
    page.set_viewport_size(DESK)


def test_the_pages_of_review(released: Transfer, visit, monkeypatch) -> None:
    rows = list(released.campaign.journeys.filter(authority="personnel_bureau")[:4])
    for journey in rows[:3]:
        released.bring_to(journey, "hand")
    section, campaign = released.personnel, released.campaign
    both(visit(moved(rows[0]), f"/reviews/of/{rows[0].pk}/"), "review-ask", "form .btn.pri")
    both(visit(moved(rows[0]), f"/transfer/{rows[0].pk}/"), "review-way")
    both(visit(moved(rows[0]), "/"), "review-home")
    first = ask(released, rows[0])
    actions.answer(section, campaign, ask(released, rows[3]).pk, "change", "另行安排到县审计局")
    in_days(monkeypatch, 45)
    late = ask(released, rows[1], why_late="住院，出院证明附后")
    both(visit(section, "/reviews/"), "review-board")
    both(visit(section, f"/reviews/{late.pk}/"), "review-late", "form .btn.pri")
    both(visit(section, f"/reviews/{first.pk}/"), "review-open", "form .btn.pri")
    both(visit(section, f"/reviews/of/{rows[2].pk}/"), "review-on-paper", "form .btn.pri")


def test_the_page_of_entries_and_its_slips(released: Transfer, visit) -> None:
    page = visit(released.organisation, "/reviews/entries/")
    both(page, "review-entries", "form .btn.pri")
    go(page.locator("form .btn.pri"))
    assert page.locator(".slips li").count() == 4
    both(page, "review-slips")
    go(page.locator("text=重发链接 >> nth=0"))
    assert page.locator(".slips li").count() == 1
    (sheet,) = printed(page)
    assert "/accounts/invitation/" in sheet.replace("\n", "")
    assert "谁有账号" not in sheet
