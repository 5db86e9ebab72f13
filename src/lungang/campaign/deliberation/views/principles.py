"""Principles and procedure: sent by a section, decided or taken back by the leading group."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.access import is_own
from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation import principles as reads
from lungang.campaign.deliberation.forms import PrinciplesForm, SeedForm, SendBackForm
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.seeds import halves
from lungang.campaign.deliberation.states import PrinciplesState
from lungang.campaign.deliberation.views.parts import tabs
from lungang.campaign.deliberation.views.start import start
from lungang.errors import InputError
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen

__all__ = ["decide", "principles", "propose", "seed", "send_back_principles", "start"]
BOTH = ("GET", "POST")


@page(access.may_see_principles)
def principles(request: OfficeRequest) -> HttpResponse:
    """Show what was sent and what is decided, the pack in force, and this office's turn."""
    return _show(request, SendBackForm(auto_id="send_back_%s", initial=initial_from(request)))


def _show(request: OfficeRequest, form: SendBackForm) -> HttpResponse:
    campaign, actor = request.campaign, request.actor
    sent, decided = queries.current_principles(campaign), queries.decided_principles(campaign)
    waits = sent is not None and sent.state == PrinciplesState.PROPOSED
    moved = reads.moved_since(sent) if sent is not None and waits else []
    closed, decides = queries.closed(campaign), access.may_decide_principles(actor)
    own = decides and waits and sent is not None and is_own(actor, sent.proposed_by)
    context = {
        "closed": closed if decides or access.may_propose_principles(actor) else "",
        "tabs": tabs(request, "principles"),
        "sent": sent,
        "decided": decided,
        "others": queries.principles_of(campaign).exclude(
            pk__in=[row.pk for row in (sent, decided) if row is not None]
        ),
        "moved": moved,
        "changed": reads.changes_since(sent) if sent is not None and moved else [],
        "corrections": reads.waiting_corrections(campaign) if decided is None else 0,
        "may_propose": access.may_propose_principles(actor) and not closed,
        "may_decide": decides and waits and not closed,
        "may_take_back": decides and not closed and decided is not None,
        "own": own,
        "form": form,
        **_pack(request),
        **_seed(request, decided),
    }
    return render(request, "deliberation/principles.html", context, status=_status(form))


def _pack(request: OfficeRequest) -> dict[str, Any]:
    packs = list(request.campaign.packs.order_by("-number").defer("text"))
    return {"pack": packs[0] if packs else None, "former_packs": packs[1:]}


def _seed(request: OfficeRequest, decided: Principles | None) -> dict[str, Any]:
    if decided is None:
        return {"halves": []}
    both = halves(decided)
    mine = next((half for half in both if half.office is request.actor.office), None)
    owes = mine is not None and mine.given is None and access.may_give_seed(request.actor)
    return {
        "halves": both,
        "drawn_with": queries.drawn_with(decided),
        "whole": all(half.given for half in both),
        "may_give": owes and not queries.closed(request.campaign),
    }


@page(access.may_propose_principles, methods=BOTH)
def propose(request: OfficeRequest) -> HttpResponse:
    """Send principles; the text of the pack in force is offered to begin with."""
    campaign = request.campaign
    bound = reads.bound_now(campaign)
    before = queries.current_principles(campaign)
    initial = {
        "text": before.text if before else reads.default_text(campaign),
        "occasion": before.occasion if before else "",
        "decided_on": before.decided_on if before else clock.today(),
    } | initial_from(request)
    form = PrinciplesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        binding = request.POST.get("binding", "")
        perform(request, actions.propose_principles, campaign, **form.cleaned_data, binding=binding)
        messages.success(request, _("已送领导小组审定"))
        return redirect("deliberation:principles")
    context = {
        "form": form,
        "bound": bound,
        "before": before,
        "why_not": reads.why_no_proposal(campaign, bound),
        "corrections": reads.waiting_corrections(campaign),
        **_pack(request),
    }
    return render(request, "deliberation/propose.html", context, status=_status(form))


@page(access.may_decide_principles, methods=("POST",))
def decide(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Decide the principles that the page showed."""
    get_object_or_404(Principles, pk=pk, campaign=request.campaign)
    digest = request.POST.get("digest", "")
    perform(request, actions.decide_principles, request.campaign, pk, digest, seen=seen(request))
    messages.success(request, _("原则和程序已定下，名单、花名册、规则和单位编制随即固定"))
    return redirect("deliberation:principles")


@page(access.may_decide_principles, methods=("POST",))
def send_back_principles(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send them back with the reason."""
    get_object_or_404(Principles, pk=pk, campaign=request.campaign)
    form = SendBackForm(request.POST, auto_id="send_back_%s")
    if not form.is_valid():
        return _show(request, form)
    answer, campaign = form.cleaned_data["reason"], request.campaign
    perform(request, actions.send_back_principles, campaign, pk, answer, seen=seen(request))
    messages.success(request, _("已退回科室"))
    return redirect("deliberation:principles")


@page(access.may_give_seed, methods=BOTH)
def seed(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give the own office's half of the seed, or say why none is to be given now."""
    row = get_object_or_404(queries.principles_of(request.campaign), pk=pk)
    form = SeedForm(request.POST or None)
    why_not = _why_no_seed(request, row)
    if request.method == "POST" and (why_not or form.is_valid()):
        value = form.cleaned_data.get("value", "") if form.is_valid() else ""
        try:
            campaign = request.campaign
            perform(request, actions.give_seed, campaign, row.pk, value, seen=seen(request))
        except InputError as refused:  # the act says first what else stands against it
            form.add_error("value", str(refused))
        else:
            messages.success(request, _("定序数已报。另一科室也报了以后，两个数同时公开"))
            return redirect("deliberation:principles")
    context = {"form": form, "row": row, "why_not": why_not, "halves": halves(row)}
    return render(request, "deliberation/seed.html", context, status=_status(form))


def _why_no_seed(request: OfficeRequest, row: Principles) -> str:
    """Say why this office gives no half now, or ""."""
    if closed := queries.closed(request.campaign):
        return closed
    if row.state != PrinciplesState.DECIDED:
        return _("原则和程序还没有定下，或者已经退回，现在不报定序数")
    mine = next(half for half in halves(row) if half.office is request.actor.office)
    if mine.given is not None:
        return _("本科室的定序数已经报过，不能再报")
    return ""


def _status(form: Any) -> int:
    return 422 if form.errors else 200
