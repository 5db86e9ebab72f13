"""The half-year guard: how long a new leading post is held at least (M13)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from lungang.campaign.transfer.models import Journey


def held_until(journey: Journey) -> date | None:
    """Return the first day on which the new post may be given up without a reason.

    None where nobody is appointed yet, or the principle does not bind the post.
    """
    months = journey.terms.hold_months
    if journey.appointed_on is None or not journey.holds or not months:
        return None
    return months_after(journey.appointed_on, months)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, the month's last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
