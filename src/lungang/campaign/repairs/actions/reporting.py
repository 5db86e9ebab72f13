"""What came up with somebody after the release is reported, or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.repairs import access
from lungang.campaign.repairs.content import CaseContent
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.queries import cases_of, open_repair
from lungang.campaign.repairs.states import REPAIRS, STEPS, CaseKind, Follows, RepairState
from lungang.campaign.transfer.access import is_in_charge
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_decision, standing_journeys
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled


@dataclass(frozen=True)
class Told:
    """What is written of a case: what came up, what follows, why, who said so and when."""

    kind: str
    follows: str
    reason: str
    said_by: str
    day: date


@action("repairs.report")
def report(
    act: Act, campaign: Campaign, journey: UUID, told: Told, *, seen: int | None = None
) -> Repair:
    """Report what came up with somebody of the section's, in the repair under way or a new one.

    Raises:
        NotPermitted: not on the list, or not this section's person.
        NotNow: the person's move does not stand, was carried out (removed or appointed), was
            reported, or a repair is with the second person.
        InputError: what came up, what follows, why, who said so or when is missing or wrong.
        Stale: the move is another than the page showed.
    """
    require_reader(act, campaign, access.may_act, STEPS)
    way = act.lock(campaign.journeys.all(), journey, seen=seen)
    act.require(is_in_charge(act.actor, way))
    decision = standing_decision(campaign)
    if decision is None or not standing_journeys(campaign).filter(pk=way.pk).exists():
        raise NotNow(_("这个去向已经撤销，不用再登记"))
    if way.is_posted:
        raise NotNow(_("这个人的任免已经记下，交流到此办结。再动的按任免办，不在这里修补"))
    _refuse_slips(act, way, told)
    row = open_repair(campaign) or _begin(act, campaign, decision.pk)
    if row.state not in REPAIRS.sources("report"):
        raise NotNow(_("修补已送第二人确认。要加情况，先退回"))
    if any(case.opened.person == way.person_key for case in cases_of(row)):
        raise NotNow(_("这个人的情况已经登记。要改，先撤回再登记"))
    content = CaseContent(
        person=way.person_key,
        kind=told.kind,
        follows=told.follows,
        unit=way.to_name,
        reason=told.reason.strip(),
        said_by=told.said_by.strip(),
        day=told.day.isoformat(),
    )
    assert act.actor.holding is not None
    Case.objects.create(
        repair=row, content=encode(content), reported_at=act.at, reported_by=act.actor.holding
    )
    _anew(row, "report")
    act.record(row, "登记公布以后的情况")
    return row


@action("repairs.withdraw")
def withdraw(
    act: Act, campaign: Campaign, pk: UUID, case: UUID, reason: str, *, seen: int | None = None
) -> Repair:
    """Take back what was reported, with the reason; what was computed does not hold any more.

    Raises:
        NotPermitted: not on the list, not this section's person, or nothing of that number was
            reported.
        NotNow: it was taken back, or the repair is with the second person.
        InputError: no reason is given.
    """
    require_reader(act, campaign, access.may_act, STEPS)
    row = act.lock(campaign.repairs.all(), pk, seen=seen)
    found = row.cases.filter(pk=case).first()
    act.require(found is not None)
    assert found is not None
    way = campaign.journeys.filter(person_key=found.opened.person).order_by("-number").first()
    act.require(way is not None and is_in_charge(act.actor, way))
    REPAIRS.after("withdraw", row.state)
    if found.withdrawn_at is not None:
        raise NotNow(_("这一件已经撤回"))
    if not reason.strip():
        raise InputError(_("没有写撤回的原因。请写明"))
    found.withdrawn_at, found.withdrawn_by = act.at, act.actor.holding
    found.withdrawn_because = reason.strip()
    found.save()
    _anew(row, "withdraw")
    act.record(row, "撤回公布以后的情况", written=veiled(reason.strip()))
    return row


def _begin(act: Act, campaign: Campaign, decision: UUID) -> Repair:
    assert act.actor.holding is not None
    last = campaign.repairs.aggregate(last=Max("number"))["last"] or 0
    row = Repair(
        campaign=campaign,
        repairs_id=decision,
        number=last + 1,
        opened_at=act.at,
        opened_by=act.actor.holding,
    )
    row.save()
    return row


def _anew(row: Repair, verb: str) -> None:
    """What was computed of other cases is put aside."""
    row.state = RepairState(REPAIRS.after(verb, row.state))
    row.content, row.computed_at = None, None
    row.save()


def _refuse_slips(act: Act, way: Journey, told: Told) -> None:
    if told.kind not in CaseKind.values or told.follows not in Follows.values:
        raise InputError(_("没有选是什么情况、怎样办。请选好"))
    if not told.reason.strip() or not told.said_by.strip():
        raise InputError(_("没有写情况，或者没有写谁反映的。请写明"))
    if told.day > timezone.localdate(act.at):
        raise InputError(_("反映的日子在以后。请核对"))
    known = timezone.localdate(way.meeting.held_at)
    if told.day < known:
        raise InputError(_("反映的日子在公布去向（{day}）以前。请核对").format(day=known))
