"""The campaign itself: opened, its facts put right, brought to its next step."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.actions.gates import refuse_frozen, require_step
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.core.passing import why_not_opened, why_reason
from lungang.campaign.core.queries import campaigns_under_way
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.actions.checkpoint import checkpoint_after_commit
from lungang.platform.notices.actions import send


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
    """Put right what a campaign is called and on which day it is computed.

    Raises:
        NotNow: the day is another, and what rests on it is frozen.
    """
    act.require(access.may_run_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    before = campaign.reference_date
    if reference_date != before:
        refuse_frozen(campaign)
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


@action("core.end_campaign")
def end_campaign(act: Act, pk: UUID, reason: str, *, seen: int | None = None) -> Campaign:
    """End a campaign before its last step (终止), with the reason, and tell who has part in it.

    What was reported and decided stays as it is and can be read in the audit log alone; the next
    campaign may open.

    Raises:
        NotPermitted: not the leading group.
        InputError: no reason is given.
        NotNow: the campaign has come to its last step, where it is archived.
    """
    act.require(access.may_close_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    if campaign.step == STEPS[-1].key:
        raise NotNow(_("已到最后一步。请归档，不用终止"))
    if not reason.strip():
        raise InputError(_("没有写理由。请写明为什么终止"))
    step = BY_KEY[campaign.step]
    campaign.closed_at = act.at
    campaign.save()
    act.record(campaign, f"终止本次工作，到第 {step.number} 步{step.label}", reason=reason)
    said = f"本次轮岗交流工作已经终止：{campaign.name}"
    for office in sorted(SECTIONS):
        send(act, office, None, said, reason, urgent=True)
    owing = campaign.tasks.exclude(state=TaskState.WITHDRAWN).select_related("unit")
    for unit in {task.unit_id: task.unit for task in owing}.values():
        send(act, Office.HR_OFFICER, unit, said, reason, urgent=True)
    checkpoint_after_commit()
    return campaign
