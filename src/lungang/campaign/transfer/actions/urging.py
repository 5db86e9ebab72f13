"""Urging whoever is late, unit by unit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import WorkMeeting
from lungang.campaign.transfer.queries import work_meeting
from lungang.campaign.transfer.showing import late_units
from lungang.campaign.transfer.states import STEPS
from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send
from lungang.platform.organisation.models import Unit


@action("transfer.urge")
def urge(act: Act, campaign: Campaign) -> WorkMeeting:
    """Tell the units whose turn it is with somebody of this section and whose time is over.

    Raises:
        NotNow: nobody is late, or nothing is released.
    """
    act.require(access.may_run(act.actor))
    require_step(act, campaign, *STEPS)
    meeting = work_meeting(campaign)
    late = late_units(act.actor, campaign) if meeting else {}
    if meeting is None or not late:
        raise NotNow(_("没有过时未办的单位，不用催"))
    units = Unit.objects.in_bulk(late)
    for unit, number in late.items():
        subject = f"催办：有 {number} 人的交流手续过了时限"
        for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
            send(act, office, units[unit], subject, path=reverse("transfer:board"), urgent=True)
    act.record(meeting, f"催办过时未办的 {len(late)} 个单位")
    return meeting
