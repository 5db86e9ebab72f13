"""The acts on a repair: take a case back, compute, ask, confirm, send back, drop."""

from __future__ import annotations

from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.deliberation.door import SealedRequest, prove_again, sealed_page
from lungang.campaign.deliberation.views.refusing import refused
from lungang.campaign.repairs import access, actions, queries
from lungang.campaign.repairs.forms import WithdrawForm
from lungang.campaign.repairs.jobs import KIND, LARGE, TITLE
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.showing import case_rows
from lungang.campaign.repairs.views.pages import WHAT, own_cases, show_repair
from lungang.campaign.transfer.queries import standing_journeys
from lungang.errors import LungangError, MarksConflict, NotPermitted
from lungang.platform.jobs.actions import start
from lungang.platform.pages import perform, seen
from lungang.platform.texts import ReasonForm


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def withdraw(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Take back what was reported of one of this section's people, with the reason."""
    row = _row(request, pk)
    # Those taken back as well: whoever pressed twice is answered as the first time.
    rows = [case_rows(request.campaign, row, withdrawn=taken) for taken in (False, True)]
    own = own_cases(request, chain.from_iterable(rows))
    if not own:
        raise Http404
    form = WithdrawForm(own, request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return show_repair(request, row, form=form, verb="withdraw")
    data = form.cleaned_data
    return _act(request, actions.withdraw, pk, UUID(data["case"]), data["reason"], said=_("已撤回"))


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def compute(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Compute the repair; where nobody who reported may move, say so and offer that the fewest do.

    Of a large county it is computed in the background.
    """
    row, again = _row(request, pk), request.POST.get("again") == "1"
    if standing_journeys(request.campaign).count() > LARGE:
        arguments = {"campaign": str(request.campaign.pk), "repair": str(pk), "again": again}
        perform(request, start, KIND, TITLE, arguments)
        messages.success(request, _("已交后台计算，算好会通知"))
        return redirect("repairs:repair", pk)
    try:
        perform(
            request, actions.compute_repair, request.campaign, pk, again=again, seen=seen(request)
        )
    except NotPermitted:
        raise
    except MarksConflict as conflict:
        return show_repair(request, row, conflict=str(conflict), again=not again)
    except LungangError as error:
        return refused(request, error, _page(pk))
    messages.success(request, _("已算好，请逐人看"))
    return redirect("repairs:repair", pk)


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def ask(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Send the repair that the page showed to the second person."""
    if (proof := prove_again(request, _page(pk))) is not None:
        return proof
    _row(request, pk)
    return _act(request, actions.ask, pk, _digest(request), said=_("已送另一科室的人确认"))


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def confirm(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Confirm the repair that the page showed."""
    if (proof := prove_again(request, _page(pk))) is not None:
        return proof
    _row(request, pk)
    return _act(request, actions.confirm, pk, _digest(request), said=_("已确认"))


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def send_back(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Send it back with the reason."""
    return _with_reason(request, pk, "send_back", actions.send_back, _("已退回"))


@sealed_page(WHAT, methods=("POST",), rule=access.may_act)
def drop(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Leave what was released as it is."""
    return _with_reason(request, pk, "drop", actions.drop, _("已记下，不再修补"))


def _row(request: SealedRequest, pk: UUID) -> Repair:
    return get_object_or_404(queries.repairs(request.campaign), pk=pk)


def _page(pk: UUID) -> str:
    return reverse("repairs:repair", args=[pk])


def _digest(request: SealedRequest) -> str:
    return request.POST.get("digest", "")[:64]


def _with_reason(request: SealedRequest, pk: UUID, verb: str, act: Any, said: str) -> HttpResponse:
    row, form = _row(request, pk), ReasonForm(request.POST, auto_id=f"{verb}_%s")
    if not form.is_valid():
        return show_repair(request, row, form=form, verb=verb)
    return _act(request, act, pk, form.cleaned_data["reason"], said=said)


def _act(request: SealedRequest, act: Any, pk: UUID, *given: Any, said: str) -> HttpResponse:
    try:
        perform(request, act, request.campaign, pk, *given, seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, _page(pk), getattr(error, "changes", ()))
    messages.success(request, said)
    return redirect("repairs:repair", pk)
