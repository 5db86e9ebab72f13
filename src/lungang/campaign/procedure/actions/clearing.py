"""The leading group finds that whoever bears the person's name is somebody else."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.procedure import access
from lungang.campaign.procedure.content import OverrideContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.namesakes import without_anybody
from lungang.campaign.procedure.queries import standing
from lungang.campaign.procedure.states import INQUIRIES, InquiryState
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action


@action("procedure.clear")
def clear(
    act: Act, campaign: Campaign, pk: UUID, reason: str, *, seen: int | None = None
) -> Inquiry:
    """Let a namesake answer, where everybody in the office bears the name of who is asked about.

    That the account is the person, its key may say: then another is to be put into the office.

    Raises:
        NotPermitted: not the leading group, or not on the need-to-know list.
        NotNow: it is answered, or somebody of another name can answer.
        InputError: how they were found to be two is not said.
    """
    require_reader(act, campaign, access.may_clear)
    row = act.lock(standing(campaign), pk, seen=seen)
    state = INQUIRIES.after("clear", row.state)
    if row.pk not in without_anybody(campaign, [row]):
        raise NotNow(_("这个岗位有不同名的人在任，由其答复，不用查明"))
    if not reason.strip():
        raise InputError(_("没有写理由。请写明怎样查明不是同一个人"))
    row.state = InquiryState(state)
    row.cleared = encode(
        OverrideContent(reason=reason.strip(), by=f"{act.actor.title} {act.actor.name}")
    )
    if row.pk in without_anybody(campaign, [row]):
        raise NotNow(_("在任的按证号就是所问的本人，不能答。请安全管理员在这个岗位另设一人"))
    row.save()
    # Of which office it is would tell whom the plan touches: it stands sealed in the inquiry.
    act.record(row, "准同名的人答复一件征询")
    return row
