"""One request: what is asked, the reply, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.repairs.states import CaseKind
from lungang.campaign.reviews import access, actions, queries
from lungang.campaign.reviews.actions.answering import OUTCOMES
from lungang.campaign.reviews.forms import ReplyForm
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import law_of
from lungang.campaign.reviews.reasons import reasons_of
from lungang.campaign.reviews.showing import timeline
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.queries import closed
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen, url_if_open


@page(access.may_see)
def review(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one request, and to the section in charge the form of the reply."""
    row = _row(request, pk)
    return _show(request, row, _form(request, row))


@page(access.may_answer, methods=("POST",))
def answer(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Reply, by the button that was pressed."""
    row = _row(request, pk)
    outcome = request.POST.get("act", "")
    if outcome not in OUTCOMES:
        raise Http404
    form = ReplyForm(request.POST, came_late=row.came_late)
    if not form.is_valid():
        return _show(request, row, form, 422)
    data = form.cleaned_data
    try:
        perform(
            request, actions.answer, request.campaign, pk, outcome, data["reason"],
            data.get("why_taken", ""), seen=seen(request),
        )  # fmt: skip
    except (InputError, NotNow) as refusal:
        form.add_error(None, str(refusal))
        row.refresh_from_db()
        return _show(request, row, form, 422)
    messages.success(request, _("已答复，把答复交给本人"))
    return redirect("reviews:review", pk)


@page(access.may_ask, methods=("POST",))
def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take a request back."""
    perform(request, actions.withdraw, request.campaign, pk, seen=seen(request))
    messages.success(request, _("已撤回"))
    return redirect("reviews:review", pk)


def _row(request: OfficeRequest, pk: UUID) -> Review:
    return get_object_or_404(queries.reviews_for(request.actor, request.campaign), pk=pk)


def _form(request: OfficeRequest, row: Review) -> ReplyForm:
    return ReplyForm(came_late=row.came_late, initial=initial_from(request))


def _show(request: OfficeRequest, row: Review, form: ReplyForm, status: int = 200) -> HttpResponse:
    over = closed(request.campaign)
    answers = row.is_open and access.may_answer_this(request.actor, row)
    withdraws = row.is_open and access.may_withdraw(request.actor, row)
    decision = row.journey.meeting.decision
    context = {
        "review": row,
        "journey": row.journey,
        "form": form,
        "law": law_of(row.journey),
        "reasons": reasons_of(row.journey),
        "events": timeline(row),
        "answers": answers and not over,
        "withdraws": withdraws and not over,
        "closed": over if answers or withdraws else "",
        "answered": row.state in (ReviewState.KEPT, ReviewState.CHANGED, ReviewState.REFUSED),
        "decided_by": [
            by.user.name for by in (decision.first_by, decision.second_by) if by is not None
        ],
        "of_county": access.may_see_board(request.actor),
        "repair": _repair(request, row),
    }
    return render(request, "reviews/review.html", context, status=status)


def _repair(request: OfficeRequest, row: Review) -> str:
    """Return where a change is reported so that the plan is repaired; "" where none is, or nobody
    here may, or it was reported.
    """
    if reader_of(request.actor, request.campaign) is None:
        return ""
    url = url_if_open(request.actor, "repairs:report")
    if not url or row not in queries.to_repair(request.actor, request.campaign):
        return ""
    return f"{url}?{urlencode({'person': str(row.journey_id), 'kind': CaseKind.REVIEW.value})}"
