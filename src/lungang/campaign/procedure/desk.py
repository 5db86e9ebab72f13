"""What the steps of the law put on desks.

An asked unit has no task and no notice: either would name the unit in clear, in the county's counts
or in the database. It finds on its workbench that something is to be answered, and about whom
behind the door.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.procedure import access
from lungang.campaign.procedure.queries import (
    after_repair,
    closed,
    inquiries_for,
    noted_by,
    pairs,
    standing,
)
from lungang.campaign.procedure.states import STEPS, InquiryState
from lungang.campaign.procedure.steps import has_steps
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put what waits for an answer on asked desks; on a section's what it asks and notes itself."""
    if campaign.step not in STEPS or closed(campaign):
        return
    if access.may_answer(actor):
        yield from _asked(actor, campaign)
    if access.may_ask(actor) and reader_of(actor, campaign) is not None:
        yield from _of_section(actor, campaign)


def _asked(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    rows = inquiries_for(actor, campaign).filter(state=InquiryState.ASKED)
    dues = sorted(rows.values_list("due_at", flat=True))
    if dues:
        yield DeskItem(
            phrase=_("答复征询"),
            url=reverse("procedure:mine"),
            button=_("去答"),
            detail=_("{n} 件，一件问一个人；不要告诉别人").format(n=len(dues)),
            state="待答",
            due_at=dues[0],
        )


def _of_section(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    decision = campaign.decisions.filter(state=DecisionState.ASKED).first()
    if (decision is None and not after_repair(campaign)) or not has_steps(campaign):
        return
    url = reverse("procedure:matrix")
    if decision is not None and any(row is None for _one, row in pairs(campaign, decision)):
        begun = standing(campaign).exists()
        yield DeskItem(
            phrase=_("就待确认的方案征求意见"), url=url, button=_("去征询"),
            detail=_("都答了，第二人才能确认"), state="待办" if begun else "未开始",
        )  # fmt: skip
        return
    rows = noted_by(actor, campaign).filter(state=InquiryState.ASKED)
    dues = sorted(rows.values_list("due_at", flat=True))
    if dues:
        yield DeskItem(
            phrase=_("谈话、考察"), url=url, button=_("去记"),
            detail=_("{n} 件").format(n=len(dues)), state="待办", due_at=dues[0],
        )  # fmt: skip
