"""The notices of an office, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lungang.platform.notices import access, actions
from lungang.platform.notices.queries import notices_for
from lungang.platform.pages import OfficeRequest, opens, page

A_PAGE = 50


@page(access.may_read, campaign=False)
def listing(request: OfficeRequest) -> HttpResponse:
    """Show the office's notices, new ones first."""
    rows = Paginator(notices_for(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"rows": rows})


@page(access.may_read, campaign=False)
def notice(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one; it counts as read from now on."""
    found = get_object_or_404(notices_for(request.actor), pk=pk)
    path = found.path if found.path and opens(request, found.path) else ""
    is_shown = request.META["REQUEST_METHOD"] == "GET"  # nobody reads what HEAD answers
    if is_shown and request.actor.holding:
        actions.mark_read(request.actor.holding, found)
    return render(request, "notices/notice.html", {"notice": found, "path": path})
