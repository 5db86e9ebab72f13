"""Asking that somebody be deferred or left out, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.screening import access
from lungang.campaign.screening.answering import standing_of
from lungang.campaign.screening.models import Petition, Result
from lungang.campaign.screening.queries import (
    MUST,
    petitions_for,
    results_for,
    standing_confirmation,
)
from lungang.campaign.screening.states import PETITIONS, STEPS, PetitionKind, PetitionState
from lungang.domain.codes import Verdict
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled
from lungang.platform.notices.actions import send


@action("screening.petition")
def petition(
    act: Act,
    campaign: Campaign,
    result: UUID,
    kind: PetitionKind,
    reason: str,
    *,
    stood: str | None = None,
) -> Petition:
    """Ask the leading group to defer or leave out somebody who must exchange or rotate.

    ``stood`` is how the person stood on the page (``answering.standing_of``).

    Raises:
        Stale: the person stands otherwise than the page showed.
        NotPermitted: not a person of this office.
        NotNow: the rules do not make the person move, a petition is open or
            granted, or the pool is confirmed.
        InputError: no reason is given.
    """
    act.require(access.may_ask(act.actor))
    found = results_for(act.actor, campaign).filter(pk=result).first()
    if found is None:
        raise NotPermitted(act.name)
    if stood is not None and stood != standing_of(found):
        raise Stale(_("在你打开之后有改动，没有提请"), found)
    return ask(act, campaign, found, kind, reason)


def ask(act: Act, campaign: Campaign, result: Result, kind: PetitionKind, reason: str) -> Petition:
    """Ask for one person, from within an action. ``result`` comes with its effective verdict."""
    act.require(access.may_petition(act.actor, result))
    require_step(act, campaign, *STEPS)
    if not reason.strip():
        raise InputError(_("请写明理由"))
    if standing_confirmation(campaign) is not None:
        raise NotNow(_("应交流人员名单已经确认，不能再提请。有新情况，请领导小组先退回名单"))
    if result.verdict not in MUST:
        raise NotNow(
            _("按规则此人{verdict}，不用提请").format(verdict=_(Verdict(result.verdict).label))
        )
    previous = campaign.petitions.filter(person_key=result.person_key)
    if previous.filter(state=PetitionState.ASKED).exists():
        raise NotNow(_("此人已有一件提请待审，等领导小组答复后再提"))
    if previous.filter(state=PetitionState.APPROVED, kind=kind).exists():
        raise NotNow(_("同样的提请已经同意，不用再提"))
    asked = Petition(
        campaign=campaign,
        unit_id=result.unit_id,
        unit_name=result.unit_name,
        person_key=result.person_key,
        name=result.name,
        authority=result.authority,
        kind=kind,
        reason=reason.strip(),
        asked_at=act.at,
    )
    assert act.actor.holding is not None
    asked.asked_by = act.actor.holding
    asked.save()
    act.record(
        asked,
        f"{PetitionKind(kind).label}：{result.unit_name}一人",
        person=veiled(result.person_key),
        reason=asked.reason,
    )
    send(
        act,
        Office.LEADING_GROUP,
        None,
        "有一件提请要审",
        path=reverse("screening:petition", args=[asked.pk]),
    )
    return asked


@action("screening.withdraw")
def withdraw(act: Act, campaign: Campaign, pk: UUID, *, seen: int | None = None) -> Petition:
    """Take a petition back: the office that asked, while it is not decided."""
    own = petitions_for(act.actor, campaign).filter(
        asked_by__office=act.actor.office, asked_by__unit=act.actor.unit_id
    )
    row = act.lock(own, pk, seen=seen)
    act.require(access.may_withdraw(act.actor, row))
    require_step(act, campaign, *STEPS)
    row.state = PETITIONS.after("withdraw", row.state)
    row.decided_at, row.decided_by = act.at, act.actor.holding
    row.save()
    act.record(row, f"撤回{row.get_kind_display()}")
    return row
