"""The messages on the desk: the newest first, and of another year with the year."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core.actions.tasks import said
from lungang.campaign.core.desk import latest_notices
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.factories import make_actor


@pytest.mark.django_db
def test_newest_first() -> None:
    officer = make_actor(Office.HR_OFFICER)
    now = clock.now()
    with writing():
        for hours in (5, 1, 7, 3, 2, 6):
            Notice.objects.create(
                office=officer.office,
                unit_id=officer.unit_id,
                at=now - timedelta(hours=hours),
                sender="两科",
                subject=str(hours),
            )
    shown, total = latest_notices(officer)
    assert [notice.subject for notice in shown] == ["1", "2", "3", "5", "6"]
    assert total == 6


def test_a_moment_of_another_year_says_the_year() -> None:
    now = clock.now()
    assert " 年 " not in said(now)
    then = now + timedelta(days=400)
    assert said(then).startswith(f"{then.year} 年 ")
