"""A citizen id is shown whole, for a reason; the unit mends a wrong one where it sees it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.facts import check_return, corrections_of
from lungang.campaign.rosters.forms import OnRecordForm
from lungang.campaign.rosters.layout import shown_value
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.notes import note_of, numbered_of
from lungang.campaign.rosters.queries import authority_of, rows_for
from lungang.campaign.rosters.showing import ID_FIELDS, shown_cell
from lungang.campaign.rosters.views.meanwhile import shown_of
from lungang.campaign.rosters.views.parts import why_closed
from lungang.intake.tables import specs
from lungang.platform.pages import OfficeRequest, page


@page(access.may_ask_unmask, methods=("GET", "POST"))
def reveal(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a citizen id whole, once, to whoever says why."""
    form = OnRecordForm(request.POST or None)
    saying_why = request.method == "POST" and form.is_valid()
    if saying_why:  # before looking for the row here: what is refused is to be on record
        actions.reveal_id(request.actor, request.campaign, pk, form.cleaned_data["reason"])
    row = get_object_or_404(rows_for(request.actor, request.campaign), pk=pk)
    if not access.may_unmask(request.actor, row, authority_of(row)):
        raise Http404
    context = {"form": form, "row": row, "sent": row.roster_return}
    if saying_why:
        held = corrections_of(row).get(row.pk, {})
        cells = {**row.cells, **held}
        context |= {
            "whole": shown_value(cells.get("id", "")),
            "relative": shown_value(cells.get("relative_id", "")),
        }
        if access.may_edit(request.actor, row.roster_return) and not why_closed(request.campaign):
            context |= _mending(row)
    return render(request, "rosters/reveal.html", context)


def _mending(row: Row) -> dict[str, Any]:
    """Return what a unit needs to mend an id where it sees it whole: its boxes, and what is wrong.

    A wrong id is one digit away from somebody's: it is shown as every other is, for a reason.
    """
    found = [
        one
        for one in numbered_of(check_return(row.roster_return).findings)
        if (one.finding.spot.sheet_no, one.finding.row) == (row.sheet, row.number)
        and one.finding.spot.field in ID_FIELDS
    ]
    fields = [name for name in specs()[row.table].by_field if name in ID_FIELDS]
    return {
        "boxes": [
            (specs()[row.table].by_field[name].name, name, shown_value(row.cells.get(name, "")))
            for name in fields
        ],
        "notes": [note_of(one) for one in found],
        "shown": shown_of(
            (row, name, shown_cell(name, row.cells.get(name, ""))) for name in fields
        ),
    }
