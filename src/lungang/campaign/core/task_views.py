"""Pages on which the sections give tasks to units, move deadlines and withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core import access, actions, forms
from lungang.campaign.core.actions.tasks import noun_of
from lungang.campaign.core.calendar import calendar_of, deadline
from lungang.campaign.core.kinds import all_kinds, kind_of
from lungang.campaign.core.models import Task
from lungang.campaign.core.queries import tasks_for
from lungang.campaign.core.steps import BY_KEY
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.audit.queries import done_to
from lungang.platform.organisation.queries import name_on, units_on
from lungang.platform.pages import OfficeRequest, page, perform, seen, url_if_open

USUAL_DAYS = 5
"""What the form proposes: so many working days."""


@page(access.may_run_campaign, methods=("GET", "POST"))
def give(request: OfficeRequest) -> HttpResponse:
    """Give a task to units."""
    campaign = request.campaign
    proposed = {"due_at": deadline(campaign, clock.now(), USUAL_DAYS)}
    initial = proposed | initial_from(request)
    form = forms.GiveTaskForm(request.POST or None, units=units_on(clock.today()), initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        perform(
            request, actions.give_task, campaign.pk, data["kind"], data["unit_ids"],
            data["due_at"], note=data["note"], seen=seen(request),
        )  # fmt: skip
        return redirect("core:tasks")
    waits = [
        {"noun": _(kind.noun), "step": BY_KEY[kind.step]}
        for kind in all_kinds()
        if kind.by_hand and kind.step not in ("", campaign.step)
    ]
    facts = {"form": form, "waits": waits, "present": BY_KEY[campaign.step]}
    return render(request, "core/give_task.html", facts, status=422 if form.errors else 200)


@page(access.may_run_campaign)
def tasks(request: OfficeRequest) -> HttpResponse:
    """Show every unit's tasks, by deadline."""
    names = units_on(clock.today())
    order = {unit: version.order for unit, version in names.items()}
    found = sorted(
        tasks_for(request.actor, request.campaign),
        key=lambda task: (task.due_at, order.get(task.unit_id, 0)),
    )
    rows = [
        {"task": row, "unit": names.get(row.unit_id, row.unit.code), "noun": _(noun_of(row))}
        for row in found
    ]
    return render(request, "core/tasks.html", {"rows": rows})


@page(access.may_run_campaign)
def task(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one task, what was done about it, and what can be."""
    return _task(request, _found(request, pk))


@page(access.may_run_campaign, methods=("POST",))
def move(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Move its deadline."""
    found = _found(request, pk)
    form = forms.MoveDeadlineForm(request.POST)
    if not form.is_valid():
        return _task(request, found, move=form)
    data = form.cleaned_data
    perform(request, actions.move_deadline, pk, data["due_at"], data["reason"], seen=seen(request))
    return redirect("core:task", pk)


@page(access.may_run_campaign, methods=("POST",))
def withdraw(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Withdraw it."""
    found = _found(request, pk)
    form = forms.WithdrawTaskForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return _task(request, found, withdraw=form)
    perform(request, actions.withdraw_task, pk, form.cleaned_data["reason"], seen=seen(request))
    return redirect("core:task", pk)


def _found(request: OfficeRequest, pk: UUID) -> Task:
    return get_object_or_404(tasks_for(request.actor, request.campaign), pk=pk)


def _task(
    request: OfficeRequest, found: Task, move: Any = None, withdraw: Any = None
) -> HttpResponse:
    typed, kind = initial_from(request), kind_of(found.kind)
    home = kind.due_at_home if kind else ""
    facts = {
        "task": found,
        "unit": name_on(found.unit, clock.today()),
        "noun": _(noun_of(found)),
        "day_note": calendar_of(request.campaign).note(timezone.localdate(found.due_at)),
        "history": done_to(found),
        "move": move or forms.MoveDeadlineForm(initial={"due_at": found.due_at} | typed),
        "withdraw": withdraw
        or forms.WithdrawTaskForm(
            prefix="withdraw", initial={"reason": typed.get("withdraw-reason", "")}
        ),
        "may_move": access.may_move_deadline(request.actor, found) and not home,
        "due_at_home": url_if_open(request.actor, home) if home else "",
        "may_withdraw": access.may_withdraw_task(request.actor, found),
    }
    status = 422 if move or withdraw else 200
    return render(request, "core/task.html", facts, status=status)
