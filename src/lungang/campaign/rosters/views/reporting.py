"""The unit fills in its roster, mends what is wrong, and sends it."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.actions.begin import mark_of
from lungang.campaign.rosters.actions.edit import new_cells
from lungang.campaign.rosters.forms import SubmitForm, UploadForm
from lungang.campaign.rosters.layout import shown_value
from lungang.campaign.rosters.looking import look_through
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.paging import Where, mark, view_of
from lungang.campaign.rosters.queries import latest_return, returns_for, rows_for, task_of
from lungang.campaign.rosters.row_form import RowForm
from lungang.campaign.rosters.sheets import check_view
from lungang.campaign.rosters.showing import ID_FIELDS, shown_cell
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.rosters.views.meanwhile import shown_row, telling
from lungang.campaign.rosters.views.parts import (
    STAGES,
    addable,
    why_closed,
    why_no_upload,
    words_for,
)
from lungang.campaign.rosters.views.showing import show, untouched_of
from lungang.errors import InputError, NotNow
from lungang.intake import write_template
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.files.answers import workbook
from lungang.platform.pages import OfficeRequest, page, perform, seen


@page(access.may_see_own)
def mine(request: OfficeRequest) -> HttpResponse:
    """Open the unit's roster as it stands; where there is none, say how to begin."""
    sent = latest_return(request.campaign, request.actor.unit_id)
    if sent is not None:
        return redirect("rosters:return", sent.pk)
    return _begin(request, UploadForm())


def _begin(request: OfficeRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "task": task_of(request.campaign, request.actor.unit_id),
        "stages": STAGES(),
        "at": 1,
        "sent": latest_return(request.campaign, request.actor.unit_id),
        "may_report": access.may_report(request.actor),
    }
    context["why_not"] = why_no_upload(request.campaign, context["sent"])
    context["draft_shown"] = request.POST.get("draft", mark_of(context["sent"]))
    return render(request, "rosters/begin.html", context, status=status)


@page(access.may_report, methods=("GET", "POST"))
def upload(request: OfficeRequest) -> HttpResponse:
    """Take a workbook; what is refused is said at the field, and nothing is saved."""
    if request.method != "POST":
        return _begin(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = perform(
                request,
                actions.upload,
                request.campaign,
                file.name,
                file.read(),
                draft=request.POST.get("draft", ""),
            )
        except (InputError, NotNow) as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("rosters:return", done.pk)
    return _begin(request, form, status=422)


@page(access.may_report, methods=("POST",))
def start(request: OfficeRequest) -> HttpResponse:
    """Begin on screen."""
    done = perform(request, actions.start_empty, request.campaign)
    return redirect(reverse("rosters:return", args=[done.pk]) + "?view=all")


@page(access.may_report)
def template(request: OfficeRequest) -> HttpResponse:
    """Give the empty workbook."""
    out = io.BytesIO()
    write_template(out, of_unit=True)
    return workbook(out.getvalue(), _("花名册空表.xlsx"))


@page(access.may_report, methods=("POST",))
def edit(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Save the cells of the page and check all again; go on to a new row where one is asked for."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    rows = {row.pk: row for row in sent.rows.all()}
    changes: dict[UUID, dict[str, str]] = defaultdict(dict)
    for name, text in request.POST.items():
        if name.startswith("c:") and (place := _place(name)) and place[0] in rows:
            key, field = place
            held = rows[key].cells.get(field, "")
            shown = "" if field in ID_FIELDS else shown_cell(field, held)
            if str(text).strip() not in (shown, shown_value(held).strip()):
                changes[key][field] = str(text)
    if changes:
        with telling(request, sent.rows.all):
            perform(request, actions.edit_cells, pk, changes, seen=seen(request))
        messages.success(request, _("改了 {n} 行，已重新检查。").format(n=len(changes)))
    elif "then" not in request.POST:
        messages.info(request, _("没有改动。"))
    if (table := request.POST.get("then", "")) in dict(addable(sent)):
        return redirect("rosters:add", pk, table)
    back = {"view": view_of(request.POST.get("view", "")) or "problems"}
    if (number := request.POST.get("page", "1")).isdecimal() and number != "1":
        back["page"] = number[:6]
    return redirect(reverse("rosters:return", args=[pk]) + f"?{urlencode(back)}")


def _row_address(row: Row) -> str:
    address = reverse("rosters:return", args=[row.roster_return_id])
    return f"{address}?view=all&at={mark(row)}#row-{mark(row)}"


def _place(name: str) -> tuple[UUID, str] | None:
    try:
        _c, key, field = name.split(":")
        return UUID(key), field
    except ValueError:
        return None


@page(access.may_report, methods=("GET", "POST"))
def row(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Change one row as a form: for narrow screens, and for all its cells."""
    found: Row = get_object_or_404(rows_for(request.actor, request.campaign), pk=pk)
    sent = found.roster_return
    if sent.state != ReturnState.DRAFT:
        raise Http404
    if request.method == "GET" and why_closed(request.campaign):
        return redirect("rosters:return", sent.pk)
    form = RowForm(found.table, found.cells, request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts = form.texts()
        if texts:
            with telling(request, sent.rows.all):
                perform(request, actions.edit_cells, sent.pk, {pk: texts}, seen=seen(request))
            messages.success(request, _("已保存，重新检查过。"))
        return redirect(_row_address(found))
    rows = list(sent.rows.all())
    view = check_view(sent, rows, look_through(sent, rows), where=Where("all"), only=[found])
    notes = [note for sheet in view.sheets for one in sheet.rows for note in one.notes]
    if request.method != "POST":
        wrong = {note.field for note in notes if note.is_error}
        form = RowForm(found.table, found.cells, wrong=wrong)
        form.initial = initial_from(request)
    context = {
        "form": form,
        "row": found,
        "sent": sent,
        "notes": notes,
        "words": words_for(form),
        "shown": shown_row(found, found.cells),
    }
    return render(request, "rosters/row.html", context)


@page(access.may_report, methods=("GET", "POST"))
def add(request: OfficeRequest, pk: UUID, table: str) -> HttpResponse:
    """Fill in a new row; it is made when something is in it, and not before."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    words = dict(addable(sent))
    if sent.state != ReturnState.DRAFT or table not in words:
        raise Http404
    if request.method == "GET" and why_closed(request.campaign):
        return redirect("rosters:return", pk)
    cells = new_cells(sent, table)
    form = RowForm(table, cells, request.POST or None)
    form.initial = initial_from(request)
    if request.method == "POST" and form.is_valid():
        try:
            done = perform(request, actions.add_row, pk, table, form.texts(), seen=seen(request))
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("加了一行，已重新检查。"))
            return redirect(_row_address(done))
    context = {"form": form, "sent": sent, "title": words[table], "words": words_for(form)}
    return render(request, "rosters/add.html", context)


@page(access.may_report, methods=("POST",))
def remove(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take a row out."""
    with telling(request, lambda: Row.objects.filter(pk=pk)):
        done = perform(request, actions.remove_row, pk, seen=seen(request))
    messages.success(request, _("删了一行，已重新检查。"))
    return redirect(reverse("rosters:return", args=[done.pk]) + "?view=all")


@page(access.may_report, methods=("POST",))
def submit(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send it in."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    rows = list(sent.rows.all())
    warnings = len(look_through(sent, rows).warnings)
    form = SubmitForm(warnings, request.POST, untouched_of(sent, rows))
    if not form.is_valid():
        return show(request, pk, submit=form, status=422)
    done = perform(
        request,
        actions.submit,
        pk,
        warnings_seen=form.cleaned_data.get("looked", False),
        remark=form.cleaned_data["remark"],
        seen=seen(request),
    )
    messages.success(request, _("已上报。两科接收或退回，都会有消息。"))
    return redirect("rosters:return", done.pk)


@page(access.may_report, methods=("POST",))
def discard(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give the draft up."""
    perform(request, actions.discard, pk, seen=seen(request))
    messages.success(request, _("草稿已放弃。"))
    return redirect("rosters:mine")


@page(access.may_report, methods=("POST",))
def reopen(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Go on from what came back."""
    done = perform(request, actions.reopen, pk, seen=seen(request))
    return redirect("rosters:return", done.pk)
