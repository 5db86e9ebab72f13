"""The county's board: who has sent what; and who saw whose citizen id whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access
from lungang.campaign.rosters.board import Standing, standings
from lungang.campaign.rosters.contradictions import contradictions_for
from lungang.campaign.rosters.queries import open_corrections
from lungang.campaign.rosters.reveals import reveals_for, with_rows
from lungang.platform.pages import OfficeRequest, page

A_PAGE = 50
STATES = ("open", "draft", "submitted", "returned", "accepted")


@page(access.may_see_board)
def board(request: OfficeRequest) -> HttpResponse:
    """Show how each unit stands, late ones first; counts are the filter."""
    units = standings(request.campaign)
    chosen = request.GET.get("state", "")
    words = (_("未开始"), _("填了一半"), _("已上报"), _("已退回"), _("已接收"))
    options = [(_("全部"), len(units), "?", not chosen)]
    for key, word in zip(STATES, words, strict=True):
        number = sum(unit.state == key for unit in units)
        options.append((word, number, f"?state={key}", chosen == key))
    options.append((_("迟"), sum(u.is_late for u in units), "?state=late", chosen == "late"))
    context = {
        "units": [unit for unit in units if _chosen(unit, chosen)],
        "options": options,
        "people": sum(unit.people for unit in units),
        "accepted": sum(unit.accepted for unit in units),
        "may_open": request.actor.is_section,
        "contradictions": contradictions_for(request.actor, request.campaign),
        "corrections": open_corrections(request.actor, request.campaign).count(),
    }
    return render(request, "rosters/board.html", context)


def _chosen(unit: Standing, state: str) -> bool:
    return not state or (unit.is_late if state == "late" else unit.state == state)


@page(access.may_see_reveals, campaign=False)
def reveals(request: OfficeRequest) -> HttpResponse:
    """Show who saw whose citizen id whole, and why; of every campaign, as the log is."""
    found = Paginator(reveals_for(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": found, "reveals": with_rows(found.object_list)}
    return render(request, "rosters/reveals.html", context)
