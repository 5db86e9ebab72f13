"""Days that the county keeps otherwise than the national calendar."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lungang.campaign.core import access
from lungang.campaign.core.models import CalendarDay
from lungang.campaign.core.queries import campaigns_under_way
from lungang.platform.actions import Act, action


@action("core.set_calendar_day")
def set_calendar_day(
    act: Act, pk: UUID, day: date, *, is_working: bool, reason: str, seen: int | None = None
) -> CalendarDay:
    """Say that offices are open, or closed, on a day; deadlines already given stay.

    Raises:
        Stale: the day was registered, or anything else of the campaign changed, after the page was
            opened (``seen``: the campaign's version).
    """
    act.require(access.may_run_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    row, _made = CalendarDay.objects.update_or_create(
        campaign=campaign, day=day, defaults={"is_working": is_working, "reason": reason}
    )
    campaign.save()  # a page opened before shows the days as they were
    act.record(row, "登记上班日期", reason=reason, day=day.isoformat(), is_working=is_working)
    return row
