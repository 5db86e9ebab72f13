"""Each of the two sections gives its half of the tie-break seed (定序数), unseen by the other."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.models import SeedValue
from lungang.campaign.deliberation.queries import principles_of, seed_values
from lungang.campaign.deliberation.seeds import fitting
from lungang.campaign.deliberation.states import STEPS, PrinciplesState
from lungang.errors import NotNow
from lungang.platform.actions import Act, action


@action("deliberation.give_seed")
def give_seed(
    act: Act, campaign: Campaign, pk: UUID, value: str, *, seen: int | None = None
) -> SeedValue:
    """Give the own office's half. It is sealed; what goes on record is that it was given.

    Raises:
        InputError: it is not so many digits or letters.
        NotNow: the principles are not decided, the half is given, or the same person gave the
            other one.
    """
    act.require(access.may_give_seed(act.actor))
    require_step(act, campaign, *STEPS)
    row = act.lock(principles_of(campaign), pk, seen=seen)
    if row.state != PrinciplesState.DECIDED:
        raise NotNow(_("原则和程序还没有定下，或者已经退回，现在不报定序数"))
    holding = act.actor.holding
    assert holding is not None
    given = seed_values(row)
    if any(one.office == holding.office for one in given):
        raise NotNow(_("本科室的定序数已经报过，不能再报"))
    if any(one.given_by.user_id == holding.user_id for one in given):
        raise NotNow(_("另一科室的定序数是你报的，这一个请本科室的另一人报"))
    half = SeedValue.objects.create(
        principles=row,
        office=holding.office,
        value=fitting(value),
        given_at=act.at,
        given_by=holding,
    )
    act.record(half, "报定序数", principles=row.number)
    return half
