"""Pages on which the establishment office takes in the list of units at once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.domain.roster import Unit
from lungang.errors import InputError, NotNow
from lungang.intake import UnitList, check_units, read_tables, write_unit_template
from lungang.platform import clock
from lungang.platform.files.answers import workbook
from lungang.platform.organisation import access, actions
from lungang.platform.organisation.freezing import freezes
from lungang.platform.organisation.import_form import ImportForm
from lungang.platform.organisation.queries import domain_units
from lungang.platform.organisation.sheet import links_of, sheets_of
from lungang.platform.pages import OfficeRequest, page, perform, was_taken


@page(access.may_manage_units, methods=("GET", "POST"), campaign=False)
def take_in(request: OfficeRequest) -> HttpResponse:
    """Take a list of units: all of it, or nothing and what is wrong at its cell."""
    form = ImportForm(request.POST or None, request.FILES or None)
    checked = None
    if form.is_valid():
        if was_taken(request):  # pressed twice: checked anew it would stumble over its own units
            return _adopt(request, form, ()) or _show(request, form, None)
        checked = _checked(form)
    if checked is not None and checked.units and not _unseen(form, checked):
        answer = _adopt(request, form, checked.units)
        if answer is not None:
            messages.success(request, _("建立了 {n} 个单位").format(n=len(checked.units)))
            return answer
    return _show(request, form, checked)


def _adopt(request: OfficeRequest, form: ImportForm, units: Sequence[Unit]) -> HttpResponse | None:
    """Take the units in and lead to them; None where that was refused, said at the file."""
    file, day = form.cleaned_data["file"], form.cleaned_data["day"]
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    try:
        perform(request, actions.adopt_units, computed=units, day=day, sent=digest)
    except NotNow as refusal:
        form.add_error("file", str(refusal))
        return None
    return redirect("organisation:units")


def _show(request: OfficeRequest, form: ImportForm, checked: UnitList | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "links": [], "sheets": [], "freezes": freezes()}
    if checked is not None:
        context |= {
            "links": links_of(checked),
            "sheets": sheets_of(checked),
            "only_to_look": bool(checked.units),
        }
    status = 422 if form.is_bound and (form.errors or context["links"]) else 200
    return render(request, "organisation/import.html", context, status=status)


def _checked(form: ImportForm) -> UnitList | None:
    """Read the file, whatever it is; what is refused whole is said at the field."""
    file = form.cleaned_data["file"]
    try:
        return check_units(read_tables(file.read(), file.name), domain_units(clock.today()))
    except InputError as refused:
        form.add_error("file", str(refused))
        return None


def _unseen(form: ImportForm, checked: UnitList) -> bool:
    """Whether something is to be looked at that the form does not say was looked at."""
    return bool(checked.findings) and not form.cleaned_data["looked"]


@page(access.may_manage_units, campaign=False)
def template(request: OfficeRequest) -> HttpResponse:
    """Give the empty list."""
    out = io.BytesIO()
    write_unit_template(out)
    return workbook(out.getvalue(), _("单位空表.xlsx"))
