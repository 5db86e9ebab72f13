"""The leading group's answer to a petition."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import refuse_own, require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Petition
from lungang.campaign.screening.queries import petitions_for
from lungang.campaign.screening.states import PETITIONS, STEPS
from lungang.errors import InputError
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled
from lungang.platform.notices.actions import send


@action("screening.approve")
def approve(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Petition:
    """Grant a petition, with a reason: from now on the person is deferred or left out.

    Raises:
        InputError: no reason is given.
        NotNow: it is decided already, or whoever decides asked for it.
    """
    return _decide(act, campaign, pk, "approve", answer, seen)


@action("screening.refuse")
def refuse(
    act: Act, campaign: Campaign, pk: UUID, answer: str, *, seen: int | None = None
) -> Petition:
    """Refuse a petition, with a reason: the verdict of the rules stands.

    Raises:
        InputError: no reason is given.
        NotNow: it is decided already, or whoever decides asked for it.
    """
    return _decide(act, campaign, pk, "refuse", answer, seen)


def _decide(
    act: Act, campaign: Campaign, pk: UUID, verb: str, answer: str, seen: int | None
) -> Petition:
    act.require(access.may_decide_petition(act.actor, verb))
    require_step(act, campaign, *STEPS)
    row = act.lock(petitions_for(act.actor, campaign), pk, seen=seen)
    state = PETITIONS.after(verb, row.state)
    refuse_own(act, row.asked_by)
    if not answer.strip():
        raise InputError(_("请写明理由"))
    row.state = state
    row.answer = answer.strip()
    row.decided_at, row.decided_by = act.at, act.actor.holding
    row.save()
    act.record(
        row, f"{row.get_state_display()}：{row.get_kind_display()}", answer=veiled(row.answer)
    )
    asked = row.asked_by
    send(
        act,
        Office(asked.office),
        asked.unit,
        f"{row.get_kind_display()}：{row.get_state_display()}",
        path=reverse("screening:petition", args=[row.pk]),
    )
    return row
