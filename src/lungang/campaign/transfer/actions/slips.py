"""The establishment office makes out a slip: numbered, dated, and its unit is told."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.actions.numbering import (
    LONGEST,
    number_by_hand,
    number_by_word,
)
from lungang.campaign.transfer.models import Journey, Paper, Receipt
from lungang.campaign.transfer.numbering import KINDS, PaperKind
from lungang.campaign.transfer.queries import journeys_for
from lungang.campaign.transfer.slips import EXIT, why_no_slip
from lungang.campaign.transfer.states import SLIPS, STEPS
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@action("transfer.slip")
def issue_slip(
    act: Act, campaign: Campaign, pk: UUID, which: str, written: str = "",
    *, seen: int | None = None,
) -> Journey:  # fmt: skip
    """Make out the exit or the entry slip of one person (``which`` of ``SLIPS``).

    Its number is the next of the office's word, or ``written`` by hand.

    Raises:
        NotPermitted: not the establishment office.
        NotNow: the pack has no slips, it is made out, or it is not its turn.
        InputError: the office has no word to number by, and none is written.
    """
    act.require(access.may_issue_slips(act.actor) and which in SLIPS)
    journey = act.lock(journeys_for(act.actor, campaign), pk, seen=seen)
    require_step(act, campaign, *STEPS)
    if why := why_no_slip(journey, which):
        raise NotNow(why)
    kind = next(one for one in KINDS if one.verb == which)
    paper = _numbered(act, journey, kind, written.strip())
    assert act.actor.holding is not None
    unit = journey.from_unit if which == EXIT else journey.to_unit
    Receipt.objects.create(
        journey=journey, act=which, at=act.at, entered_at=act.at, by=act.actor.holding,
        giver=str(Office.ESTABLISHMENT_OFFICE.label),
        taker=journey.from_name if which == EXIT else journey.to_name,
        paper=str(paper), day=timezone.localdate(act.at),
    )  # fmt: skip
    journey.save()  # so that a page from before is stale
    act.record(journey, f"开{kind.label} {paper}")
    path = reverse("transfer:journey", args=[journey.pk])
    send(act, Office.HR_OFFICER, unit, f"{kind.label}已开出，请来领", path=path)
    return journey


def _numbered(act: Act, journey: Journey, kind: PaperKind, written: str) -> Paper:
    if len(written) > LONGEST:
        raise InputError(_("文号太长，不要超过 {n} 个字").format(n=LONGEST))
    if written:
        paper = number_by_hand(act, journey, kind, written)
        assert paper is not None
        return paper
    return number_by_word(act, journey, kind, f"{kind.label}（{journey.name}）")
