"""The notice of the work meeting; convening, changing and calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.convening import access, actions, paper, queries
from lungang.campaign.convening.forms import CallOffForm, ChangeForm, ConveneForm
from lungang.campaign.convening.models import Convening
from lungang.errors import InputError, NotNow
from lungang.platform.pages import OfficeRequest, page, perform, seen
from lungang.platform.papers import FORMS, paper_answer


@page(access.may_see)
def show(request: OfficeRequest) -> HttpResponse:
    """Show when and where it is, and to the county which units are called."""
    row = queries.latest(request.actor, request.campaign)
    context = {
        "row": row,
        "units": list(row.invited.all()) if row and access.may_see_county(request.actor) else [],
        "of_county": access.may_see_county(request.actor),
        "convenes": access.may_convene(request.actor),
        "closed": queries.why_nothing(request.campaign, row),
    }
    return render(request, "convening/show.html", context)


@page(access.may_convene, methods=("GET", "POST"))
def convene(request: OfficeRequest) -> HttpResponse:
    """Convene it."""
    form = ConveneForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, None)
    data = form.cleaned_data
    try:
        perform(request, actions.convene, request.campaign, data["held_at"], data["place"])
    except (InputError, NotNow) as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, None)
    messages.success(request, _("已召集，各单位会收到通知"))
    return redirect("convening:show")


@page(access.may_convene, methods=("GET", "POST"))
def change(request: OfficeRequest) -> HttpResponse:
    """Change time or place; or, by the other form of the page, call it off."""
    row = queries.standing(request.campaign)
    if row is None:
        raise Http404
    form = ChangeForm(request.POST or None, initial=_as_it_is(row))
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, row)
    data = form.cleaned_data
    try:
        perform(
            request, actions.change, request.campaign, row.pk, data["held_at"], data["place"],
            data["reason"], seen=seen(request),
        )  # fmt: skip
    except (InputError, NotNow) as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, row)
    messages.success(request, _("已改，各单位会收到通知"))
    return redirect("convening:show")


@page(access.may_convene, methods=("POST",))
def call_off(request: OfficeRequest) -> HttpResponse:
    """Call it off."""
    # The last one, if none stands: whoever pressed twice is answered as the first time.
    row = queries.standing(request.campaign) or queries.latest(request.actor, request.campaign)
    if row is None:
        raise Http404
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return _form(request, ChangeForm(initial=_as_it_is(row)), row, off=form)
    reason = form.cleaned_data["reason"]
    perform(request, actions.call_off, request.campaign, row.pk, reason, seen=seen(request))
    messages.success(request, _("已取消，各单位会收到通知"))
    return redirect("convening:show")


@page(access.may_see)
def invitation(request: OfficeRequest, form: str) -> HttpResponse:
    """Hand out the notice as a paper; of a meeting that was called off there is none."""
    row = queries.latest(request.actor, request.campaign)
    if row is None or not row.is_called or form not in FORMS:
        raise Http404
    dated = timezone.localdate(row.told_at)
    return paper_answer(paper.invitation(row), form, dated, "交流人员工作会通知")


def _as_it_is(row: Convening) -> dict[str, Any]:
    return {"held_at": timezone.localtime(row.held_at).replace(tzinfo=None), "place": row.place}


def _form(
    request: OfficeRequest, form: ConveneForm, row: Convening | None, off: CallOffForm | None = None
) -> HttpResponse:
    context = {
        "form": off if off is not None and off.errors else form,
        "main": form,
        "off": off or CallOffForm(),
        "row": row,
        "units": len(queries.units_that_took_part(request.campaign)) if row is None else 0,
        "closed": queries.why_nothing(request.campaign, row),
    }
    status = 422 if form.errors or (off is not None and off.errors) else 200
    return render(request, "convening/form.html", context, status=status)
