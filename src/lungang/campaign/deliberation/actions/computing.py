"""Scenarios: computed before the transaction, saved whole and sealed in it; dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import policy_of
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.room import (
    refuse_while_decided,
    require_principles,
    require_reader,
)
from lungang.campaign.deliberation.content import ScenarioContent
from lungang.campaign.deliberation.engine import new_planner, stamp_of
from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.packs import refuse_beyond, said_changes
from lungang.campaign.deliberation.principles import moved_since
from lungang.campaign.deliberation.queries import (
    decided_principles,
    reader_of,
    scenarios,
    seed_of,
    standing_decision,
)
from lungang.campaign.deliberation.states import SCENARIOS
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow
from lungang.exchange.problem import Progress, silent
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action
from lungang.policy.pack import parse_policy


@dataclass(frozen=True)
class Solved:
    """What a scenario is saved from, and what it rests on."""

    principles: UUID
    stamp: str
    content: ScenarioContent


def compute_scenario(
    actor: Actor,
    campaign: Campaign,
    *,
    title: str,
    pack_text: str = "",
    key: str | None = None,
    progress: Progress = silent,
) -> Scenario:
    """Solve under the pack in force, or another (``pack_text``), and save what came out.

    Raises:
        NotPermitted: this office may not, or is not on the list.
        NotNow: principles, seed or pool are not there, or moved while it was computed.
        PolicyError: the text is no pack.
    """
    perform: Callable[..., Scenario] = save_scenario
    if not access.may_compute(actor) or reader_of(actor, campaign) is None:
        return perform(actor, campaign, computed=None, key=key)  # refused there, and on record
    return perform(actor, campaign, computed=solve(campaign, title, pack_text, progress), key=key)


def solve(campaign: Campaign, title: str, pack_text: str, progress: Progress = silent) -> Solved:
    """Solve, and write nothing; errors as :func:`compute_scenario`."""
    principles = require_principles(campaign)
    if why := why_no_scenario(campaign):
        raise NotNow(why)
    stamp, text = stamp_of(campaign), pack_text or principles.pack.text
    policy = parse_policy(text.encode(), principles.pack.name)
    refuse_beyond(policy_of(principles.pack), policy)
    planner = new_planner(campaign, principles, policy, progress)
    return Solved(
        principles=principles.pk,
        stamp=stamp,
        content=ScenarioContent(
            title=title.strip(),
            changes=said_changes(principles.pack.text, text, principles.pack.name),
            pack_text=text,
            seed=seed_of(principles),
            plan=planner.plan(),
        ),
    )


def why_no_scenario(campaign: Campaign) -> str:
    """Say why no scenario can be computed now, or ""."""
    principles = decided_principles(campaign)
    if principles is None:
        return _("领导小组还没有定原则和程序，不能算方案")
    if not seed_of(principles):
        return _("两科室的定序数还没有报齐，不能算方案")
    if moved := moved_since(principles):
        text = _("定原则以后{what}，不能算方案。请领导小组先退回原则和程序")
        return text.format(what=_("、").join(moved))
    if standing_decision(campaign) is not None:
        return _("已有定下的方案，不再算别的。要再算，先退回")
    return ""


@action("deliberation.compute")
def save_scenario(act: Act, campaign: Campaign, computed: Solved | None) -> Scenario:
    """Save a scenario, sealed and whole."""
    require_reader(act, campaign, access.may_compute)
    assert computed is not None
    principles = require_principles(campaign)
    if principles.pk != computed.principles or stamp_of(campaign) != computed.stamp:
        raise NotNow(_("算的时候原则、花名册或者名单改过，没有保存。请再算一次"))
    if why := why_no_scenario(campaign):
        raise NotNow(why)
    assert act.actor.holding is not None
    last = campaign.scenarios.aggregate(last=Max("number"))["last"] or 0
    scenario = Scenario(
        campaign=campaign,
        principles=principles,
        number=last + 1,
        content=encode(computed.content),
        computed_at=act.at,
        computed_by=act.actor.holding,
    )
    scenario.save()
    act.record(scenario, f"算第 {scenario.number} 个方案")
    return scenario


@action("deliberation.drop_scenario")
def drop_scenario(
    act: Act, campaign: Campaign, pk: UUID, reason: str, *, seen: int | None = None
) -> Scenario:
    """Say of a scenario that it is not used; what was marked on it stays on record with it.

    Raises:
        InputError: no reason is given.
        NotNow: a plan decided from it stands.
    """
    require_reader(act, campaign, access.may_compute)
    principles = require_principles(campaign)
    scenario = act.lock(scenarios(principles).defer("content"), pk, seen=seen)
    scenario.state = SCENARIOS.after("drop", scenario.state)
    if not reason.strip():
        raise InputError(_("请写明理由"))
    refuse_while_decided(campaign)
    scenario.dropped_because = reason.strip()
    scenario.save(update_fields=["state", "dropped_because"])
    act.record(scenario, f"不用第 {scenario.number} 个方案")
    return scenario
