"""The door before the sealed plan: opened with the second factor, shut by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.door import OPEN_FOR, close_door, open_door, open_until
from lungang.campaign.deliberation.models import Reader
from lungang.platform.accounts.step_up import (
    entered_demo,
    has_second_factor,
    require_second_factor_now,
    showed_second_factor,
)
from lungang.platform.pages import OfficeRequest, page, perform, url_if_open


@page(access.may_deliberate, methods=("GET", "POST"))
def door(request: OfficeRequest) -> HttpResponse:
    """Say who may read and what is recorded; open with the second factor, shown now."""
    reader = _reader(request)
    if request.method == "POST":
        if not entered_demo(request) and (ask := require_second_factor_now(request)) is not None:
            return ask
        perform(request, actions.note_opening, request.campaign)
        open_door(request, reader)
        return redirect(_back(request))
    shown = entered_demo(request) or showed_second_factor(request)
    context = {
        "reader": reader,
        "listed": queries.readers(request.campaign),
        "until": open_until(request, reader),
        "hours": int(OPEN_FOR.total_seconds()) // 3600,
        "back": _back(request),
        "no_factor": not shown and not has_second_factor(request.user),
        "shown": shown,
    }
    return render(request, "deliberation/door.html", context)


@page(access.may_deliberate, methods=("POST",))
def shut(request: OfficeRequest) -> HttpResponse:
    """Shut the door by hand."""
    _reader(request)
    perform(request, actions.note_shutting, request.campaign)
    close_door(request)
    messages.success(request, _("方案已合上，再看要重新打开"))
    return redirect("deliberation:start")


def _reader(request: OfficeRequest) -> Reader:
    """Return the place on the list; whoever has none finds nothing here."""
    reader = queries.reader_of(request.actor, request.campaign)
    if reader is None:
        raise Http404
    return reader


def _back(request: OfficeRequest) -> str:
    """Return where the reader wanted to go: a sealed page of this office's own, or the first."""
    wanted = request.GET.get("next", "")
    ours = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, ours, require_https=request.is_secure()):
        try:
            view = resolve(wanted.partition("?")[0].partition("#")[0]).func
        except Resolver404:
            view = None
        rule = getattr(view, "rule", None)
        if getattr(view, "sealed", "") and rule is not None and rule(request.actor):
            return wanted
    first = url_if_open(request.actor, "deliberation:scenarios")
    return first or reverse("deliberation:start")
