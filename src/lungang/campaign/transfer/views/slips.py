"""The establishment office's page: who has which slip, and the next one made out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.numbering import KINDS, word_of
from lungang.campaign.transfer.slips import lines_of
from lungang.campaign.transfer.states import SLIPS, STANDING
from lungang.errors import InputError
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_see_slips)
def slips(request: OfficeRequest) -> HttpResponse:
    """Show everybody with the two slips; without the step in the pack, say so."""
    meeting = queries.work_meeting(request.campaign)
    on = meeting is not None and meeting.slips
    moves = queries.journeys_for(request.actor, request.campaign).filter(state__in=STANDING)
    rows = lines_of(moves) if on else []
    kind = next(one for one in KINDS if one.verb == SLIPS[0])
    context = {
        "on": on,
        "meeting": meeting,
        "lines": rows,
        "out": sum(line.out is not None for line in rows),
        "into": sum(line.into is not None for line in rows),
        "may_issue": access.may_issue_slips(request.actor) and not queries.closed(request.campaign),
        "closed": queries.closed(request.campaign),
        "word": word_of(request.actor, kind),
    }
    return render(request, "transfer/slips.html", context)


@page(access.may_issue_slips, methods=("POST",))
def slip(request: OfficeRequest, pk: UUID, which: str) -> HttpResponse:
    """Make out one slip."""
    get_object_or_404(queries.journeys_for(request.actor, request.campaign), pk=pk)
    if which not in SLIPS:
        raise Http404
    written = request.POST.get("written", "").strip()
    try:
        perform(
            request, actions.issue_slip, request.campaign, pk, which, written, seen=seen(request)
        )
    except InputError as refusal:
        messages.error(request, str(refusal))
        return redirect("transfer:slips")
    messages.success(request, _("已开出，单位会收到消息"))
    return redirect("transfer:slips")
