"""The work meeting: behind the door of the sealed plan before the release, then in the open."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.convening.queries import standing
from lungang.campaign.core.queries import why_closed
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.guarding import why_not_yet
from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.forms import HoursForm, ReleaseForm
from lungang.campaign.transfer.models import WorkMeeting
from lungang.campaign.transfer.planned import Planned, planned
from lungang.campaign.transfer.states import RELEASE_STEPS
from lungang.errors import InputError
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen

ROLL = "roll-"


@sealed_page("发布去向", methods=("GET", "POST"), rule=access.may_release)
def release(request: SealedRequest) -> HttpResponse:
    """Hold the meeting: roll call, deadlines, and with the reading of the list the release."""
    decision = queries.confirmed_decision(request.campaign).first()
    if decision is None:
        return show(request, "transfer/nothing_to_release.html", {})
    moves = planned(request.campaign, decision)
    form = ReleaseForm(request.campaign, request.POST if request.method == "POST" else None)
    units, digest = _roll(request, moves), decision.opened.digest
    context = {
        "form": form,
        "decision": decision,
        "moves": moves,
        "units": units,
        "sending": sum(sends for *_unit, sends in units),
        "closed": why_closed(request.campaign, *RELEASE_STEPS),
        "why_not_yet": why_not_yet(request.campaign, decision),
    }
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "transfer/release.html", context, digest=digest, status=status)
    came = {unit: who for unit, _name, who, _sends in units if who.strip()}
    data = form.cleaned_data
    try:
        perform(
            request,
            actions.release,
            request.campaign,
            decision.pk,
            request.POST.get("digest", ""),
            held_at=data["held_at"],
            place=data["place"],
            deadlines=form.deadlines,
            roll=came,
            seen=seen(request),
        )
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return show(request, "transfer/release.html", context, digest=digest, status=422)
    messages.success(request, _("已发布。现在把调干通知交给各单位负责人"))
    return redirect("transfer:notices")


def _roll(request: SealedRequest, moves: list[Planned]) -> list[tuple[int, str, str, bool]]:
    """Return the units of the roll call, the sending ones first: each with who signs for it, or who
    was written in, and whether it sends anybody.
    """
    sending = {move.from_unit: move.from_name for move in moves}
    called = standing(request.campaign)
    units = dict(sending)
    if called is not None:
        names = dict(called.invited.values_list("unit", "name"))
        units |= {unit: name for unit, name in names.items() if unit not in sending}
    heads = queries.heads(set(units))
    return [
        (unit, name, request.POST.get(f"{ROLL}{unit}", heads.get(unit, "")), unit in sending)
        for unit, name in units.items()
    ]


@page(access.may_run, methods=("GET", "POST"))
def hours(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Change the hours of a release: the one place where they are changed."""
    row = get_object_or_404(request.campaign.work_meetings, pk=pk)
    closed = queries.closed(request.campaign)
    if request.method == "GET":
        now = {name: getattr(row, f"{name}_due") for name in _HOURS} | initial_from(request)
        return _hours(request, row, HoursForm(initial=now), closed)
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _hours(request, row, form, closed)
    told = form.deadlines, form.cleaned_data["reason"]
    try:
        perform(request, actions.move_hours, request.campaign, pk, *told, seen=seen(request))
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _hours(request, row, form, closed)
    messages.success(request, _("时限已改，有关单位会收到消息"))
    return redirect("transfer:meeting")


_HOURS = ("notices", "letters", "section", "report")


def _hours(request: OfficeRequest, row: WorkMeeting, form: HoursForm, closed: str) -> HttpResponse:
    context = {"meeting": row, "form": form, "closed": closed}
    return render(request, "transfer/hours.html", context, status=422 if form.errors else 200)


@page(access.may_see_county)
def meeting(request: OfficeRequest) -> HttpResponse:
    """Show the meeting that released the plan: time, place, deadlines, roll call; and what was
    made known further after it.
    """
    rows = request.campaign.work_meetings.select_related("released_by__user")
    held, *more = rows.order_by("released_at") or [None]
    if held is None:
        raise Http404
    roll = list(held.roll.select_related("unit"))
    absent = sum(not row.who for row in roll)
    moves = access.may_run(request.actor) and not queries.closed(request.campaign)
    context = {"meeting": held, "roll": roll, "absent": absent, "more": more, "moves": moves}
    return render(request, "transfer/meeting.html", context)
