"""The pages of repairs in a real browser: accessible, narrow, zoomed, by keyboard."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore

from lungang.campaign.deliberation.models import Reader
from lungang.campaign.transfer.queries import work_meeting
from lungang.platform import clock
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.test_transfer_in_browser import both

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_pages_before_the_release(mending: Mending, visit) -> None:
    journey = mending.redirecting()
    section = mending.transfer.section(journey)
    page = visit(section, "/transfer/")
    (cookie,) = [row for row in page.context.cookies() if "session" in row["name"]]
    session = SessionStore(cookie["value"])
    reader = Reader.objects.get(holding=section.holding)
    session["sealed_plan_opened"] = (str(reader.pk), clock.now().timestamp())
    session.save()
    page.goto("/repairs/")
    both(page, "repairs-none")
    page.goto(f"/repairs/report/?person={journey.pk}")
    both(page, "repairs-report", "form .btn.pri")
    row = mending.report(journey, reason="住院，有县医院证明")
    page.goto(f"/repairs/{row.pk}/")
    both(page, "repairs-reported")
    page.locator("details", has_text="撤回登记的情况").first.locator("summary").click()
    both(page, "repairs-take-back")
    mending.compute()
    page.goto(f"/repairs/{row.pk}/")
    both(page, "repairs-computed", "form .btn.pri")
    mending.ask()
    mending.confirm()
    page.goto("/repairs/")
    both(page, "repairs-list")
    page.goto(f"/repairs/{row.pk}/release/")
    both(page, "repairs-release", "form .btn.pri")


def test_the_story_after_the_release(mending: Mending, visit) -> None:
    journey = mending.redirecting()
    mending.transfer.bring_to(journey, "bring")
    meeting = mending.mend(journey)
    new = mending.standing(meeting=work_meeting(mending.campaign))[0]
    both(visit(mending.personnel, "/transfer/"), "repaired-board")
    both(visit(mending.personnel, "/transfer/notices/"), "repaired-notices")
    both(visit(mending.personnel, "/outcomes/people/"), "repaired-people")
    both(visit(mending.transfer.section(journey), f"/transfer/{journey.pk}/"), "repaired-stays")
    both(visit(mending.transfer.section(new), f"/transfer/{new.pk}/"), "repaired-new")
    page = visit(mending.transfer.section(new), f"/transfer/{new.replaces_id}/")
    both(page, "repaired-old")
    assert meeting.paper in visit(mending.personnel, "/transfer/meeting/").content()
