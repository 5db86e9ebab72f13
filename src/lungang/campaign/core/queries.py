"""Reads of the campaign and its tasks, scoped by who asks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.freezing import why_frozen
from lungang.campaign.core.models import Campaign, PackVersion, Task, TaskState
from lungang.campaign.core.steps import BY_KEY, STEPS
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


def why_closed(campaign: Campaign, *steps: str, what: str = "", acts: str = "") -> str:
    """Say why what belongs to some steps cannot be done now, or "": a sentence without its point.

    The one home of these words. ``what`` is closed and can only be read (花名册), ``acts`` are what
    cannot be done with it (上报、接收和更正), both in the reader's language; without them it is
    "this matter".
    """
    if campaign.closed_at is not None:
        over = over_word(campaign)
        return (
            _("{over}，{what}只能看").format(over=over, what=what)
            if what
            else _("{over}，不能再办").format(over=over)
        )
    if why := why_frozen(campaign, steps):
        return why
    if campaign.step in steps:
        return ""
    step = BY_KEY[campaign.step]
    now = _("现在是第 {n} 步{label}").format(n=step.number, label=_(step.label))
    when = _("{acts}在{steps}时办").format(
        acts=acts or _("这件事"), steps=_("、").join(_(BY_KEY[key].label) for key in steps)
    )
    if what:
        return _("{now}，{what}只能看；{when}").format(now=now, what=what, when=when)
    return _("{now}，{when}").format(now=now, when=when)


def over_word(campaign: Campaign) -> str:
    """Say how a campaign came to its end: archived at its last step, or ended before."""
    if campaign.step == STEPS[-1].key:
        return _("这一批轮岗交流已经归档")
    return _("这一批轮岗交流已经终止")


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
    """Return scope, rules, limits and principles of a pack, in its order: the policy's articles."""
    return [
        policy.scope,
        *policy.rules,
        *policy.limits,
        *policy.principles.values(),
        *policy.procedure,
    ]


def clause_numbers(policy: Policy) -> dict[str, int]:
    """Return the number of each article of a pack by its id: 第几条, as every page counts them."""
    return {clause.id: number for number, clause in enumerate(clauses_of(policy), 1)}
