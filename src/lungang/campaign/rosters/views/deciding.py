"""A section accepts rows of its authority, or sends the return back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.forms import SendBackForm, TakeUpForm
from lungang.campaign.rosters.models import Return
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.rosters.views.showing import show, waiting_for
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_decide, methods=("POST",))
def accept(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Accept the people chosen."""
    chosen = _chosen(request)
    if not chosen:
        problem = _("没有选人。请在表里勾上要接收的人，再接收")
        return show(request, pk, problem=problem, status=422)
    return _after(request, perform(request, actions.accept_rows, pk, chosen, seen=seen(request)))


@page(access.may_decide, methods=("POST",))
def accept_all(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Accept everybody of the own authority."""
    return _after(request, perform(request, actions.accept_all_mine, pk, seen=seen(request)))


@page(access.may_decide, methods=("POST",))
def send_back(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send the return back with a reason; rows with words of their own are pointed at."""
    asked = [row for row in waiting_for(request, pk) if f"why:{row.pk}" in request.POST]
    form = SendBackForm(asked, request.POST)
    if not form.is_valid():
        return show(request, pk, decide=form, ticked=_chosen(request), status=422)
    rows = {**dict.fromkeys(_chosen(request), ""), **form.reasons()}
    reason = form.cleaned_data["reason"]
    perform(request, actions.return_, pk, reason, rows, seen=seen(request))
    if rows:
        said = ngettext(
            "已退回 %d 行，单位会收到消息。", "已退回 %d 行，单位会收到消息。", len(rows)
        )
        messages.success(request, said % len(rows))
    else:
        messages.success(request, _("已整份退回，单位会收到消息。"))
    return redirect("rosters:return", pk)


@page(access.may_decide, methods=("POST",))
def take_up(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send an accepted return back with a reason."""
    form = TakeUpForm(request.POST)
    if not form.is_valid():
        return show(request, pk, take_up=form, status=422)
    perform(request, actions.take_up, pk, form.cleaned_data["reason"], seen=seen(request))
    messages.success(request, _("已退回，单位会收到消息。"))
    return redirect("rosters:return", pk)


def _after(request: OfficeRequest, sent: Return) -> HttpResponse:
    if sent.state == ReturnState.ACCEPTED:
        messages.success(request, _("这份花名册已全部接收。"))
    else:
        messages.success(request, _("已接收。"))
    return redirect("rosters:return", sent.pk)


def _chosen(request: OfficeRequest) -> list[UUID]:
    found = [_uuid(text) for text in request.POST.getlist("row")]
    return [key for key in found if key is not None]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
