"""The page of one job: how far it is, a stop button, and where the result is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lungang.platform.jobs import access, actions
from lungang.platform.jobs.queries import jobs_for, may_stop
from lungang.platform.pages import OfficeRequest, page, perform


def _facts(request: OfficeRequest, pk: UUID) -> dict[str, Any]:
    found = get_object_or_404(jobs_for(request.actor), pk=pk)
    return {
        "job": found,
        "may_stop": may_stop(request.actor, found),
        "may_restart": access.may_restart(request.actor, found),
    }


@page(access.may_see_jobs, campaign=False)
def job(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a job; without scripts the page asks again by itself."""
    return render(request, "jobs/job.html", _facts(request, pk))


@page(access.may_see_jobs, campaign=False)
def standing(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Return the part of the page that changes, for the script."""
    return render(request, "jobs/_standing.html", _facts(request, pk))


@page(access.may_see_jobs, methods=("POST",), campaign=False)
def stop(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Stop it."""
    perform(request, actions.stop, pk)
    return redirect("jobs:job", pk)


@page(access.may_see_jobs, methods=("POST",), campaign=False)
def restart(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Start it again."""
    perform(request, actions.restart, pk)
    return redirect("jobs:job", pk)
