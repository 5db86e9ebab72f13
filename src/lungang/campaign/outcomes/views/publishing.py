"""Publishing the numbers: first as the representatives will read them, then out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.queries import observer_holdings, why_closed
from lungang.campaign.outcomes import access, actions, queries
from lungang.campaign.outcomes.published import LEAST, to_publish
from lungang.campaign.outcomes.showing import charts
from lungang.campaign.outcomes.views.people import result_of
from lungang.campaign.transfer.states import STEPS
from lungang.platform.pages import OfficeRequest, page, perform


@page(access.may_publish, methods=("GET", "POST"))
def publish(request: OfficeRequest) -> HttpResponse:
    """Show what goes out, and publish it."""
    result = result_of(request)
    told = to_publish(result)
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        perform(request, actions.publish, request.campaign, digest, computed=told)
        messages.success(request, _("已公布，人大、政协的代表会收到消息"))
        return redirect("outcomes:tables")
    invited = request.campaign.observers.filter(holding__in=observer_holdings()).count()
    context = {
        "told": told,
        "charts": charts(told.tables),
        "least": LEAST,
        "meeting": result.meeting,
        "publication": queries.last_publication(request.campaign),
        "invited": invited,
        "closed": why_closed(request.campaign, *STEPS),
    }
    return render(request, "outcomes/publish.html", context)
