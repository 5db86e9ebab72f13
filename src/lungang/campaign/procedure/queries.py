"""Reads of the inquiries: of an asked office its own, of whoever the door let in all."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.deliberation.guarding import Hindrances
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure import access
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.namesakes import keeps_out, keys_of, without_anybody
from lungang.campaign.procedure.states import NOTED, STEPS, InquiryState
from lungang.campaign.procedure.steps import steps_before
from lungang.campaign.procedure.wanted import Wanted, desk_for, wanted
from lungang.i18n import gettext as told
from lungang.platform.accounts.actor import Actor
from lungang.policy.pack.model import PROCEDURE


def closed(campaign: Campaign) -> str:
    """Say why nothing can be asked or answered now, or ""."""
    return why_closed(campaign, *STEPS)


def standing(campaign: Campaign) -> QuerySet[Inquiry]:
    """Return every inquiry that was not taken back."""
    return campaign.inquiries.exclude(state=InquiryState.VOID).select_related("asked_by__user")


def after_repair(campaign: Campaign) -> bool:
    """Whether a repair was made known: its inquiries are the ones that are asked afterwards."""
    return campaign.decisions.filter(released_at__isnull=False, replaces__isnull=False).exists()


def in_hand(campaign: Campaign) -> QuerySet[Inquiry]:
    """Return what may still be answered: once the list was read out, what a repair asks alone."""
    rows = standing(campaign)
    if campaign.decisions.filter(released_at__isnull=False).exists():
        return rows.filter(decision__replaces__isnull=False)
    return rows


def is_final(row: Inquiry) -> bool:
    """Whether an answer stands: the destination is made known, and papers may have gone out on it.

    A dissent may still be taken back.
    """
    return row.decision.released_at is not None and row.answer is not None and not row.stops


def taken_back(campaign: Campaign) -> list[Inquiry]:
    """Return what a repair took back, as the destination is another, the last first."""
    rows = campaign.inquiries.filter(state=InquiryState.VOID).exclude(void_because="")
    return list(rows.order_by("-asked_at", "id"))


def inquiries_for(actor: Actor, campaign: Campaign) -> QuerySet[Inquiry]:
    """Return what an asked office is asked: about nobody else it learns anything.

    Whoever is asked about is not shown the question about themselves: see :mod:`namesakes`.
    """
    if not access.may_answer(actor):
        return Inquiry.objects.none()
    assert actor.user is not None
    user, known = actor.user.pk, keys_of([actor.user.pk])
    rows = in_hand(campaign).filter(desk=desk_for(actor, campaign))
    own = [row.pk for row in rows if keeps_out(user, actor.name, known, row)]
    return rows.exclude(pk__in=own)


def noted_by(actor: Actor, campaign: Campaign) -> QuerySet[Inquiry]:
    """Return the talks and inspections that a section takes, of those under its authority."""
    if not access.may_note(actor):
        return Inquiry.objects.none()
    return in_hand(campaign).filter(desk=desk_for(actor, campaign))


def pairs(
    campaign: Campaign, decision: Decision, people: Collection[str] | None = None
) -> list[tuple[Wanted, Inquiry | None]]:
    """Return all that is to be asked about a decided plan, each with the inquiry that asks it.

    ``people``: about these alone (by key).
    """
    asked = {row.matter: row for row in standing(campaign)}
    return [(one, asked.get(one.matter)) for one in wanted(campaign, decision, people)]


def unsettled(campaign: Campaign, decision: Decision, people: Collection[str]) -> frozenset[str]:
    """Return for whom of some people (by key) a step of the law is not in, or stops the move."""
    found = pairs(campaign, decision, people) if people else []
    return frozenset(
        one.content.person for one, row in found if row is None or row.answer is None or row.stops
    )


def hindrances(campaign: Campaign, decision: Decision) -> Hindrances:
    """Say what the steps of the law still hinder, under a pack that has any."""
    steps = steps_before(decision.scenario.principles)
    if not steps:
        return Hindrances()
    found = pairs(campaign, decision)
    return Hindrances(
        (*_words(found), *_namesakes(campaign, found)),
        reverse("procedure:matrix"),
        _("征求意见、谈话、考察和审核"),
    )


def _words(found: list[tuple[Wanted, Inquiry | None]]) -> Iterator[str]:
    unasked = sum(row is None for _one, row in found)
    if unasked:
        yield _("还有 {n} 件没有征询").format(n=unasked)
    for step, label in PROCEDURE.items():
        rows = [(one, row) for one, row in found if row is not None and one.content.step == step]
        late = [one.content.name for one, row in rows if row.answer is None]
        if late:
            word = (
                _("{step}还缺 {n} 人：{names}")
                if step in NOTED
                else _("{step}还有 {n} 件没有答：{names}")
            )
            yield word.format(step=told(label), n=len(late), names=_named(late))
        stopped = [one.content.name for one, row in rows if row.stops]
        if stopped:
            said = _("{step}不同意的 {n} 人：{names}")
            yield said.format(step=told(label), n=len(stopped), names=_named(stopped))


def _namesakes(campaign: Campaign, found: list[tuple[Wanted, Inquiry | None]]) -> Iterator[str]:
    """Say of whom nobody can answer: the late alone would have people wait for an answer."""
    rows = [row for _one, row in found if row is not None]
    barred = without_anybody(campaign, rows)
    names = [row.opened.name for row in rows if row.pk in barred]
    if names:
        word = _("同名回避、没有别人可答的 {n} 件：{names}。另设一人，或者由领导小组查明")
        yield word.format(n=len(names), names=_named(names))


SHOWN = 6


def _named(names: list[str]) -> str:
    some = _("、").join(names[:SHOWN])
    return some + _("等") if len(names) > SHOWN else some
