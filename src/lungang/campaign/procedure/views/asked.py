"""The pages of an asked office: how many wait, the door, and the one person with a plain form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.procedure import access, actions
from lungang.campaign.procedure.door import OPEN_FOR, code_of, is_open, open_door
from lungang.campaign.procedure.forms import AnswerForm
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import closed, inquiries_for, is_final
from lungang.campaign.procedure.showing import is_late
from lungang.campaign.procedure.states import ANSWERS, QUESTIONS
from lungang.campaign.procedure.steps import steps_before
from lungang.errors import InputError
from lungang.platform.accounts.step_up import (
    entered_demo,
    has_second_factor,
    require_second_factor_now,
    showed_second_factor,
)
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_answer, methods=("GET", "POST"))
def mine(request: OfficeRequest) -> HttpResponse:
    """Say how many inquiries wait; open the door with the second factor, shown now."""
    rows = list(inquiries_for(request.actor, request.campaign))
    if request.method == "POST":
        if not rows:
            raise Http404
        if not entered_demo(request) and (ask := require_second_factor_now(request)) is not None:
            return ask
        perform(request, actions.note_opening, request.campaign)
        open_door(request)
        return redirect("procedure:mine")
    rows = [] if closed(request.campaign) else rows
    opened = is_open(request)
    context = {
        "opened": opened,
        "minutes": int(OPEN_FOR.total_seconds()) // 60,
        "waiting": sum(row.answer is None for row in rows),
        "total": len(rows),
        "rows": [(row, is_late(row), code_of(row.pk)) for row in rows] if opened else [],
        "no_factor": not (entered_demo(request) or showed_second_factor(request))
        and not has_second_factor(request.user),
    }
    return render(request, "procedure/mine.html", context)


def _the(request: OfficeRequest, pk: UUID) -> Inquiry:
    rows = inquiries_for(request.actor, request.campaign)
    row = rows.select_related("decision__scenario__principles__pack").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@page(access.may_answer)
def inquiry(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show the one person and what is asked, behind the door, on record."""
    row = _the(request, pk)
    if closed(request.campaign) or not is_open(request):
        return redirect("procedure:mine")
    perform(request, actions.note_reading, request.campaign, pk)
    return _show(request, row, AnswerForm(row.opened.step))


@page(access.may_answer, methods=("POST",))
def answer(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Answer it."""
    row = _the(request, pk)
    if not is_open(request):
        return redirect("procedure:mine")
    form = AnswerForm(row.opened.step, request.POST)
    if not form.is_valid():
        return _show(request, row, form)
    try:
        perform(request, actions.answer, request.campaign, pk, form.said, seen=seen(request))
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, form)
    final = row.decision.released_at is not None
    messages.success(request, _("已答复") if final else _("已答复，发布以前可以改答"))
    return redirect("procedure:mine")


def _show(request: OfficeRequest, row: Inquiry, form: AnswerForm) -> HttpResponse:
    steps = {step.id: step for step in steps_before(row.decision.scenario.principles)}
    answered = row.answered
    context = {
        "inquiry": row,
        "content": row.opened,
        "shown": [(_(label), value) for label, value in row.opened.shown],
        "question": _(QUESTIONS[row.opened.step]),
        "step": steps.get(row.opened.step),
        "answer": answered,
        "said": _(ANSWERS[row.opened.step][not answered.consents]) if answered else "",
        "late": is_late(row),
        "form": None if is_final(row) and not form.errors else form,
        "released": row.decision.released_at is not None,
        "reader_code": code_of(row.pk),
        "reader": f"{request.actor.title} {request.actor.name}",
    }
    return render(request, "procedure/inquiry.html", context, status=422 if form.errors else 200)
