"""Representatives who read what is published."""

from __future__ import annotations

from uuid import UUID

from lungang.campaign.core import access
from lungang.campaign.core.models import Observer
from lungang.campaign.core.queries import campaigns_under_way, observer_holdings
from lungang.platform.actions import Act, action


@action("core.add_observer")
def add_observer(act: Act, pk: UUID, holding: int) -> Observer:
    """Admit somebody who holds the office of observer (人大政协) to this campaign."""
    act.require(access.may_run_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk)
    seat = act.lock(observer_holdings(), holding)
    row, _made = Observer.objects.get_or_create(
        campaign=campaign, holding=seat, defaults={"added_at": act.at}
    )
    act.record(row, "请人大政协代表监督", holding=seat.pk)
    return row
