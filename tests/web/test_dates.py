"""Dates and time left as an office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from lungang.web import dates
from tests.web.office_scenes import MORNING, set_clock


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    set_clock(monkeypatch)


@pytest.mark.parametrize(
    ("name", "value", "chinese", "english"),
    [
        ("day", date(2004, 11, 3), "11 月 3 日", "3 Nov"),
        ("day", date(2003, 11, 3), "2003 年 11 月 3 日", "3 Nov 2003"),
        ("full_day", date(2004, 11, 3), "2004 年 11 月 3 日", "3 Nov 2004"),
        ("long_day", date(2004, 11, 23), "2004 年 11 月 23 日，星期二", "Tuesday, 23 Nov 2004"),
        ("dotted", date(2004, 12, 6), "12.06", "12.06"),
        ("month", date(1995, 3, 1), "1995.03", "1995.03"),
        ("when", MORNING, "今天 09:12", "today 09:12"),
        ("when", MORNING + timedelta(days=1), "明天 09:12", "tomorrow 09:12"),
        ("when", MORNING - timedelta(days=1), "昨天 09:12", "yesterday 09:12"),
        ("when", MORNING + timedelta(days=3), "11 月 26 日 09:12", "26 Nov 09:12"),
        ("brief", MORNING, "今天 09:12", "today 09:12"),
        ("brief", MORNING - timedelta(days=1), "11 月 22 日", "22 Nov"),
        ("moment", MORNING, "11 月 23 日 09:12", "23 Nov 09:12"),
        # midnight is the office's, not the meridian's
        ("day", datetime(2004, 11, 23, 17, tzinfo=UTC), "11 月 24 日", "24 Nov"),
    ],
)
def test_days(name, value, chinese, english):
    with translation.override("zh-hans"):
        assert getattr(dates, name)(value) == chinese
    with translation.override("en"):
        assert getattr(dates, name)(value) == english
    assert getattr(dates, name)(None) == ""


@pytest.mark.parametrize(
    ("distance", "chinese", "english"),
    [
        (timedelta(minutes=24, seconds=30), "还有 24 分钟", "24 min left"),
        (timedelta(hours=2, minutes=48, seconds=30), "还有 2 小时 48 分", "2 h 48 min left"),
        (timedelta(days=1, hours=7, seconds=30), "还有 1 天 7 小时", "1 day 7 h left"),
        (timedelta(days=3, seconds=30), "还有 3 天", "3 days left"),
        (-timedelta(minutes=12, seconds=30), "已过 12 分钟", "12 min over"),
        (-timedelta(days=2, seconds=30), "已过 2 天", "2 days over"),
    ],
)
def test_time_left(distance, chinese, english):
    with translation.override("zh-hans"):
        assert dates.left(MORNING + distance) == chinese
    with translation.override("en"):
        assert dates.left(MORNING + distance) == english
    assert dates.left(None) == ""


def test_time_left_as_a_page_of_its_own(client):
    until = int((MORNING + timedelta(hours=2, minutes=48, seconds=30)).timestamp())
    assert client.get(f"/left/{until}/").content.decode() == "还有 2 小时 48 分"
    assert client.get(f"/left/{until}/?in=en").content.decode() == "2 h 48 min left"
    assert client.get("/left/99999999999999999999/").status_code == 200
    assert client.post(f"/left/{until}/").status_code == 405
