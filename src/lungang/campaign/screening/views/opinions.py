"""The unit's own page: its people who must exchange or rotate, and what it says of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Task
from lungang.campaign.screening import access, actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.forms import OpinionForm
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.showing import with_stances
from lungang.campaign.screening.states import OpinionAnswer
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform

Entry = tuple[Result, OpinionForm | None]


@page(access.may_see_unit, methods=("GET", "POST"))
def unit(request: OfficeRequest) -> HttpResponse:
    """Show the unit's people; its HR officer answers for each."""
    tasks = request.campaign.tasks.filter(kind=queries.OPINIONS, unit=request.actor.unit_id)
    task = tasks.exclude(state="withdrawn").first()
    entries = _entries(request, task)
    errors = False
    if request.method == "POST":
        if not access.may_give_opinions(request.actor):
            raise Http404
        forms = [(row, form) for row, form in entries if form is not None]
        valid = [form.is_valid() for _row, form in forms]  # each, so that each shows its errors
        if all(valid):
            sent = {name: text for name, text in request.POST.items() if "-" in name}
            answers = _answers(forms)
            perform(request, actions.give_opinions, request.campaign, computed=answers, sent=sent)
            messages.success(request, _("意见已报"))
            return redirect("screening:unit")
        errors = True
    context = {
        "why_not": _why_not(request, task),
        "task": task,
        "entries": entries,
        "run": queries.last_run(request.campaign),
        "may_give": any(form is not None for _row, form in entries),
        "forms": [form for _row, form in entries if form is not None and form.errors],
        "errors": errors,
    }
    return render(request, "screening/unit.html", context)


def _why_not(request: OfficeRequest, task: Task | None) -> str:
    """Say why no answer can be given now by the office that was asked."""
    if task is None or not access.may_give_opinions(request.actor):
        return ""
    if queries.standing_confirmation(request.campaign) is not None:
        return _("应交流人员名单已经确认，意见不能再改。有新情况，请领导小组先退回名单")
    return queries.closed(request.campaign)


def _entries(request: OfficeRequest, task: Task | None) -> list[Entry]:
    """Each person of the unit, with the form where an answer can be given now."""
    found = queries.results_for(request.actor, request.campaign)
    rows = with_stances(found.order_by("verdict", "strokes"), request.campaign)
    asks = (
        task is not None
        and not queries.closed(request.campaign)
        and access.may_give_opinions(request.actor)
        and queries.standing_confirmation(request.campaign) is None
    )
    data = request.POST if request.method == "POST" else None
    draft = initial_from(request) if data is None else {}
    return [(row, _form(row, data, draft) if asks else None) for row in rows]


def _form(row: Result, data: object, draft: dict[str, str]) -> OpinionForm | None:
    if row.petition_state in ("asked", "approved"):  # type: ignore[attr-defined]
        return None
    prefix = f"p{row.pk.hex}"
    answered = row.opinion or ""  # type: ignore[attr-defined]
    return OpinionForm(
        data,  # type: ignore[arg-type]
        prefix=prefix,
        initial={
            "answer": draft.get(f"{prefix}-answer") or answered,
            "reason": draft.get(f"{prefix}-reason", ""),
        },
    )


def _answers(forms: list[tuple[Result, OpinionForm]]) -> list[Answer]:
    """Return what is answered anew: a form left as it was says nothing."""
    return [
        Answer(row.pk, OpinionAnswer(form.cleaned_data["answer"]), form.cleaned_data["reason"])
        for row, form in forms
        if form.cleaned_data.get("answer") and form.has_changed()
    ]
