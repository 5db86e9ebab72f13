"""Working days and hours: the national calendar, and what the county does otherwise.

The State Council's arrangements (holidays, and weekends worked in exchange) come from
``chinesecalendar``, which has them from 2004 on. For years that it lacks Monday to Friday are
working days, and :meth:`Calendar.note` says so: the county enters its holidays itself
(:class:`~lungang.campaign.core.models.CalendarDay`), which go before everything else.

A deadline that somebody *gives* is taken as given, whatever day it is (25 December 2004 was a
Saturday). Only deadlines that are *counted* fall on working days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign

HOURS = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 0)))
"""Office hours, morning and afternoon."""
CLOSE = HOURS[-1][1]


def national(day: date) -> bool | None:
    """Whether the national calendar makes a day a working day; None for years that it lacks."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@dataclass(frozen=True)
class Calendar:
    """The county's calendar. ``own`` are the days that it keeps otherwise."""

    own: Mapping[date, bool]

    def is_working(self, day: date) -> bool:
        """Whether offices are open on a day."""
        if day in self.own:
            return self.own[day]
        known = national(day)
        return day.weekday() < 5 if known is None else known

    def note(self, day: date) -> str:
        """Say what a reader must know of a day: that it is none of work, or a mere guess."""
        if day not in self.own and national(day) is None:
            return _("{year} 年没有全国放假安排，按周一至周五上班算，节假日请自行登记").format(
                year=day.year
            )
        return "" if self.is_working(day) else _("这一天不上班，时限照给定的算")

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """Return the moment when so many office hours have passed since ``start``."""
        left = timedelta(hours=hours)
        if left < timedelta():
            raise ValueError("hours are counted forwards")
        for opens, closes in self._hours(timezone.localtime(start)):
            begins = max(opens, start)
            if begins < closes and left <= closes - begins:
                return begins + left
            left -= max(closes - begins, timedelta())
        raise AssertionError("there is always another day")  # pragma: no cover

    def close_of(self, start: datetime, days: int) -> datetime:
        """Return the close of business of the ``days``-th working day after the day of ``start``.

        The day on which a period begins does not count, and it ends with business hours
        (民法典 art. 201, 203).
        """
        day = timezone.localtime(start).date()
        left = days
        while left > 0 or not self.is_working(day):
            day += timedelta(days=1)
            left -= self.is_working(day)
        return timezone.make_aware(datetime.combine(day, CLOSE))

    def _hours(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = start.date()
        while True:
            if self.is_working(day):
                for opens, closes in HOURS:
                    yield (
                        timezone.make_aware(datetime.combine(day, opens)),
                        timezone.make_aware(datetime.combine(day, closes)),
                    )
            day += timedelta(days=1)


def calendar_of(campaign: Campaign) -> Calendar:
    """Return the calendar of a campaign, read once."""
    return Calendar(dict(campaign.days.values_list("day", "is_working")))


def add_working_hours(campaign: Campaign, start: datetime, hours: float) -> datetime:
    """Return the moment when so many office hours have passed since ``start``."""
    return calendar_of(campaign).add_hours(start, hours)


def deadline(campaign: Campaign, start: datetime, days: int) -> datetime:
    """Return the close of business of the ``days``-th working day after the day of ``start``."""
    return calendar_of(campaign).close_of(start, days)
