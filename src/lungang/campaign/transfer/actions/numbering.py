"""A paper gets its number: drawn from the register inside the act, or written by hand."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import Paper
from lungang.campaign.transfer.numbering import (
    PaperKind,
    issuer_of,
    kind_of,
    number_by_hand,
    number_of,
    paper_key,
    word_of,
)
from lungang.campaign.transfer.queries import journeys_for
from lungang.campaign.transfer.states import STEPS, JourneyState
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action
from lungang.platform.register.actions import draw

LONGEST = 40
_POSTED = frozenset({"remove", "appoint"})
_ARRIVED = frozenset({JourneyState.ARRIVED.value, JourneyState.SETTLED.value})


@action("transfer.number_paper")
def number_paper(
    act: Act, campaign: Campaign, pk: UUID, kind: str, written: str = "", *, seen: int | None = None
) -> Paper:
    """Give a paper of a person its number: the next of the office's word, or ``written``.

    Raises:
        NotPermitted: the paper is another office's.
        NotNow: it has one, the number is another paper's, or it is of a post and the person has
            not reported for duty.
        InputError: the office has no word to number by and none is written, or what is written is
            no number of this office.
    """
    act.require(access.may_act(act.actor))
    journey = act.lock(journeys_for(act.actor, campaign), pk, seen=seen)
    made: PaperKind | None = kind_of(kind)
    act.require(made is not None and access.may_do(act.actor, journey, made.verb))
    assert made is not None
    require_step(act, campaign, *STEPS)
    if len(written.strip()) > LONGEST:
        raise InputError(_("文号太长，不要超过 {n} 个字").format(n=LONGEST))
    if number_of(journey, made):
        raise NotNow(_("这件公文已经编了号，一件一号"))
    if made.verb in _POSTED and journey.state not in _ARRIVED:
        raise NotNow(_("人还没有报到，{paper}不能编号").format(paper=_(made.label)))
    if written.strip():
        paper = number_by_hand(act.actor, journey, made, written)
        assert paper is not None
    else:
        paper = Paper(
            meeting=journey.meeting, key=paper_key(made, journey), issuer=issuer_of(act.actor)
        )
        word = word_of(act.actor, made)
        if word is None:
            raise InputError(_("本岗位还没有机关代字，编不了号。请安全管理员先给，或者手工写文号"))
        year = timezone.localdate(act.at).year
        paper.number = draw(act, word.word, year, f"{made.label}（{journey.from_name}）")
        paper.save()
    act.record(paper, f"{made.label}编号 {paper}")
    return paper
