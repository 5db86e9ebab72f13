"""Every opening of the asked office's door, and every reading of an inquiry, is on record."""

from __future__ import annotations

from uuid import UUID

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.procedure import access
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import inquiries_for
from lungang.campaign.procedure.states import STEPS
from lungang.platform.actions import Act, action


@action("procedure.open", veils_actor=True)
def note_opening(act: Act, campaign: Campaign) -> None:
    """Put on record that an asked office opened its inquiries with the second factor.

    Raises:
        NotPermitted: nothing was asked of this office.
        NotNow: another step.
    """
    asked = access.may_answer(act.actor) and inquiries_for(act.actor, campaign).exists()
    act.require(asked)
    require_step(act, campaign, *STEPS)
    act.record(None, "打开征询")


@action("procedure.read", veils_actor=True)
def note_reading(act: Act, campaign: Campaign, pk: UUID) -> Inquiry:
    """Put on record that an asked office was shown its inquiry.

    Raises:
        NotPermitted: it is not this office's.
    """
    act.require(access.may_answer(act.actor))
    row = act.lock(inquiries_for(act.actor, campaign), pk)
    act.record(row, "查看征询")
    return row
