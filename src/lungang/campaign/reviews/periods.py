"""The two clocks of a review: until when one may ask, and by when it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.calendar import CLOSE, Calendar, calendar_of
from lungang.campaign.reviews.law import Law, law_on
from lungang.campaign.transfer.models import Journey
from lungang.platform import clock

KNOWN_BY = ("hand", "remove")
"""Acts by which somebody surely knows: the letter in the own hand, and the removal put on record.
The list was read out before, but who was not in the room need not have heard it."""


@dataclass(frozen=True)
class Period:
    """Until when review may be asked for. Without ``since`` the clock does not run yet."""

    law: Law
    since: date | None
    until: date | None

    @property
    def is_over(self) -> bool:
        """Whether its last day is behind us."""
        return self.until is not None and clock.today() > self.until


def said(day: date) -> str:
    """Return a day in words, in the reader's language."""
    return _("{year} 年 {month} 月 {day} 日").format(year=day.year, month=day.month, day=day.day)


def law_of(journey: Journey) -> Law:
    """Return the law in force on the day when the list was read out."""
    return law_on(timezone.localdate(journey.meeting.held_at))


def period_of(journey: Journey, calendar: Calendar | None = None) -> Period:
    """Return until when review of a move may be asked for.

    The later of the two counts, in favour of the person: removal from the old post is what the law
    names, and may come weeks after the letter.
    """
    law = law_of(journey)
    told = [timezone.localdate(row.at) for row in journey.receipts.all() if row.act in KNOWN_BY]
    if not told:
        return Period(law, None, None)
    own = calendar or calendar_of(journey.campaign)
    return Period(law, max(told), last_day(own, max(told), law.ask_days))


def due_at(journey: Journey, received_on: date) -> datetime:
    """Return by when a request that came in on a day is answered: close of business."""
    day = last_day(calendar_of(journey.campaign), received_on, law_of(journey).reply_days)
    return timezone.make_aware(datetime.combine(day, CLOSE))


def last_day(calendar: Calendar, start: date, days: int) -> date:
    """Return the last day of a period of calendar days.

    The day on which it begins does not count; where the last is one of rest, the next working day
    is the last (民法典 art. 201, 203, and the general principles before it).
    """
    day = start + timedelta(days=days)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day
