"""Asking for review: the person, or the section for somebody who came on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.reviews import access, actions, queries
from lungang.campaign.reviews.forms import AskForm
from lungang.campaign.reviews.periods import period_of
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import closed, journeys_for
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_ask, methods=("GET", "POST"))
def ask(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask for review of a move."""
    row = get_object_or_404(journeys_for(request.actor, request.campaign), pk=pk)
    if not access.may_ask_about(request.actor, row):
        raise Http404
    made = queries.review_of(request.actor, row)
    if request.method == "GET" and made and made.state != ReviewState.WITHDRAWN:
        return redirect("reviews:review", made.pk)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        on_paper=request.actor.is_section,
        is_late=period_of(row).is_over,
        initial=initial_from(request),
    )
    if request.method == "GET" or not form.is_valid():
        return _show(request, row, form, 422 if form.errors else 200)
    try:
        done = perform(
            request, actions.ask, request.campaign, pk, form.told, seen=seen(request)
        )  # fmt: skip
    except (InputError, NotNow) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, form, 422)
    messages.success(request, _("已记下") if request.actor.is_section else _("已送主管科室"))
    return redirect("reviews:review", done.pk)


def _show(request: OfficeRequest, row: Journey, form: AskForm, status: int) -> HttpResponse:
    context = {
        "journey": row,
        "form": form,
        "period": period_of(row),
        "on_paper": request.actor.is_section,
        "closed": closed(request.campaign),
    }
    return render(request, "reviews/ask.html", context, status=status)
