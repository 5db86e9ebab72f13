"""The board of all requests, those to be answered first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lungang.campaign.reviews import access, queries
from lungang.campaign.transfer.queries import work_meeting
from lungang.platform.pages import OfficeRequest, page


@page(access.may_see_board)
def board(request: OfficeRequest) -> HttpResponse:
    """Show the requests: by when each is answered, and which are late."""
    rows = list(queries.reviews_for(request.actor, request.campaign))
    waiting = sorted((row for row in rows if row.is_open), key=lambda row: row.due_at)
    context = {
        "waiting": waiting,
        "over": [row for row in reversed(rows) if not row.is_open],
        "late": sum(row.is_overdue for row in waiting),
        "released": work_meeting(request.campaign) is not None,
        "admits": access.may_admit(request.actor),
    }
    return render(request, "reviews/board.html", context)
