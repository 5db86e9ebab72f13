"""What stands before the acts of whoever is on the need-to-know list."""

from __future__ import annotations

from collections.abc import Callable

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.procedure.states import STEPS
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act


def require_listed(act: Act, campaign: Campaign, rule: Callable[[Actor], bool]) -> None:
    """Go on only in an office that may, on the list, while anything may be asked and answered.

    Raises:
        NotPermitted: another office, or not on the list.
        NotNow: another step.
    """
    act.require(rule(act.actor) and reader_of(act.actor, campaign) is not None)
    require_step(act, campaign, *STEPS)
