"""What stands before acts of every step: not one's own matter, and in its time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY
from lungang.errors import NotNow
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Act


def require_step(act: Act, campaign: Campaign, *steps: str) -> None:
    """Go on only in the campaign under way, in one of these steps.

    The page's own copy of the campaign may be older: what holds now is read anew.

    Raises:
        NotNow: the campaign is archived, or in another step.
    """
    now = Campaign.objects.only("step", "closed_at").get(pk=campaign.pk)
    if now.closed_at is not None:
        raise NotNow(_("这一批轮岗交流已经归档，不能再办"))
    if now.step not in steps:
        step = BY_KEY[now.step]
        raise NotNow(
            _("现在是第 {n} 步{label}，这件事在{steps}时办").format(
                n=step.number,
                label=_(step.label),
                steps="、".join(_(BY_KEY[key].label) for key in steps),
            )
        )


def refuse_own(act: Act, asked_by: Holding) -> None:
    """Let nobody decide what the same person asked for, in whichever office.

    Raises:
        NotNow: whoever asked and whoever decides is one person.
    """
    if act.actor.user is not None and act.actor.user.pk == asked_by.user_id:
        raise NotNow(_("提出的人不能自己批，请本岗位的另一人办"))
