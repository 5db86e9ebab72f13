"""Working days and hours: the nation's, the county's own, and years that nobody arranged."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from lungang.campaign.core.calendar import Calendar, add_working_hours, deadline
from lungang.campaign.core.models import CalendarDay
from lungang.platform.guard import writing
from tests.factories import make_campaign

HERE = ZoneInfo("Asia/Shanghai")
PLAIN = Calendar({})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2004, 12, 24), True),
        (date(2004, 12, 25), False),  # a Saturday
        (date(2004, 10, 1), False),
        (date(2004, 10, 9), True),  # a Saturday worked for the holiday
        (date(2003, 10, 1), True),  # a Wednesday of a year that nobody arranged
        (date(2003, 10, 4), False),
    ],
)
def test_national(day, works):
    assert PLAIN.is_working(day) is works


def test_the_county_goes_before_the_nation():
    own = Calendar({date(2004, 12, 25): True, date(2004, 12, 24): False})
    assert own.is_working(date(2004, 12, 25))
    assert not own.is_working(date(2004, 12, 24))
    assert own.note(date(2004, 12, 25)) == ""


def test_notes_of_days():
    assert PLAIN.note(date(2004, 12, 24)) == ""
    assert "照给定的算" in PLAIN.note(date(2004, 12, 25))
    assert "2003 年" in PLAIN.note(date(2003, 10, 1))
    assert Calendar({date(2003, 10, 1): False}).note(date(2003, 10, 1)) != ""
    assert "2003" not in Calendar({date(2003, 10, 1): False}).note(date(2003, 10, 1))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2004-11-23T09:12", 2, "2004-11-23T11:12"),
        ("2004-11-23T09:12", 3.5, "2004-11-23T14:12"),  # over noon
        ("2004-11-23T12:30", 1, "2004-11-23T14:30"),  # at noon nobody is there
        ("2004-11-23T07:00", 0, "2004-11-23T08:30"),
        ("2004-11-23T08:30", 7, "2004-11-23T17:00"),  # a whole day ends with it
        ("2004-11-26T16:00", 2, "2004-11-29T09:30"),  # over a weekend
        ("2004-11-26T20:00", 0.5, "2004-11-29T09:00"),
    ],
)
def test_hours(start, hours, end):
    assert PLAIN.add_hours(at(start), hours) == at(end)


def test_hours_are_counted_forwards():
    with pytest.raises(ValueError, match="forwards"):
        PLAIN.add_hours(at("2004-11-23T09:12"), -1)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2004-11-23T09:12", 1, "2004-11-24T17:00"),  # the first day does not count
        ("2004-11-23T23:59", 3, "2004-11-26T17:00"),
        ("2004-11-26T09:00", 1, "2004-11-29T17:00"),
        ("2004-11-27T09:00", 0, "2004-11-29T17:00"),
        ("2004-09-30T09:00", 1, "2004-10-08T17:00"),  # a week of holidays
    ],
)
def test_days(start, days, end):
    assert PLAIN.close_of(at(start), days) == at(end)


@pytest.mark.django_db
def test_of_a_campaign():
    campaign = make_campaign()
    with writing():
        CalendarDay.objects.create(
            campaign=campaign, day=date(2004, 11, 24), is_working=False, reason="县里放假"
        )
    assert deadline(campaign, at("2004-11-23T09:00"), 1) == at("2004-11-25T17:00")
    assert add_working_hours(campaign, at("2004-11-23T16:00"), 2) == at("2004-11-25T09:30")
