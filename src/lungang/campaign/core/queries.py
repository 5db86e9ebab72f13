"""Reads of the campaign and its tasks, scoped by who asks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.freezing import why_frozen
from lungang.campaign.core.models import Campaign, PackVersion, Task, TaskState
from lungang.campaign.core.steps import BY_KEY
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import COUNTY_READERS, Office
from lungang.policy.pack import parse_policy
from lungang.policy.pack.model import Policy, Provision


def campaigns_under_way() -> QuerySet[Campaign]:
    """Return the campaign under way, as rows: there is at most one."""
    return Campaign.objects.filter(closed_at=None)


def current_campaign() -> Campaign | None:
    """Return the campaign under way."""
    return campaigns_under_way().first()


def not_in_step(campaign: Campaign, *steps: str) -> str:
    """Say why what belongs to some steps cannot be done now, or ""."""
    if campaign.closed_at is not None:
        return _("这一批轮岗交流已经归档，不能再办")
    if why := why_frozen(campaign, steps):
        return why
    if campaign.step in steps:
        return ""
    step = BY_KEY[campaign.step]
    return _("现在是第 {n} 步{label}，这件事在{steps}时办").format(
        n=step.number,
        label=_(step.label),
        steps="、".join(_(BY_KEY[key].label) for key in steps),
    )


def pack_in_force(campaign: Campaign) -> PackVersion | None:
    """Return the version of the policy pack that holds now: the last one adopted."""
    return campaign.packs.order_by("-number").first()


def policy_of(version: PackVersion) -> Policy:
    """Return the rules of a version."""
    return parse_policy(version.text.encode(), version.name)


def tasks_for(actor: Actor, campaign: Campaign) -> QuerySet[Task]:
    """Return the tasks that an office may see: its unit's own, or all for offices of the county."""
    tasks = campaign.tasks.select_related("unit")
    if actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD):
        return tasks.filter(unit=actor.unit_id)
    return tasks if actor.office in COUNTY_READERS else tasks.none()


def owed() -> QuerySet[Task]:
    """Return the tasks of the campaign under way that units still owe."""
    return Task.objects.filter(
        campaign__closed_at=None,
        state__in=[TaskState.OPEN, TaskState.BEGUN, TaskState.RETURNED],
    ).select_related("unit")


def observer_holdings() -> QuerySet[Holding]:
    """Return who holds the office of observer today."""
    return Holding.objects.on(clock.today()).filter(office=Office.OBSERVER).select_related("user")


def clauses_of(policy: Policy) -> list[Provision]:
    """Return every rule, limit and principle of a pack in force, in the order of the pack."""
    found = (*policy.rules, *policy.limits, *policy.principles.values())
    return list(found)
