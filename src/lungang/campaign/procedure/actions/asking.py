"""The sections send inquiries out: what the plan asks for and was not asked yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.queries import standing_decision
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.procedure import access
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import standing
from lungang.campaign.procedure.states import INQUIRIES
from lungang.campaign.procedure.wanted import MISSING, Wanted, wanted
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send

WHY_VOID = "补充公布改了去向，原来问的收回"


@action("procedure.ask")
def ask(act: Act, campaign: Campaign, digest: str, due_at: datetime) -> Decision:
    """Ask whatever the plan that waits for its second person (``digest``) asks for.

    What was asked and is asked for still stands, with its answer; what is not is taken back.

    Raises:
        NotPermitted: not a section, or not on the need-to-know list.
        NotNow: no plan waits, its pack has no steps, or everything was asked.
        Stale: it is another plan than the page showed.
        InputError: the deadline is past.
    """
    require_reader(act, campaign, access.may_ask)
    decision = standing_decision(campaign)
    if decision is None or decision.state != DecisionState.ASKED:
        raise NotNow(_("没有待第二人确认的方案。先在会上商定、送出，再征询"))
    if digest != decision.opened.digest:
        raise Stale(_("方案在你打开之后变了，没有征询。请重新打开再看"), decision)
    if due_at <= act.at:
        raise InputError(_("时限已经过了。请写以后的时间"))
    asked_for = wanted(campaign, decision)
    if not asked_for:
        raise NotNow(_("这一批的政策没有要征询的环节，或者没有人交流"))
    known = set(standing(campaign).values_list("matter", flat=True))
    fresh = [one for one in asked_for if one.matter not in known]
    if not fresh and not known - {one.matter for one in asked_for}:
        raise NotNow(_("该问的都问了，不用再问"))
    _take_back(campaign, {one.matter for one in asked_for})
    missing = next((one for one in fresh if one.unit == MISSING), None)
    if missing is not None:
        raise NotNow(_("方案里的单位“{unit}”单位库里没有").format(unit=missing.content.asked))
    _ask(act, campaign, decision, fresh, due_at)
    # Neither which units nor how many: those asked find it on their own workbench.
    act.record(decision, "就待确认的方案征求意见")
    _tell(act, fresh)
    return decision


def ask_anew(
    act: Act, campaign: Campaign, old: Decision, new: Decision, people: Collection[str],
    due_at: datetime,
) -> int:  # fmt: skip
    """Ask about people (by key) whom a repair places otherwise; return how many are asked.

    Part of the repair's release. What was asked about their former destination is taken back and
    says why; what is the same whatever the destination stands with its answer.
    """
    asked_for = wanted(campaign, new, people)
    now = {one.matter for one in asked_for}
    before = {one.matter for one in wanted(campaign, old, people)}
    _void(standing(campaign).filter(matter__in=before - now), WHY_VOID)
    known = set(standing(campaign).filter(matter__in=now).values_list("matter", flat=True))
    fresh = [one for one in asked_for if one.matter not in known]
    _ask(act, campaign, new, fresh, due_at)
    _tell(act, fresh)
    return len(fresh)


def _take_back(campaign: Campaign, wanted_now: set[str]) -> None:
    _void(standing(campaign).exclude(matter__in=wanted_now))


def _void(rows: Iterable[Inquiry], because: str = "") -> None:
    for row in rows:
        row.state = INQUIRIES.after("withdraw", row.state)
        row.void_because = because
        row.save()


def _tell(act: Act, fresh: Collection[Wanted]) -> None:
    for office in (Office.DISCIPLINE, Office.ESTABLISHMENT_OFFICE):
        if any(one.office is office for one in fresh):
            send(act, office, None, "有征询要答", path=reverse("procedure:mine"))


def _ask(
    act: Act, campaign: Campaign, decision: Decision, fresh: Iterable[Wanted], due_at: datetime
) -> None:
    assert act.actor.holding is not None
    for one in fresh:
        Inquiry(
            campaign=campaign,
            decision=decision,
            desk=one.desk,
            matter=one.matter,
            content=encode(one.content),
            asked_at=act.at,
            asked_by=act.actor.holding,
            due_at=due_at,
        ).save()
