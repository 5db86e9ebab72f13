"""The need-to-know list, and the record of who read what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.queries import why_closed
from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.forms import ReaderForm
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.states import LIST_STEPS
from lungang.campaign.deliberation.views.parts import tabs
from lungang.platform.pages import OfficeRequest, page, perform, seen

A_PAGE = 50


@page(access.may_see_principles)
def readers(request: OfficeRequest) -> HttpResponse:
    """Show who is on the list and since when; the group lists and removes."""
    return _show(request, _form(request))


def _form(request: OfficeRequest, data: Any = None) -> ReaderForm | None:
    if not access.may_list_readers(request.actor):
        return None
    if data is None:
        return ReaderForm(holdings=queries.listable(request.campaign))
    # Pressed twice, the person is on the list by then: the act says so, or gives the same answer.
    return ReaderForm(data, holdings=queries.on_list_or_listable())


def _show(request: OfficeRequest, form: ReaderForm | None) -> HttpResponse:
    closed = why_closed(request.campaign, *LIST_STEPS)
    lists = access.may_list_readers(request.actor)
    context = {
        "closed": closed if lists else "",
        "tabs": tabs(request, "readers"),
        "readers": queries.readers(request.campaign),
        "former": queries.former_readers(request.campaign),
        "may_list": lists and not closed,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "deliberation/readers.html", context, status=status)


@page(access.may_list_readers, methods=("POST",))
def list_reader(request: OfficeRequest) -> HttpResponse:
    """Put somebody on the list."""
    form = _form(request, request.POST)
    assert form is not None
    if not form.is_valid():
        return _show(request, form)
    holding = form.cleaned_data["holding"]
    reader = perform(request, actions.list_reader, request.campaign, holding)
    messages.success(request, _("已列入，读者码 {code}").format(code=reader.code))
    return redirect("deliberation:readers")


@page(access.may_list_readers, methods=("POST",))
def remove_reader(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Take somebody off the list."""
    get_object_or_404(Reader, pk=pk, campaign=request.campaign)
    perform(request, actions.remove_reader, request.campaign, pk, seen=seen(request))
    messages.success(request, _("已移出，此人不能再打开方案"))
    return redirect("deliberation:readers")


@page(access.may_see_readings)
def readings(request: OfficeRequest) -> HttpResponse:
    """Show who opened and read what, when; of one reader where ``reader`` names one."""
    of = {str(reader.pk): reader for reader in _all(request)}
    rows = queries.readings(request.campaign)
    chosen = of.get(request.GET.get("reader", ""))
    if chosen is not None:
        rows = rows.filter(subject_id=str(chosen.pk))
    sheet = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, "readings"),
        "sheet": sheet,
        "rows": [(entry, of[entry.subject_id]) for entry in sheet],
        "readers": list(of.values()),
        "chosen": chosen,
    }
    return render(request, "deliberation/readings.html", context)


def _all(request: OfficeRequest) -> list[Reader]:
    return list(request.campaign.readers.select_related("holding__user", "holding__unit"))
