"""The decided plan: asked by one section, confirmed by somebody of the other, or sent back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.room import (
    refuse_while_decided,
    require_reader,
    sit,
    the_scenario,
)
from lungang.campaign.deliberation.actions.telling import tell_group, tell_other_section
from lungang.campaign.deliberation.content import DecisionContent
from lungang.campaign.deliberation.deciding import Whole, moved_under, whole
from lungang.campaign.deliberation.guarding import why_not_yet
from lungang.campaign.deliberation.models import Decision, Scenario
from lungang.campaign.deliberation.queries import (
    decided_principles,
    marks_of,
    reader_of,
    scenarios,
)
from lungang.campaign.deliberation.states import DECISIONS
from lungang.campaign.deliberation.told import ToldDecision
from lungang.campaign.deliberation.working import marks_digest
from lungang.domain.records import encode
from lungang.errors import InputError, LungangError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action


@dataclass(frozen=True)
class Frozen:
    """The working plan as it would be asked for, and on which marks; or why it cannot be."""

    content: DecisionContent | None = None
    told: ToldDecision | None = None
    on: str = ""
    refusal: LungangError | None = None


def ask_confirmation(
    actor: Actor,
    campaign: Campaign,
    pk: UUID,
    digest: str,
    *,
    unplaced: int = 0,
    seen: int | None = None,
    key: str | None = None,
) -> Decision:
    """Freeze the working plan that the page showed (``digest``) and ask for a second person.

    ``unplaced``: how many people the office knows are not placed, and stay where they are.

    Raises:
        NotPermitted: not in the room.
        NotNow: somebody is neither decided nor known to be unplaced, no meeting is open, or a
            decided plan stands.
        InputError: so many are unplaced, and the office did not say that it knows.
        Stale: the plan is another by now.
    """
    perform: Callable[..., Decision] = save_decision
    computed = None
    if access.may_confirm(actor) and reader_of(actor, campaign) is not None:
        principles = decided_principles(campaign)
        rows = scenarios(principles).defer("content") if principles else Scenario.objects.none()
        if (scenario := rows.filter(pk=pk).first()) is not None:
            computed = _frozen(campaign, scenario, digest, unplaced)
    return perform(
        actor, campaign, pk, digest, computed=computed, unplaced=unplaced, seen=seen, key=key
    )


def _frozen(campaign: Campaign, scenario: Scenario, digest: str, unplaced: int) -> Frozen:
    try:
        found: Whole = whole(campaign, scenario)
        if digest != found.digest:
            return Frozen(refusal=Stale(_("方案在你打开之后变了，没有送出"), scenario))
        if found.hindrances:
            raise NotNow("；".join(found.hindrances))
        if len(found.unplaced) != unplaced:
            raise InputError(_unplaced_said(len(found.unplaced)))
        content = found.content()
        return Frozen(content, found.told(content), found.working.marks_digest)
    except LungangError as refusal:
        return Frozen(refusal=refusal)


def _unplaced_said(number: int) -> str:
    if not number:
        return _("未能安排的人在你打开之后都有了着落，没有送出。请再看一遍")
    return _("有 {n} 人未能安排，没有送出。要照此送，请勾选写明人数的那一格").format(n=number)


@action("deliberation.ask_confirmation")
def save_decision(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    digest: str,
    *,
    computed: Frozen | None,
    unplaced: int = 0,
    seen: int | None = None,
) -> Decision:
    """Save the frozen plan, if the marks that hold are still those that it was made of."""
    require_reader(act, campaign, access.may_confirm)
    scenario = the_scenario(act, campaign, pk)
    meeting = sit(act, campaign, seen=seen)
    refuse_while_decided(campaign)
    if computed is None:
        raise NotPermitted(act.name)
    if computed.refusal is not None:
        raise computed.refusal
    if marks_digest(marks_of(scenario)) != computed.on:
        raise Stale(_("正算的时候会上又定过，没有送出。请再看一遍"), meeting)
    assert act.actor.holding is not None
    last = campaign.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision(
        campaign=campaign,
        meeting=meeting,
        scenario=scenario,
        number=last + 1,
        content=encode(computed.content),
        told=encode(computed.told),
        first_at=act.at,
        first_by=act.actor.holding,
    )
    decision.save()
    meeting.save()  # so that a page of the table from before is stale
    act.record(decision, "送第二人确认方案")
    act.record(meeting, "送第二人确认方案")
    _tell(act, campaign, "商定的方案要第二人确认")
    return decision


@action("deliberation.confirm")
def confirm(
    act: Act, campaign: Campaign, pk: UUID, digest: str, *, seen: int | None = None
) -> Decision:
    """Confirm the plan that the page showed (``digest``): another person of the other section.

    Raises:
        NotPermitted: not in the room, or no such plan.
        NotNow: the same person or the same section, it does not wait for a second, or a step of
            the law is not done yet (:mod:`lungang.campaign.deliberation.guarding`).
        Stale: it is another plan, or what it rests on moved since it was asked.
    """
    require_reader(act, campaign, access.may_confirm)
    decision = act.lock(campaign.decisions.all(), pk, seen=seen)
    state = DECISIONS.after("confirm", decision.state)
    if not access.may_be_second(act.actor, decision.first_by):
        raise NotNow(_("方案由两个科室的两个人确认，请另一科室的人确认"))
    if digest != decision.opened.digest:
        raise Stale(_("这不是送来确认的那一个方案，没有确认"), decision)
    if (moved := moved_under(campaign, decision)) is not None:
        raise Stale(_("方案送来之后有改动，没有确认。请先退回"), decision, moved)
    if why := why_not_yet(campaign, decision):
        raise NotNow(_("还不能确认：{why}").format(why=why))
    decision.state = state
    decision.second_at, decision.second_by = act.at, act.actor.holding
    decision.save()
    act.record(decision, "确认方案")
    subject = "商定的方案已由两人确认"
    _tell(act, campaign, subject)
    tell_group(act, campaign, subject, reverse("deliberation:decision"))
    return decision


@action("deliberation.send_back")
def send_back(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Decision:
    """Send the decided plan back with the reason; the meeting goes on where it stood.

    Raises:
        NotPermitted: not in the room, or no such plan.
        NotNow: it is released, or sent back already.
        InputError: no reason is given.
    """
    require_reader(act, campaign, access.may_send_back_decision)
    decision = act.lock(campaign.decisions.all(), pk, seen=seen)
    state = DECISIONS.after("send_back", decision.state)
    if not answer.strip():
        raise InputError(_("请写明退回原因"))
    decision.state = state
    decision.answer = answer.strip()
    decision.save()
    act.record(decision, "退回方案")
    _tell(act, campaign, "商定的方案已退回")
    return decision


def _tell(act: Act, campaign: Campaign, subject: str) -> None:
    tell_other_section(act, campaign, subject, reverse("deliberation:decision"))
