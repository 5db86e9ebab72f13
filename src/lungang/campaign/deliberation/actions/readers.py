"""The leading group says who may read the plan before it is released (知悉名单)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.codes import new_code
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.queries import listable, readers
from lungang.campaign.deliberation.states import LIST_STEPS
from lungang.errors import NotNow
from lungang.platform.actions import Act, action


@action("deliberation.list_reader")
def list_reader(act: Act, campaign: Campaign, holding: int) -> Reader:
    """Put somebody on the need-to-know list, in one office, with a code of the reader's own.

    Raises:
        NotNow: the person is on it in that office, or no office of that kind is held today.
    """
    act.require(access.may_list_readers(act.actor))
    require_step(act, campaign, *LIST_STEPS)
    found = listable(campaign).filter(pk=holding).first()
    if found is None:
        raise NotNow(_("这个人已在名单上，或者现在不在可以列入的岗位上，没有列入"))
    assert act.actor.holding is not None
    reader = Reader(
        campaign=campaign,
        holding=found,
        code=new_code(campaign, found.user),
        listed_at=act.at,
        listed_by=act.actor.holding,
    )
    reader.save()
    said = f"列入知悉名单：{found.get_office_display()}{found.user.name}"
    act.record(reader, said, code=reader.code)
    return reader


@action("deliberation.remove_reader")
def remove_reader(act: Act, campaign: Campaign, pk: UUID, *, seen: int | None = None) -> Reader:
    """Take somebody off the list; with the next request the plan is not there for that person.

    After the release too: minutes and working stay sealed to the list.

    Raises:
        NotPermitted: nobody of that number is on the list.
    """
    act.require(access.may_list_readers(act.actor))
    require_step(act, campaign, *LIST_STEPS)
    reader = act.lock(readers(campaign), pk, seen=seen)
    reader.removed_at, reader.removed_by = act.at, act.actor.holding
    reader.save()
    held = reader.holding
    said = f"移出知悉名单：{held.get_office_display()}{held.user.name}"
    act.record(reader, said, code=reader.code)
    return reader
