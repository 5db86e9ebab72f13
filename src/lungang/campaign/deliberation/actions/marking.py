"""The meeting decides, pins, forbids, swaps, keeps people, and takes back: each act under its lock.

Marks are withdrawn, never deleted. What is on record in clear says that something was marked in
which meeting, and by whom; what, about whom and why lies sealed in the mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.room import (
    refuse_while_decided,
    require_reader,
    sit,
    the_scenario,
)
from lungang.campaign.deliberation.marking import Tried, Wish, last_act, marks_about, tried
from lungang.campaign.deliberation.models import Mark, Meeting, Scenario
from lungang.campaign.deliberation.queries import (
    decided_principles,
    marks_of,
    reader_of,
    scenarios,
)
from lungang.campaign.deliberation.working import marks_digest
from lungang.campaign.rosters.models import Row
from lungang.domain.records import encode
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action


def mark(
    actor: Actor,
    campaign: Campaign,
    pk: UUID,
    wish: Wish,
    *,
    seen: int | None = None,
    key: str | None = None,
) -> Meeting:
    """Mark what the meeting says of a person (or of a cycle), and have the new best plan.

    Raises:
        NotPermitted: not in the room, or nobody of the pool is meant.
        NotNow: a rule or another mark stands against it, in words; no meeting is open; a decided
            plan stands.
        InputError: a reason, a unit or the other person is missing.
        Stale: something was done in the meeting since the page was opened.
    """
    perform: Callable[..., Meeting] = save_marks
    computed = None
    if access.may_run_meeting(actor) and reader_of(actor, campaign) is not None:
        principles = decided_principles(campaign)
        rows = scenarios(principles).defer("content") if principles else Scenario.objects.none()
        if (scenario := rows.filter(pk=pk).first()) is not None:
            computed = tried(campaign, scenario, wish)
    return perform(actor, campaign, pk, wish, computed=computed, seen=seen, key=key)


@action("deliberation.mark")
def save_marks(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    wish: Wish,
    *,
    computed: Tried | None,
    seen: int | None = None,
) -> Meeting:
    """Save what was tried, if the marks that hold are still those that it was tried on."""
    require_reader(act, campaign, access.may_run_meeting)
    scenario = the_scenario(act, campaign, pk)
    meeting = sit(act, campaign, seen=seen)
    refuse_while_decided(campaign)
    if computed is None:
        raise NotPermitted(act.name)
    if computed.refusal is not None:
        raise computed.refusal
    if marks_digest(marks_of(scenario)) != computed.on:
        raise Stale(_("正算的时候会上又定过，没有记下。请再看一遍"), meeting)
    last = scenario.marks.aggregate(last=Max("number"))["last"] or 0
    assert act.actor.holding is not None
    for number, content in enumerate(computed.marks, last + 1):
        Mark.objects.create(
            meeting=meeting,
            scenario=scenario,
            number=number,
            content=encode(content),
            made_at=act.at,
            made_by=act.actor.holding,
        )
    meeting.save()
    act.record(meeting, "商定一件")
    return meeting


@dataclass(frozen=True, kw_only=True)
class Back:
    """What is taken back: all about a person, one mark, or, if neither is named, the last act."""

    person: UUID | None = None
    mark: UUID | None = None


@action("deliberation.withdraw")
def withdraw(
    act: Act, campaign: Campaign, pk: UUID, back: Back, *, seen: int | None = None
) -> Meeting:
    """Take marks back; the plan is then the best under those that are left.

    Raises:
        NotPermitted: not in the room, or there is no such mark.
        NotNow: nothing is marked there; no meeting is open; a decided plan stands.
        Stale: something was done in the meeting since the page was opened.
    """
    require_reader(act, campaign, access.may_run_meeting)
    scenario = the_scenario(act, campaign, pk)
    meeting = sit(act, campaign, seen=seen)
    refuse_while_decided(campaign)
    found = _meant(act, campaign, marks_of(scenario), back)
    if not found:
        raise NotNow(_("没有可撤回的"))
    for one in found:
        one.withdrawn_at, one.withdrawn_by, one.withdrawn_in = act.at, act.actor.holding, meeting
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_in"])
    meeting.save()
    act.record(meeting, "撤回商定的一件")
    return meeting


def _meant(act: Act, campaign: Campaign, marks: list[Mark], back: Back) -> list[Mark]:
    if back.mark is not None:
        if not any(one.pk == back.mark for one in marks):
            raise NotPermitted(act.name)
        return [one for one in marks if one.pk == back.mark]
    if back.person is not None:
        rows = Row.objects.filter(pk=back.person, roster_return__campaign=campaign)
        key = rows.values_list("person_key", flat=True).first()
        if key is None:
            raise NotPermitted(act.name)
        return marks_about(marks, key)
    return last_act(marks)
