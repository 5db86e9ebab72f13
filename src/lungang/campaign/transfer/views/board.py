"""The board of everybody's way, the notices handed out at the meeting, and urging."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.convening import access as meetings
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.beside import links_beside
from lungang.campaign.transfer.forms import CollectForm
from lungang.campaign.transfer.handing import handing
from lungang.campaign.transfer.lawful import waiting_for_law
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.showing import board_of, late_units
from lungang.campaign.transfer.states import STANDING, JourneyState
from lungang.errors import InputError, NotNow
from lungang.platform.pages import OfficeRequest, page, perform, url_if_open
from lungang.platform.texts import wrongs_of

VIEWS = ("", "unit", "open")


@page(access.may_see)
def board(request: OfficeRequest) -> HttpResponse:
    """Show who stands where, by when, and whose turn it is; before the release, what is awaited."""
    meeting = queries.work_meeting(request.campaign)
    if meeting is None:
        told = {
            "may_release": access.may_release(request.actor),
            "of_meeting": meetings.may_see(request.actor),
        }
        return render(request, "transfer/awaited.html", told)
    view = request.GET.get("view", "")
    shown = view if view in VIEWS else ""
    made = board_of(request.actor, request.campaign, meeting, shown)
    url = reverse("transfer:board")
    labels = (_("按主管科室"), _("按单位"), _("只看未办"))
    runs = access.may_run(request.actor) and not queries.closed(request.campaign)
    context = {
        "meeting": meeting,
        "board": made,
        "views": [
            (label, f"{url}?view={key}" if key else url, key == shown)
            for key, label in zip(VIEWS, labels, strict=True)
        ],
        "of_county": access.may_see_county(request.actor),
        "urged": len(late_units(request.actor, request.campaign)) if runs else 0,
        "notices": runs,
        "untaken": runs and _of_section(request).filter(state=JourneyState.NOTICE).exists(),
        "repairs_url": url_if_open(request.actor, "repairs:home")
        if reader_of(request.actor, request.campaign)
        else "",
        "beside": links_beside(request.actor),
        "duties": list(queries.duties_for(request.actor, request.campaign)),
        "slips_url": url_if_open(request.actor, "transfer:slips") if meeting.slips else "",
    }
    return render(request, "transfer/board.html", context)


@page(access.may_run, methods=("GET", "POST"))
def notices(request: OfficeRequest) -> HttpResponse:
    """Hand notices to the heads of sending units: tick as each takes them."""
    meeting = queries.work_meeting(request.campaign)
    if meeting is None:
        return redirect("transfer:board")
    if request.method == "GET":
        return _notices(request, meeting)
    mine = _mine(request)
    form = CollectForm([(str(row.pk), row.name) for row in mine], request.POST)
    if not form.is_valid():
        return _notices(request, meeting, wrongs_of(form))
    data = form.cleaned_data
    people = [row.pk for row in mine if str(row.pk) in data["people"]]
    try:
        told = data["taker"], data["note"], data["at"]
        perform(request, actions.collect, request.campaign, people, *told)
    except (InputError, NotNow) as refusal:
        return _notices(request, meeting, str(refusal))
    messages.success(request, _("已记下，{n} 人的通知领走").format(n=len(people)))
    return redirect("transfer:notices")


def _of_section(request: OfficeRequest) -> QuerySet[Journey]:
    authority = request.actor.authority
    assert authority is not None
    rows = queries.journeys_for(request.actor, request.campaign)
    return rows.filter(authority=authority.value, state__in=STANDING)


def _mine(request: OfficeRequest) -> list[Journey]:
    return list(_of_section(request).order_by("from_unit", "number"))


def _notices(request: OfficeRequest, meeting: WorkMeeting, refusal: str = "") -> HttpResponse:
    rows = _mine(request)
    lawful = waiting_for_law(request.campaign)
    notice = [row for row in rows if row.state == JourneyState.NOTICE]
    waiting = [row for row in notice if row.person_key not in lawful]
    units = handing(waiting)
    context = {
        "units": units,
        "due": min((unit.due for unit in units), default=meeting.notices_due),
        "dues": len({unit.due for unit in units}),
        "taken": len(rows) - len(notice),
        "lawful": len(notice) - len(waiting),
        "total": len(rows),
        "closed": queries.closed(request.campaign),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "transfer/notices.html", context, status=status)


@page(access.may_run, methods=("POST",))
def urge(request: OfficeRequest) -> HttpResponse:
    """Urge the units that are late with people of this section."""
    perform(request, actions.urge, request.campaign)
    messages.success(request, _("已催办，单位会收到消息"))
    return redirect("transfer:board")
