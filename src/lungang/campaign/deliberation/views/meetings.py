"""Joint meetings: opened, changed, closed; their minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.briefs import letter
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.meeting_forms import MeetingForm
from lungang.campaign.deliberation.minutes import minutes_of
from lungang.campaign.deliberation.minutes_paper import minutes_paper
from lungang.campaign.deliberation.models import Meeting
from lungang.campaign.deliberation.since import afterwards
from lungang.campaign.deliberation.states import MeetingState
from lungang.campaign.deliberation.views.refusing import refused
from lungang.errors import LungangError, NotPermitted
from lungang.i18n import speaking
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import perform, seen
from lungang.platform.papers import FORMS, paper_answer

HERE = "deliberation:meetings"


@sealed_page(gettext_noop("联席会议"))
def meetings(request: SealedRequest) -> HttpResponse:
    """Show the meetings held, the last first."""
    context = {
        "meetings": list(_meetings(request).defer("minutes").order_by("-number")),
        "open": queries.open_meeting(request.campaign),
        "why_not": _why_no_meeting(request),
        "may_run": access.may_run_meeting(request.actor),
    }
    return show(request, "deliberation/meetings.html", context)


def _meetings(request: SealedRequest) -> Any:
    rows = Meeting.objects.filter(campaign=request.campaign)
    return rows.select_related("opened_by__user", "principles")


def _why_no_meeting(request: SealedRequest) -> str:
    if why := queries.closed(request.campaign):
        return why
    if queries.decided_principles(request.campaign) is None:
        return _("领导小组还没有定原则和程序，不能开会商定")
    if queries.standing_decision(request.campaign) is not None:
        return _("已有定下的方案。要再商定，先退回")
    return ""


@sealed_page(gettext_noop("联席会议"), methods=("GET", "POST"), rule=access.may_run_meeting)
def open_meeting(request: SealedRequest) -> HttpResponse:
    """Open a meeting."""
    now = timezone.localtime(clock.now()).replace(second=0, microsecond=0, tzinfo=None)
    initial = {"held_at": now} | initial_from(request)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, None, 200 if request.method == "GET" else 422)
    try:
        done = perform(request, actions.start_meeting, request.campaign, **form.cleaned_data)
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse(HERE))
    messages.success(request, _("会议已开"))
    return redirect("deliberation:meeting", done.pk)


@sealed_page(gettext_noop("联席会议"), methods=("GET", "POST"), rule=access.may_run_meeting)
def change_meeting(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Put right when and where it is held, and who is present."""
    row = get_object_or_404(_meetings(request), pk=pk)
    initial = {
        "held_at": timezone.localtime(row.held_at).replace(tzinfo=None),
        "place": row.place,
        "chair": row.chair,
        "present": "\n".join(row.present),
        "agenda": row.agenda,
    }
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        initial=initial | initial_from(request),
    )
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, row, 200 if request.method == "GET" else 422)
    try:
        perform(
            request, actions.change_meeting, request.campaign, pk, **form.cleaned_data,
            seen=seen(request),
        )  # fmt: skip
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse("deliberation:meeting", args=[pk]))
    messages.success(request, _("已改"))
    return redirect("deliberation:meeting", pk)


def _form(
    request: SealedRequest, form: MeetingForm, row: Meeting | None, status: int
) -> HttpResponse:
    closed = row is not None and row.state != MeetingState.OPEN
    why = _("会已经散了，情况不能再改") if closed else ""
    if row is None:
        why = _why_no_meeting(request)
        if not why and queries.open_meeting(request.campaign) is not None:
            why = _("已有一次联席会议正在开，散会以后才能再开")
    context = {"form": form, "meeting": row, "why_not": why}
    return show(request, "deliberation/meeting_form.html", context, status=status)


@sealed_page(gettext_noop("联席会议"))
def meeting(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show one meeting: its facts, the scenarios before it, and how to go on."""
    row = get_object_or_404(_meetings(request), pk=pk)
    principles = queries.decided_principles(request.campaign)
    found = list(queries.scenarios(principles).defer("content")) if principles else []
    context = {
        "meeting": row,
        "is_open": row.state == MeetingState.OPEN,
        "scenarios": [(one, letter(one.number)) for one in found],
        "closed": queries.closed(request.campaign),
        "may_run": access.may_run_meeting(request.actor),
    }
    return show(request, "deliberation/meeting.html", context)


@sealed_page(gettext_noop("联席会议"), methods=("POST",), rule=access.may_run_meeting)
def close_meeting(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Close it."""
    get_object_or_404(_meetings(request), pk=pk)
    try:
        perform(request, actions.close_meeting, request.campaign, pk, seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse("deliberation:meeting", args=[pk]))
    messages.success(request, _("已散会"))
    return redirect("deliberation:meeting", pk)


@sealed_page(gettext_noop("会议纪要"))
def minutes(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show the minutes as they were sealed; of an open meeting as far as it has come."""
    row = get_object_or_404(_meetings(request).select_related("principles__pool"), pk=pk)
    said = minutes_of(request.campaign, row)
    context = {"minutes": said, "since": afterwards(row, said), "meeting": row}
    return show(request, "deliberation/minutes.html", context)


@sealed_page(gettext_noop("会议纪要（文件）"))
def minutes_file(request: SealedRequest, pk: UUID, form: str) -> HttpResponse:
    """Hand out the minutes as a paper, with the reader's code at the foot of every page."""
    row = get_object_or_404(_meetings(request).select_related("principles__pool"), pk=pk)
    if form not in FORMS:
        raise Http404
    with translation.override("zh-hans"), speaking("zh"):  # a paper is Chinese
        said = minutes_of(request.campaign, row)
        paper = minutes_paper(said, afterwards(row, said), request.reader.code)
    held = timezone.localdate(row.held_at)
    return paper_answer(paper, form, held, f"第{row.number}次联席会议纪要")
