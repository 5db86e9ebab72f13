"""The sections ask the units for their opinion, and see who has answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.screening import access, actions, queries
from lungang.campaign.screening.forms import DueForm
from lungang.campaign.screening.showing import asked_units
from lungang.campaign.screening.views.parts import tabs
from lungang.platform.pages import OfficeRequest, page, perform


@page(access.may_see_list, methods=("GET", "POST"))
def opinions(request: OfficeRequest) -> HttpResponse:
    """Show how the units stand; the sections give or move the time."""
    form = DueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not access.may_run(request.actor):
            raise Http404
        if form.is_valid():
            perform(request, actions.ask_opinions, request.campaign, form.cleaned_data["due_at"])
            messages.success(request, _("已向各单位征求意见"))
            return redirect("screening:opinions")
    run, closed = queries.last_run(request.campaign), queries.closed(request.campaign)
    context = {
        "tabs": tabs(request, "opinions"),
        "run": run,
        "units": asked_units(request.campaign, run) if run else [],
        "form": form if access.may_run(request.actor) and not closed else None,
        "closed": closed if access.may_run(request.actor) else "",
    }
    return render(request, "screening/opinions.html", context)
