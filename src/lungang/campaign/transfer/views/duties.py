"""A duty of avoidance that the plan leaves open: what it is, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.actions.duties import HOW
from lungang.campaign.transfer.forms import DutyForm
from lungang.campaign.transfer.models import AvoidanceDuty
from lungang.campaign.transfer.states import DUTIES
from lungang.errors import InputError
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_run, methods=("GET", "POST"))
def duty(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show the duty, and put on record what became of it: the section in charge alone."""
    row = get_object_or_404(queries.duties_for(request.actor, request.campaign), pk=pk)
    if request.method == "GET":
        hows = [o.act for o in DUTIES if DUTIES.allows(o.act, row.state, request.actor.office)]
        return _show(request, row, DutyForm(hows, initial=initial_from(request)))
    form = DutyForm(HOW, request.POST)  # pressed twice, the act says what became of the first
    if not form.is_valid():
        return _show(request, row, form)
    try:
        perform(request, actions.settle_duty, request.campaign, pk, form.dealt, seen=seen(request))
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, form)
    messages.success(request, _("已记下"))
    return redirect("transfer:board")


def _show(request: OfficeRequest, row: AvoidanceDuty, form: DutyForm) -> HttpResponse:
    closed = queries.closed(request.campaign)
    asks = bool(form.fields["how"].choices) and not closed  # type: ignore[attr-defined]
    context = {"duty": row, "form": form if asks else None, "closed": closed}
    return render(request, "transfer/duty.html", context, status=422 if form.errors else 200)
