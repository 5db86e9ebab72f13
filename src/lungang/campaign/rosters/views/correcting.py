"""Changes to accepted people: asked for, looked through, decided."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.actions.correct import cells_now
from lungang.campaign.rosters.difference import Change, changes
from lungang.campaign.rosters.forms import ReasonForm, RowForm
from lungang.campaign.rosters.models import Correction, TableKind
from lungang.campaign.rosters.queries import corrections_for, rows_for
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.rosters.views.parts import words_for
from lungang.errors import NotNow
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.organisation.queries import units_on
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_see_returns)
def corrections(request: OfficeRequest) -> HttpResponse:
    """List corrections, open ones first: a unit's own, or those of a section's people."""
    found = list(corrections_for(request.actor, request.campaign))
    found.sort(key=lambda one: (one.state != "asked", one.asked_at))
    units = units_on(request.campaign.reference_date)
    rows = [(one, what_changes(one), units.get(one.row.roster_return.unit_id)) for one in found]
    return render(request, "rosters/corrections.html", {"rows": rows})


def what_changes(correction: Correction) -> tuple[Change, ...]:
    """Return the cells that a correction changes, ids masked."""
    return changes(correction.before, correction.after, correction.row.table)


@page(access.may_see_returns)
def correction(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one correction."""
    found = get_object_or_404(corrections_for(request.actor, request.campaign), pk=pk)
    context = {
        "correction": found,
        "changes": what_changes(found),
        "may_settle": access.may_settle(request.actor, found),
        "typed": initial_from(request),
    }
    return render(request, "rosters/correction.html", context)


@page(access.may_decide, methods=("POST",))
def approve(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Let it hold."""
    answer = request.POST.get("answer", "")[:500]
    perform(request, actions.approve_correction, pk, answer, seen=seen(request))
    messages.success(request, _("已同意更正。"))
    return redirect("rosters:corrections")


@page(access.may_decide, methods=("POST",))
def refuse(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Leave it as accepted."""
    answer = request.POST.get("answer", "")[:500]
    perform(request, actions.refuse_correction, pk, answer, seen=seen(request))
    messages.success(request, _("未准更正，单位会收到消息。"))
    return redirect("rosters:corrections")


@page(access.may_report, methods=("GET", "POST"))
def correct(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask for changes to an accepted person."""
    row = get_object_or_404(rows_for(request.actor, request.campaign), pk=pk)
    if row.roster_return.state != ReturnState.ACCEPTED or row.table != TableKind.ROSTER:
        raise Http404
    form = RowForm(row.table, cells_now(row), request.POST or None)
    why = ReasonForm(request.POST or None)
    form.initial = why.initial = initial_from(request)
    if request.method == "POST" and form.is_valid() and why.is_valid():
        reason = why.cleaned_data["reason"]
        try:
            perform(request, actions.ask_correction, pk, form.texts(), reason, seen=seen(request))
        except NotNow as refused:
            why.add_error(None, str(refused))
        else:
            messages.success(request, _("更正已提出，等科室审。"))
            return redirect("rosters:corrections")
    context = {"form": form, "why": why, "row": row, "words": words_for(form)}
    return render(request, "rosters/correct.html", context)
