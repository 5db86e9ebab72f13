"""A section accepts rows of its authority, or sends the return back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.models import Return
from lungang.campaign.rosters.states import ReturnState
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_decide, methods=("POST",))
def accept(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Accept the people chosen."""
    chosen = _chosen(request)
    return _after(request, perform(request, actions.accept_rows, pk, chosen, seen=seen(request)))


@page(access.may_decide, methods=("POST",))
def accept_all(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Accept everybody of the own authority."""
    return _after(request, perform(request, actions.accept_all_mine, pk, seen=seen(request)))


@page(access.may_decide, methods=("POST",))
def send_back(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send the return back with a reason; rows with words of their own are pointed at."""
    rows = dict.fromkeys(_chosen(request), "")
    for name, text in request.POST.items():
        if name.startswith("why:") and str(text).strip() and (key := _uuid(name[4:])):
            rows[key] = str(text).strip()[:500]
    reason = request.POST.get("reason", "").strip()[:1000]
    perform(request, actions.return_, pk, reason, rows, seen=seen(request))
    messages.success(request, _("已退回，单位会收到消息。"))
    return redirect("rosters:return", pk)


@page(access.may_decide, methods=("POST",))
def take_up(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send an accepted return back with a reason."""
    reason = request.POST.get("reason", "").strip()[:1000]
    perform(request, actions.take_up, pk, reason, seen=seen(request))
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
