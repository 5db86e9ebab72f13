"""The pool: check answers before it is sent, and before it is confirmed."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.access import is_own
from lungang.campaign.screening import access, actions, queries
from lungang.campaign.screening.evidence import clause_word
from lungang.campaign.screening.forms import SendBackForm
from lungang.campaign.screening.models import Pool, Run
from lungang.campaign.screening.pooling import (
    frozen,
    is_open,
    open_corrections,
    since,
    standing,
    unanswered_said,
)
from lungang.campaign.screening.showing import due_times
from lungang.campaign.screening.states import PoolState
from lungang.campaign.screening.views.parts import refused_typing, tabs
from lungang.domain.codes import CadreAuthority
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_see_list)
def pool(request: OfficeRequest) -> HttpResponse:
    """Show who must exchange, by unit, with counts; and the form that is this office's turn."""
    initial = initial_from(request)
    return _show(request, SendBackForm(auto_id="send_back_%s", initial=initial))


def _show(
    request: OfficeRequest,
    form: SendBackForm,
    refusal: str = "",
    told: dict[str, Any] | None = None,
) -> HttpResponse:
    sent = queries.current_pool(request.campaign)
    now = standing(request.campaign)
    stale = sent is not None and sent.digest != now.digest
    held = sent if sent and sent.state in (PoolState.PROPOSED, PoolState.CONFIRMED) else None
    people = held.people if held else frozen(now.people)
    closed, decides = queries.closed(request.campaign), access.may_decide(request.actor)
    own = decides and sent is not None and is_own(request.actor, sent.proposed_by)
    context = {
        "closed": closed if decides or access.may_run(request.actor) else "",
        "own": own and is_open(sent),
        "tabs": tabs(request, "pool"),
        "pool": sent,
        "standing": now,
        "stale": stale,
        "changed": since(sent) if sent is not None and stale else [],
        "may_propose": access.may_run(request.actor) and (not held or stale) and not closed,
        "may_take_back": decides
        and not closed
        and sent is not None
        and sent.state == PoolState.CONFIRMED,
        "may_confirm": decides and is_open(sent) and not closed,
        "form": form,
        "linked": now.run is not None and (held is None or held.run_id == now.run.pk),
        "total": len(people),
        "unanswered": now.unanswered,
        "of_units": unanswered_said(now.people, due_times(request.campaign)),
        "corrections": open_corrections(request.campaign),
        "sees_corrections": access.may_run(request.actor),
        "refusal": refusal,
        "units": _by_unit(_with_clauses(people, held.run if held else now.run)),
        "categories": Counter(person["category"] for person in people).most_common(),
        "authorities": [
            (label.label, sum(person["authority"] == label.value for person in people))
            for label in CadreAuthority
        ],
    }
    status = 409 if told else 422 if refusal or form.errors else 200
    return render(request, "screening/pool.html", context | dict(told or {}), status=status)


def _with_clauses(people: list[dict[str, str]], run: Run | None) -> list[dict[str, str]]:
    if run is None:
        return people
    return [one | {"clause": clause_word(run.pack, one["rule"])} for one in people]


def _by_unit(people: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    units: dict[str, list[dict[str, str]]] = {}
    for person in people:
        units.setdefault(person["unit"], []).append(person)
    return units


@page(access.may_run, methods=("POST",))
def propose(request: OfficeRequest) -> HttpResponse:
    """Send the pool to the leading group."""
    perform(request, actions.propose_pool, request.campaign, request.POST.get("digest", ""))
    messages.success(request, _("已送领导小组确认"))
    return redirect("screening:pool")


@page(access.may_decide, methods=("POST",))
def confirm(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Confirm the pool that the page showed."""
    digest, told = request.POST.get("digest", ""), request.POST.get("without_opinion", "")
    try:
        perform(
            request,
            actions.confirm_pool,
            request.campaign,
            pk,
            digest,
            without_opinion=int(told) if told.isdecimal() and len(told) < 7 else 0,
            seen=seen(request),
        )
    except InputError as refusal:
        return _show(request, SendBackForm(auto_id="send_back_%s"), str(refusal))
    messages.success(request, _("名单已确认"))
    return redirect("screening:pool")


@page(access.may_decide, methods=("POST",))
def send_back(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send the pool back with the reason."""
    row = get_object_or_404(Pool, pk=pk, campaign=request.campaign)
    form = SendBackForm(request.POST, auto_id="send_back_%s")
    if not form.is_valid():
        return _show(request, form)
    answer = form.cleaned_data["reason"]
    try:
        perform(request, actions.send_back_pool, request.campaign, pk, answer, seen=seen(request))
    except (NotNow, Stale) as refused:
        row.refresh_from_db()
        return _show(request, form, told=refused_typing(request, refused, row, answer))
    messages.success(request, _("已退回科室"))
    return redirect("screening:pool")
