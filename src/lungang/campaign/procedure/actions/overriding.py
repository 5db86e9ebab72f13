"""The leading group goes on against a dissent, where the policy lets it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.procedure import access
from lungang.campaign.procedure.content import OverrideContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import in_hand
from lungang.campaign.procedure.states import INQUIRIES, STEPS
from lungang.campaign.procedure.steps import steps_before
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action


def may_be_overridden(row: Inquiry) -> bool:
    """Whether the policy lets the leading group go on against a dissent at this step."""
    steps = {one.id: one for one in steps_before(row.decision.scenario.principles)}
    step = steps.get(row.opened.step)
    return step is not None and step.overridable


@action("procedure.override")
def override(
    act: Act, campaign: Campaign, pk: UUID, reason: str, *, seen: int | None = None
) -> Inquiry:
    """Set a dissent aside with the group's reason. An answer given anew needs it anew.

    Raises:
        NotPermitted: not the leading group, or not on the need-to-know list.
        NotNow: the answer does not dissent, or at this step nobody may go on against it.
        InputError: no reason is given.
    """
    require_reader(act, campaign, access.may_override, STEPS)
    rows = in_hand(campaign).select_related("decision__scenario__principles__pack")
    row = act.lock(rows, pk, seen=seen)
    state = INQUIRIES.after("override", row.state)
    if not row.stops:
        raise NotNow(_("这一件没有不同意的答复，不用研究照办"))
    if not may_be_overridden(row):
        raise NotNow(_("这一环节不同意的，不能研究照办。请退回方案，另作安排"))
    if not reason.strip():
        raise InputError(_("没有写理由。请写明领导小组为什么照办"))
    row.state = state
    row.override = encode(
        OverrideContent(reason=reason.strip(), by=f"{act.actor.title} {act.actor.name}")
    )
    row.save()
    act.record(row, "对一件不同意的答复研究照办")
    return row
