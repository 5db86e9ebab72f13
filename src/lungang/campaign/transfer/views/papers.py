"""Papers: each printable from the person's page, and numbered there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.numbering import kind_of
from lungang.campaign.transfer.papers import document_of, may_have
from lungang.errors import InputError
from lungang.platform.pages import OfficeRequest, page, perform, seen
from lungang.platform.papers import FORMS, paper_answer


@page(access.may_act, methods=("POST",))
def number(request: OfficeRequest, pk: UUID, kind: str) -> HttpResponse:
    """Give a paper its number: drawn, or as written by hand."""
    written = request.POST.get("written", "").strip()
    try:
        made = perform(
            request, actions.number_paper, request.campaign, pk, kind, written, seen=seen(request)
        )
    except InputError as refusal:
        messages.error(request, str(refusal))
        return redirect("transfer:journey", pk)
    messages.success(request, _("已编号：{number}").format(number=made))
    return redirect("transfer:journey", pk)


@page(access.may_see)
def paper(request: OfficeRequest, pk: UUID, kind: str, form: str) -> HttpResponse:
    """Hand out one paper of a person as PDF or DOCX."""
    journey = get_object_or_404(queries.journeys_for(request.actor, request.campaign), pk=pk)
    made = kind_of(kind)
    if made is None or form not in FORMS or not may_have(request.actor, journey, made):
        raise Http404
    dated = timezone.localdate(journey.meeting.released_at)
    name = f"{made.label}（{journey.name}）"
    return paper_answer(document_of(journey, made), form, dated, name)
