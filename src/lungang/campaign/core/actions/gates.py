"""What stands before acts of every step: not one's own matter, and in its time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.freezing import why_frozen
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.errors import NotNow
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Act


def require_step(act: Act, campaign: Campaign, *steps: str) -> None:
    """Go on only in the campaign under way, in one of these steps.

    The page's own copy of the campaign may be older: what holds now is read anew.

    Raises:
        NotNow: the campaign is archived, in another step, or what is to be done is frozen.
    """
    now = Campaign.objects.only("step", "closed_at").get(pk=campaign.pk)
    if why := why_closed(now, *steps):
        raise NotNow(why)


def refuse_frozen(campaign: Campaign) -> None:
    """Let nothing change that a later step rests on.

    Raises:
        NotNow: it is frozen; says by whom, and what must be done first.
    """
    if why := why_frozen(campaign):
        raise NotNow(why)


def refuse_own(act: Act, asked_by: Holding) -> None:
    """Let nobody decide what the same person asked for, in whichever office.

    Raises:
        NotNow: whoever asked and whoever decides is one person.
    """
    if access.is_own(act.actor, asked_by):
        raise NotNow(_("提出的人不能自己批，请本岗位的另一人办"))
