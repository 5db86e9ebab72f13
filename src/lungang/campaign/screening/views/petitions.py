"""Petitions: asking, the list of those to decide, deciding, taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.access import is_own
from lungang.campaign.screening import access, actions, queries
from lungang.campaign.screening.answering import (
    Change,
    Seen,
    changes_of,
    handle,
    seen_results,
    showing,
    standing_of,
)
from lungang.campaign.screening.forms import AnswerForm, PetitionForm
from lungang.campaign.screening.models import Petition
from lungang.campaign.screening.showing import timeline
from lungang.campaign.screening.states import PetitionKind, PetitionState
from lungang.campaign.screening.views.parts import refused_typing, tabs
from lungang.errors import NotNow, Stale
from lungang.platform.accounts.drafts import also_kept_at, initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_ask, methods=("GET", "POST"))
def ask(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask that a person be deferred or left out."""
    person = queries.same_person_now(request.actor, request.campaign, pk)
    if person is None or not access.may_petition(request.actor, person):
        raise Http404
    if request.method == "GET" and person.pk != pk:  # an address from before the last run
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("screening:ask", args=[person.pk]) + query)
    older = queries.same_person_ever(person)
    also_kept_at(request, [reverse("screening:ask", args=[one]) for one in older])
    data = request.POST if request.method == "POST" else None
    initial = {"kind": request.GET.get("kind", "")} | initial_from(request)
    form = PetitionForm(data, initial=initial)
    if request.method == "GET":
        return _ask(request, form, person)
    if not form.is_valid():
        return _ask(request, form, person, status=422)
    stood = Seen.read(request.POST.get("seen", "")).of(handle(person.person_key))
    kind, reason = PetitionKind(form.cleaned_data["kind"]), form.cleaned_data["reason"]
    try:
        perform(request, actions.petition, request.campaign, person.pk, kind, reason, stood=stood)
    except (NotNow, Stale) as refusal:
        changes = _changes(request, person)
        return _ask(request, form, person, status=409, refusal=str(refusal), changes=changes)
    messages.success(request, _("已送领导小组审定"))
    return redirect("screening:person", person.pk)


def _ask(
    request: OfficeRequest, form: PetitionForm, person: Any, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "person": person, "seen": showing([person], person.run.number)}
    return render(request, "screening/ask.html", context | more, status=status)


def _changes(request: OfficeRequest, person: Any) -> list[Change]:
    """Say what of a person is other than the form's page showed."""
    name, seen = handle(person.person_key), Seen.read(request.POST.get("seen", ""))
    if not seen.of(name) or seen.of(name) == standing_of(person):
        return []
    before = seen_results(request.campaign, person.unit_id, seen)
    return changes_of(before.get(name), seen.of(name), person)


@page(access.may_see_list)
def waiting(request: OfficeRequest) -> HttpResponse:
    """Show the petitions, those to be decided first."""
    rows = list(queries.petitions_for(request.actor, request.campaign).order_by("-asked_at", "pk"))
    context = {
        "tabs": tabs(request, "petitions"),
        "open": [row for row in rows if row.state == PetitionState.ASKED],
        "closed": [row for row in rows if row.state != PetitionState.ASKED],
        "may_decide": access.may_decide(request.actor),
    }
    return render(request, "screening/petitions.html", context)


@page(access.may_see_person)
def petition(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one petition with what it is about, and the form that this office has for it."""
    row = get_object_or_404(queries.petitions_for(request.actor, request.campaign), pk=pk)
    return _show(request, row, AnswerForm(initial=initial_from(request)))


def _show(
    request: OfficeRequest, row: Petition, form: AnswerForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    results = queries.results_for(request.actor, request.campaign)
    is_open, closed = row.state == PetitionState.ASKED, queries.closed(request.campaign)
    decides = is_open and access.may_decide(request.actor)
    withdraws = is_open and access.may_withdraw(request.actor, row)
    own = is_own(request.actor, row.asked_by)
    context = {
        "petition": row,
        "form": form,
        "person": results.filter(person_key=row.person_key).first(),
        "events": timeline([row]),
        "may_decide": decides and not closed and not own,
        "may_withdraw": withdraws and not closed,
        "why_not": closed if decides or withdraws else "",
        "own": decides and own,
        "of_county": access.may_see_list(request.actor),
    }
    return render(request, "screening/petition.html", context | more, status=status)


@page(access.may_decide, methods=("POST",))
def decide(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Approve or refuse, by the button that was pressed."""
    row = get_object_or_404(queries.petitions_for(request.actor, request.campaign), pk=pk)
    act = {"approve": actions.approve, "refuse": actions.refuse}.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    answer = form.cleaned_data["reason"]
    try:
        done = perform(request, act, request.campaign, pk, answer, seen=seen(request))
    except (NotNow, Stale) as refusal:
        row.refresh_from_db()
        told = refused_typing(request, refusal, row, answer)
        return _show(request, row, form, status=409, **told)
    messages.success(request, _(done.get_state_display()))
    return redirect("screening:petitions")


@page(access.may_ask, methods=("POST",))
def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take a petition back."""
    perform(request, actions.withdraw, request.campaign, pk, seen=seen(request))
    messages.success(request, _("已撤回"))
    return redirect("screening:petition", pk)
