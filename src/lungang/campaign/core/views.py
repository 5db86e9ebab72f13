"""The workbench (工作台) and the pages of steps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lungang.campaign.core import access
from lungang.campaign.core.queries import tasks_for
from lungang.campaign.core.steps import BY_KEY
from lungang.platform.pages import OfficeRequest, page


@page(access.may_enter, campaign=False)
def home(request: OfficeRequest) -> HttpResponse:
    """Show what this office has to do, by when."""
    tasks = tasks_for(request.actor, request.campaign) if request.campaign else ()
    return render(request, "core/home.html", {"tasks": tasks})


@page(access.may_see_steps)
def step(request: HttpRequest, key: str) -> HttpResponse:
    """Show a step that has no screens of its own yet."""
    found = BY_KEY.get(key)
    if found is None:
        raise Http404
    return render(request, "core/step.html", {"step": found})
