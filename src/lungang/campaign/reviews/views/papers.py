"""Papers of review: the page of reasons, and the reply."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lungang.campaign.reviews import access, queries
from lungang.campaign.reviews.paper import reasons_paper, reply_paper
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import journeys_for
from lungang.paperwork import Document
from lungang.platform.pages import OfficeRequest, page
from lungang.platform.papers import FORMS, paper_answer

_ANSWERED = (ReviewState.KEPT, ReviewState.CHANGED, ReviewState.REFUSED)


@page(access.may_ask)
def reasons(request: OfficeRequest, pk: UUID, form: str) -> HttpResponse:
    """Hand out the page of reasons of one person's move."""
    journey = get_object_or_404(journeys_for(request.actor, request.campaign), pk=pk)
    if form not in FORMS or not access.may_have_reasons(request.actor, journey):
        raise Http404
    return _answer(reasons_paper(journey), journey, "去向说明", form)


@page(access.may_see)
def reply(request: OfficeRequest, pk: UUID, form: str) -> HttpResponse:
    """Hand out the reply to a request."""
    row = get_object_or_404(queries.reviews_for(request.actor, request.campaign), pk=pk)
    if form not in FORMS or row.state not in _ANSWERED:
        raise Http404
    return _answer(reply_paper(row), row.journey, "复核答复", form)


def _answer(document: Document, journey: Journey, noun: str, form: str) -> HttpResponse:
    dated = timezone.localdate(journey.meeting.released_at)
    return paper_answer(document, form, dated, f"{noun}（{journey.name}）")
