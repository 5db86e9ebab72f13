"""The campaign itself: opened, its facts put right, brought to its next step."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.actions.gates import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.passing import why_not_opened, why_reason
from lungang.campaign.core.queries import campaigns_under_way
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.errors import NotNow
from lungang.platform.actions import Act, action
from lungang.platform.audit.actions.checkpoint import checkpoint_after_commit


@action("core.open_campaign")
def open_campaign(
    act: Act, name: str, county: str, reference_date: date, document_number: str = ""
) -> Campaign:
    """Open a campaign.

    Raises:
        NotNow: another is under way.
    """
    act.require(access.may_run_campaign(act.actor))
    if campaigns_under_way().exists():
        raise NotNow(_("已有一批轮岗交流正在进行，归档以后才能再立项"))
    campaign = Campaign.objects.create(
        name=name,
        county=county,
        document_number=document_number,
        reference_date=reference_date,
        opened_at=act.at,
    )
    act.record(campaign, "立项", name=name, reference_date=reference_date.isoformat())
    return campaign


@action("core.edit_campaign")
def edit_campaign(
    act: Act,
    pk: UUID,
    *,
    name: str,
    county: str,
    document_number: str,
    reference_date: date,
    reason: str,
    seen: int | None = None,
) -> Campaign:
    """Put right what a campaign is called and on which day it is computed."""
    act.require(access.may_run_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    before = campaign.reference_date
    campaign.name, campaign.county = name, county
    campaign.document_number, campaign.reference_date = document_number, reference_date
    campaign.save()
    act.record(
        campaign,
        "改轮岗设置",
        reason=reason,
        reference_date=[before.isoformat(), reference_date.isoformat()],
    )
    return campaign


@action("core.open_step")
def open_step(
    act: Act, pk: UUID, key: str, *, reason: str = "", seen: int | None = None
) -> Campaign:
    """Bring the campaign to the next step; with a reason also over steps, or back.

    Raises:
        NotNow: it is there already, what opens the step is not there yet, or no reason is given
            where one is asked.
    """
    act.require(access.may_run_campaign(act.actor) and key in BY_KEY)
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    now, then = BY_KEY[campaign.step], BY_KEY[key]
    if then is now:
        raise NotNow(
            _("现在已到第 {number} 步{label}").format(number=now.number, label=_(now.label))
        )
    why = why_not_opened(campaign, key) or ("" if reason.strip() else why_reason(campaign, key))
    if why:
        raise NotNow(why)
    campaign.step = key
    campaign.save()
    verb = "进入" if then.number > now.number else "退回"
    act.record(campaign, f"{verb}第 {then.number} 步{then.label}", reason=reason, step=key)
    checkpoint_after_commit()
    return campaign


@action("core.close_campaign")
def close_campaign(act: Act, pk: UUID, *, seen: int | None = None) -> Campaign:
    """Close a campaign (归档): nothing of it can be changed from then on, and the next may open.

    Raises:
        NotPermitted: not the leading group.
        NotNow: the campaign has not come to its last step.
    """
    act.require(access.may_close_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    require_step(act, campaign, STEPS[-1].key)
    campaign.closed_at = act.at
    campaign.save()
    act.record(campaign, "归档")
    checkpoint_after_commit()
    return campaign
