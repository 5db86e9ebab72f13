"""The pages of the outcomes in a real browser: accessible, narrow, zoomed, whole on paper."""

from __future__ import annotations

import re

import pytest

from lungang.campaign.core.actions import add_observer
from lungang.campaign.outcomes.actions import publish
from lungang.campaign.outcomes.published import to_publish
from lungang.campaign.outcomes.results import Result
from lungang.campaign.transfer.queries import work_meeting
from lungang.platform.accounts.offices import Office
from tests.campaign.transfer.released import Transfer
from tests.web.browser import DESK, PHONE, assert_keeps_to_the_house, picture, printed
from tests.web.moves import go

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def both(page, name: str, primary: str = "") -> None:
    picture(page, f"{name}-1440")
    assert_keeps_to_the_house(page, primary)
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-375")
    page.set_viewport_size(DESK)


def on_paper(page) -> list[str]:
    return [re.sub(r"\s", "", text) for text in printed(page)]


def test_the_pages_keep_to_the_house(released: Transfer, visit) -> None:
    for journey in list(released.campaign.journeys.all())[:6]:
        released.bring_to(journey, "report")
    page = visit(released.personnel, "/outcomes/")
    both(page, "outcomes", ".head .btn.pri")
    sheets = on_paper(page)
    assert all(row in "".join(sheets) for row in ("副科长13.7%", "项目、经费审批3", "18个单位"))
    both(visit(released.personnel, "/outcomes/?of=there"), "outcomes-there")
    page = visit(released.county.office(Office.INSPECTOR), "/outcomes/people/")
    both(page, "outcomes-people")
    names = [row.name for row in released.campaign.journeys.all()]
    paper = "".join(on_paper(page))
    assert [name for name in names if name not in paper] == []
    both(visit(released.personnel, "/outcomes/people/?stand=away"), "outcomes-away")
    both(visit(released.county.group, "/outcomes/reasons/"), "outcomes-reasons")
    both(visit(released.old(released.one()), "/outcomes/"), "outcomes-unit")


def test_what_is_published_keeps_to_the_house(released: Transfer, visit) -> None:
    both(visit(released.county.group, "/outcomes/publish/"), "outcomes-publish", "main .btn.pri")
    observer = released.county.office(Office.OBSERVER)
    both(visit(observer, "/outcomes/"), "outcomes-awaited")
    add_observer(released.personnel, released.campaign.pk, observer.holding.pk)
    meeting = work_meeting(released.campaign)
    publish(
        released.county.group, released.campaign, meeting.digest,
        computed=to_publish(Result(meeting)),
    )  # fmt: skip
    both(visit(observer, "/outcomes/"), "outcomes-published")


def test_without_javascript_numbers_lead_to_people_and_files_come(
    released: Transfer, visit
) -> None:
    page = visit(released.personnel, "/outcomes/", javascript=False)
    go(page.locator("section.bt >> text=23").first)
    assert page.locator("section.list tbody tr").count() == 23
    page.goto("/outcomes/")
    with page.expect_download() as taken:
        page.click("text=下载统计表 xlsx")
    assert taken.value.suggested_filename.endswith("结果统计.xlsx")
