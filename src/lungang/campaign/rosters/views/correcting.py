"""Changes to accepted people: asked for, looked through, decided."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.actions.correct import cells_now, changed_cells, refuse_errors
from lungang.campaign.rosters.difference import Change, changes
from lungang.campaign.rosters.forms import OnRecordForm, SettleForm
from lungang.campaign.rosters.layout import Cells
from lungang.campaign.rosters.models import Correction, Row, TableKind
from lungang.campaign.rosters.queries import corrections_for, rows_for
from lungang.campaign.rosters.row_form import RowForm
from lungang.campaign.rosters.states import CorrectionState, ReturnState
from lungang.campaign.rosters.views.meanwhile import shown_row, telling
from lungang.campaign.rosters.views.parts import why_closed, words_for
from lungang.errors import NotNow
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.organisation.queries import units_on
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_see_returns)
def corrections(request: OfficeRequest) -> HttpResponse:
    """List corrections, open ones first: a unit's own, or those of a section's people."""
    found = list(corrections_for(request.actor, request.campaign))
    found.sort(key=lambda one: (one.state != "asked", one.asked_at))
    units = units_on(request.campaign.reference_date)
    rows = [(one, what_changes(one), units.get(one.row.roster_return.unit_id)) for one in found]
    return render(request, "rosters/corrections.html", {"rows": rows})


def what_changes(correction: Correction) -> tuple[Change, ...]:
    """Return the cells that a correction changes, ids masked."""
    return changes(correction.before, correction.after, correction.row.table)


@page(access.may_see_returns)
def correction(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one correction."""
    return _show(request, pk, SettleForm(initial=initial_from(request)))


def _show(request: OfficeRequest, pk: UUID, form: SettleForm, status: int = 200) -> HttpResponse:
    found = get_object_or_404(corrections_for(request.actor, request.campaign), pk=pk)
    may_settle = access.may_settle(request.actor, found)
    why_not = _why_not(request, found) if may_settle else ""
    context = {
        "correction": found,
        "changes": what_changes(found),
        "may_settle": may_settle and not why_not,
        "why_not": why_not,
        "form": form,
    }
    return render(request, "rosters/correction.html", context, status=status)


def _why_not(request: OfficeRequest, found: Correction) -> str:
    """Say why a section cannot decide on a correction of its own people now."""
    actor = request.actor
    if actor.user is not None and found.asked_by.user_id == actor.user.pk:
        return _("这件更正是你提的，请本科室的另一人审。")
    if access.is_own(actor, found.row.roster_return):
        return _("这是你所在单位的人，请本科室的另一人审。")
    return why_closed(request.campaign)


@page(access.may_decide, methods=("POST",))
def approve(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Let it hold."""
    return _settle(request, pk, actions.approve_correction, _("已同意更正。"))


@page(access.may_decide, methods=("POST",))
def refuse(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Leave it as accepted, and say why."""
    said = _("未准更正，单位会收到消息。")
    return _settle(request, pk, actions.refuse_correction, said, required=True)


def _settle(
    request: OfficeRequest,
    pk: UUID,
    act: Callable[..., Correction],
    said: str,
    *,
    required: bool = False,
) -> HttpResponse:
    form = SettleForm(request.POST)
    form.fields["answer"].required = required
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    try:
        perform(request, act, pk, form.cleaned_data["answer"], seen=seen(request))
    except NotNow as refused:
        form.add_error(None, str(refused))
        return _show(request, pk, form, status=409)
    messages.success(request, said)
    return redirect("rosters:corrections")


@page(access.may_ask_corrections, methods=("GET", "POST"))
def correct(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Ask for changes to an accepted person."""
    row = get_object_or_404(rows_for(request.actor, request.campaign), pk=pk)
    if not access.may_ask_correction(request.actor, row):
        raise Http404
    if row.roster_return.state != ReturnState.ACCEPTED or row.table != TableKind.ROSTER:
        raise Http404
    now = cells_now(row)
    form = RowForm(row.table, now, request.POST or None, beside=True)
    why = OnRecordForm(request.POST or None)
    form.initial = why.initial = initial_from(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and why.is_valid()
        and "back" not in request.POST
    ):
        try:
            if "check" in request.POST:
                return _to_check(request, row, now, form, why)
            with telling(request, lambda: [_held(row)]):
                reason = why.cleaned_data["reason"]
                perform(
                    request, actions.ask_correction, pk, form.texts(), reason, seen=seen(request)
                )
        except NotNow as refused:
            why.add_error(None, str(refused))
        else:
            messages.success(request, _("更正已提出，等科室审。"))
            return redirect("rosters:corrections")
    context = {
        "form": form,
        "why": why,
        "row": row,
        "why_not": _why_not_ask(request, row),
        "words": words_for(form),
        "shown": shown_row(row, now),
    }
    return render(request, "rosters/correct.html", context)


def _to_check(
    request: OfficeRequest, row: Row, now: Cells, form: RowForm, why: OnRecordForm
) -> HttpResponse:
    """Show what would change, and nothing else, before it is asked for.

    Raises:
        NotNow: nothing changes, or it would make an error.
    """
    after = changed_cells(row, now, form.texts())
    refuse_errors(row, after)
    fields = [*form, why["reason"]]
    context = {
        "row": row,
        "changes": changes({field: now.get(field, "") for field in after}, after, row.table),
        "reason": why.cleaned_data["reason"],
        "sent": [(field.html_name, field.value() or "") for field in fields],
        "seen_before": request.POST.get("seen", ""),
        "shown": request.POST.get("shown", ""),
    }
    return render(request, "rosters/correct_check.html", context)


def _why_not_ask(request: OfficeRequest, row: Row) -> str:
    if row.corrections.filter(state=CorrectionState.ASKED).exists():
        return _("此人已有一件更正待审。等审完再提。")
    return why_closed(request.campaign)


def _held(row: Row) -> Row:
    row.cells = cells_now(row)
    return row
