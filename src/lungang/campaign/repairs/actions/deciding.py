"""The repair: asked by one section, confirmed by somebody of the other, sent back, or dropped."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.access import may_be_second
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.deliberation.actions.telling import tell_other_section
from lungang.campaign.repairs import access
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.moving import refuse_moved
from lungang.campaign.repairs.states import REPAIRS, STEPS
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.actions import Act, action


@action("repairs.ask")
def ask(act: Act, campaign: Campaign, pk: UUID, digest: str, *, seen: int | None = None) -> Repair:
    """Send the repair that the page showed (``digest``) to a second person.

    Raises:
        NotPermitted: not on the list, or no such repair.
        NotNow: it is not computed.
        Stale: it is another, or what it rests on moved.
    """
    row, state = _locked(act, campaign, pk, "ask", digest, seen)
    refuse_moved(campaign, row, _("算过以后有改动，没有送出。请重算"))
    row.state, row.first_at, row.first_by = state, act.at, act.actor.holding
    row.second_at = row.second_by = None
    row.answer = ""
    row.save()
    act.record(row, "送第二人确认修补的方案")
    _tell(act, row, "公布以后的修补要第二人确认")
    return row


@action("repairs.confirm")
def confirm(
    act: Act, campaign: Campaign, pk: UUID, digest: str, *, seen: int | None = None
) -> Repair:
    """Confirm the repair that the page showed (``digest``): another person of the other section.

    Raises:
        NotPermitted: not on the list, or no such repair.
        NotNow: the same person or the same section, or it does not wait for a second.
        Stale: it is another, or what it rests on moved since: it says what.
    """
    row, state = _locked(act, campaign, pk, "confirm", digest, seen)
    assert row.first_by is not None
    if not may_be_second(act.actor, row.first_by):
        raise NotNow(_("修补由两个科室的两个人确认，请另一科室的人确认"))
    refuse_moved(campaign, row, _("送来之后有改动，没有确认。请先退回重算"))
    row.state, row.second_at, row.second_by = state, act.at, act.actor.holding
    row.save()
    act.record(row, "确认修补的方案")
    _tell(act, row, "公布以后的修补已由两人确认")
    return row


@action("repairs.send_back")
def send_back(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Repair:
    """Send the repair back with the reason; it is computed again.

    Raises:
        NotPermitted: not on the list, or no such repair.
        NotNow: it is released, or was not sent.
        InputError: no reason is given.
    """
    row = _ended(act, campaign, pk, "send_back", answer, seen)
    row.content, row.computed_at = None, None
    row.save()
    act.record(row, "退回修补的方案")
    _tell(act, row, "公布以后的修补已退回")
    return row


@action("repairs.drop")
def drop(act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None) -> Repair:
    """Leave the released plan as it is, with the reason; what was reported stays on record.

    Raises:
        NotPermitted: not on the list, or no such repair.
        NotNow: it is with the second person, or over.
        InputError: no reason is given.
    """
    row = _ended(act, campaign, pk, "drop", answer, seen)
    row.save()
    act.record(row, "不再修补")
    return row


def _locked(
    act: Act, campaign: Campaign, pk: UUID, verb: str, digest: str, seen: int | None
) -> tuple[Repair, str]:
    require_reader(act, campaign, access.may_act, STEPS)
    row = act.lock(campaign.repairs.all(), pk, seen=seen)
    state = REPAIRS.after(verb, row.state)
    if not digest or digest != row.known("digest"):
        raise Stale(_("这不是页面上的那一个方案，没有办理"), row)
    return row, state


def _ended(
    act: Act, campaign: Campaign, pk: UUID, verb: str, answer: str, seen: int | None
) -> Repair:
    require_reader(act, campaign, access.may_act, STEPS)
    row = act.lock(campaign.repairs.all(), pk, seen=seen)
    row.state = REPAIRS.after(verb, row.state)
    if not answer.strip():
        raise InputError(_("请写明原因"))
    row.answer = answer.strip()
    return row


def _tell(act: Act, row: Repair, subject: str) -> None:
    tell_other_section(act, row.campaign, subject, reverse("repairs:repair", args=[row.pk]))
