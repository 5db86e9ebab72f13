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
from lungang.errors import NotNow, Stale
from lungang.platform.pages import OfficeRequest, page, perform


@page(access.may_see_list, methods=("GET", "POST"))
def opinions(request: OfficeRequest) -> HttpResponse:
    """Show how the units stand; the sections give or move the time."""
    form = DueForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, form)
    if not access.may_run(request.actor):
        raise Http404
    if not form.is_valid():
        return _show(request, form, status=422)
    due, shown = form.cleaned_data["due_at"], request.POST.get("seen", "")
    try:
        perform(request, actions.ask_opinions, request.campaign, due, shown=shown)
    except (NotNow, Stale) as refusal:
        return _show(request, form, status=409, refusal=str(refusal))
    messages.success(request, _("已向各单位征求意见"))
    return redirect("screening:opinions")


def _show(
    request: OfficeRequest, form: DueForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    run = queries.last_run(request.campaign)
    may_ask, why_not = (
        access.may_run(request.actor),
        queries.why_not_asked_of_units(request.campaign),
    )
    context = {
        "tabs": tabs(request, "opinions"),
        "run": run,
        "units": asked_units(request.campaign, run) if run else [],
        "form": form if may_ask and not why_not else None,
        "seen": queries.asking_state(request.campaign) if may_ask else "",
        "closed": why_not if may_ask else "",
        "refusal": refusal,
    }
    return render(request, "screening/opinions.html", context, status=status)
