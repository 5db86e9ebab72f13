"""A paper gets its number: drawn from the register inside the act, or written by hand."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.lawful import why_waits
from lungang.campaign.transfer.models import Journey, Paper
from lungang.campaign.transfer.numbering import (
    POSTED,
    PaperKind,
    issuer_of,
    issues_of,
    kind_of,
    paper_key,
    refuse_number,
    word_of,
)
from lungang.campaign.transfer.papers import issued_on
from lungang.campaign.transfer.queries import journeys_for, standing_journeys
from lungang.campaign.transfer.states import STEPS, THERE
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action
from lungang.platform.register.actions import draw

LONGEST = 40


@action("transfer.number_paper")
def number_paper(
    act: Act, campaign: Campaign, pk: UUID, kind: str, written: str = "", *, seen: int | None = None
) -> Paper:
    """Give a paper of a person its number: the next of the office's word, or ``written``.

    Raises:
        NotPermitted: the paper is another office's.
        NotNow: it has one, the move was revoked or waits for steps of the law, the number is
            another paper's, or it is of a post and the person has not reported for duty.
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
    if journey.is_revoked:
        raise NotNow(_("去向已经撤销，这件公文不再编号"))
    if why := why_waits(journey):
        raise NotNow(why)
    issue = issues_of(journey)[made.slug]
    if issue.number:
        raise NotNow(_("这件公文已经编了号，一件一号"))
    if made.verb in POSTED and journey.state not in THERE:
        raise NotNow(_("人还没有报到，{paper}不能编号").format(paper=_(made.label)))
    if written.strip():
        paper = number_by_hand(act, journey, made, written)
        assert paper is not None
    else:
        paper = number_by_word(act, journey, made, f"{made.label}（{journey.from_name}）")
    act.record(paper, f"{made.label}编号 {paper}")
    return paper


def number_by_word(act: Act, journey: Journey, kind: PaperKind, title: str) -> Paper:
    """Draw the next number of the office's word for a paper that has none, within an act.

    Where the register voided the one that it had, the new one says which it replaces.

    Raises:
        InputError: the office has no word to number by.
    """
    word = word_of(act.actor, kind)
    if word is None:
        raise InputError(_("本岗位还没有机关代字，编不了号。请安全管理员先给，或者手工写文号"))
    issue = issues_of(journey)[kind.slug]
    year = issued_on(journey, kind).year  # of the paper's date (成文日期), not of the click
    number = draw(act, word.word, year, title, replaces=issue.replaced)
    if issue.paper is not None:
        return issue.paper  # found by its number, which this one replaces
    return Paper.objects.create(
        meeting=issue.meeting,
        key=paper_key(kind, journey),
        number=number,
        issuer=issuer_of(act.actor),
    )


def number_by_hand(act: Act, journey: Journey, kind: PaperKind, written: str) -> Paper | None:
    """Keep a number written by hand for a paper, within an act; None where it has this one already.

    Raises:
        InputError: it is no number, or the paper has another.
        NotNow: the number is on another paper, or on a void one.
    """
    issue = issues_of(journey)[kind.slug]
    text, has = written.strip(), issue.number
    if has:
        if has != text:
            raise InputError(
                _("这件{paper}编的是 {number}。照它写").format(paper=_(kind.label), number=has)
            )
        return None
    refuse_number(act.actor, text)
    refuse_taken(act, journey, text, kind)
    if issue.paper is not None:  # the register voided the number that it had
        issue.paper.written = text
        issue.paper.save()
        return issue.paper
    key = paper_key(kind, journey)
    issuer = issuer_of(act.actor)
    return Paper.objects.create(meeting=issue.meeting, key=key, written=text, issuer=issuer)


def refuse_taken(act: Act, journey: Journey, text: str, kind: PaperKind | None = None) -> None:
    """Refuse a number that stands on another paper: one paper, one number.

    A document of removals or appointments may name several people: its unit writes the number with
    each of them (``kind``).

    Raises:
        NotNow: it does, or did before that paper was void.
    """
    same = Paper.objects.filter(meeting__campaign=journey.campaign_id, written=text)
    if same.exclude(revoked_in=None).exists():
        raise NotNow(_("文号 {number} 是一件作废的公文的，不能再用。请另编").format(number=text))
    if kind is not None and kind.verb in POSTED:
        beside = standing_journeys(journey.campaign)
        keys = {paper_key(kind, row) for row in beside.defer("reasons", "revoked_because")}
        same = same.exclude(issuer=issuer_of(act.actor), key__in=keys)
    if same.exists():
        raise NotNow(_("文号 {number} 已经用在另一件公文上。请核对").format(number=text))
