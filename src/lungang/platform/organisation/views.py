"""Pages of the units: the list by day, one unit with its history, and the forms of changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.domain.codes import Nature
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.accounts.offices import Office
from lungang.platform.days import read_day
from lungang.platform.organisation import access, actions, forms
from lungang.platform.organisation.freezing import freezes
from lungang.platform.organisation.models import SectionVersion, Unit, UnitVersion
from lungang.platform.organisation.queries import history_of, sections_on, unit_rows
from lungang.platform.pages import OfficeRequest, page, perform, seen

BOTH = ("GET", "POST")


@page(access.may_see_units, campaign=False)
def units(request: OfficeRequest) -> HttpResponse:
    """Show the units of a day with their establishment and quotas."""
    day = _day(request)
    rows = unit_rows(day)
    return render(
        request,
        "organisation/units.html",
        {
            "rows": rows,
            "day": day,
            "natures": list(Nature),
            "may_manage": access.may_manage_units(request.actor),
        },
    )


@page(access.may_see_units, campaign=False)
def unit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Show one unit as it is, its sections, and its history."""
    found, version = _unit(pk)
    day = clock.today()
    return render(
        request,
        "organisation/unit.html",
        {
            "unit": found,
            "version": version,
            "row": next(iter(unit_rows(day, found.pk)), None),
            "sections": sections_on(found, day),
            "history": history_of(found),
            "may_manage": access.may_manage_units(request.actor) and version.valid_to is None,
        },
    )


@page(access.may_manage_units, methods=BOTH, campaign=False)
def establish(request: OfficeRequest) -> HttpResponse:
    """Establish a unit."""
    return _change(
        request,
        None,
        _filled(request, forms.NewUnitForm),
        lambda form: perform(
            request,
            actions.establish_unit,
            form.cleaned_data["code"],
            form.facts(),
            day=form.cleaned_data["day"],
        ),
        _("设立单位"),
    )


@page(access.may_manage_units, methods=BOTH, campaign=False)
def change(request: OfficeRequest, pk: int) -> HttpResponse:
    """Rename a unit or change what it is."""
    found, version = _unit(pk)
    initial = asdict(actions.facts_of(version))
    initial["leading_body"] = "、".join(version.leading_body)
    return _change(
        request,
        found,
        _filled(request, forms.UnitForm, initial, but=pk),
        lambda form: perform(
            request,
            actions.change_unit,
            pk,
            form.facts(),
            day=form.cleaned_data["day"],
            seen=seen(request),
        ),
        _("变更单位"),
    )


@page(access.may_manage_units, methods=BOTH, campaign=False)
def merge(request: OfficeRequest, pk: int) -> HttpResponse:
    """Merge a unit into another."""
    found, _version = _unit(pk)
    return _plain(request, found, _filled(request, forms.MergeForm, but=pk),
                  actions.merge_unit, _("并入其他单位"), note=_held(found))  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def abolish(request: OfficeRequest, pk: int) -> HttpResponse:
    """Abolish a unit."""
    found, _version = _unit(pk)
    return _plain(request, found, _filled(request, forms.ReasonForm),
                  actions.abolish_unit, _("撤销单位"), note=_held(found))  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def add_section(request: OfficeRequest, pk: int) -> HttpResponse:
    """Set up a section."""
    found, _version = _unit(pk)
    return _plain(request, found, _filled(request, forms.SectionForm),
                  actions.add_section, _("设立内设机构"))  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def change_section(request: OfficeRequest, pk: int) -> HttpResponse:
    """Rename a section or put it under another deputy."""
    version = _section(pk)
    initial = {"name": version.name, "deputy": version.deputy_in_charge}
    return _plain(request, version.section.unit,
                  _filled(request, forms.SectionForm, initial),
                  actions.change_section, _("变更内设机构"), pk)  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def close_section(request: OfficeRequest, pk: int) -> HttpResponse:
    """Close a section."""
    version = _section(pk)
    return _plain(request, version.section.unit, _filled(request, forms.DatedForm),
                  actions.close_section,
                  _("撤销{section}").format(section=version.name), pk)  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def set_establishment(request: OfficeRequest, pk: int) -> HttpResponse:
    """Set the headcount of a nature."""
    found, _version = _unit(pk)
    return _plain(request, found, _filled(request, forms.EstablishmentForm),
                  actions.set_establishment, _("核定编制"))  # fmt: skip


@page(access.may_manage_units, methods=BOTH, campaign=False)
def set_quota(request: OfficeRequest, pk: int) -> HttpResponse:
    """Set a number of leading posts or of posts of a rank."""
    found, _version = _unit(pk)
    return _plain(request, found, _filled(request, forms.QuotaForm),
                  actions.set_quota, _("核定职数"))  # fmt: skip


def _filled(
    request: OfficeRequest, kind: Any, initial: dict[str, Any] | None = None, **more: Any
) -> Any:
    """Return a form with what was sent, or the draft asked for, or what is so now."""
    start = (initial or {}) | initial_from(request)
    return kind(request.POST or None, initial=start, **more)


def _plain(
    request: OfficeRequest,
    unit: Unit,
    form: Any,
    act: Callable[..., Unit],
    title: str,
    target: int | None = None,
    note: str = "",
) -> HttpResponse:
    """Serve a form whose fields are named as the action's arguments."""
    return _change(
        request,
        unit,
        form,
        lambda form: perform(
            request, act, target or unit.pk, seen=seen(request), **form.cleaned_data
        ),
        title,
        note,
    )


def _held(unit: Unit) -> str:
    """Say which offices are held in a unit: they do not stay."""
    count = Counter(unit.holdings.on(clock.today()).values_list("office", flat=True))
    held = "、".join(
        _("{office} {n} 人").format(office=_(office.label), n=count[office])
        for office in Office
        if count[office]
    )
    said = _("现在这个单位有{held}，单位不在了，岗位同日止或移交。")
    return said.format(held=held) if held else ""


def _change(
    request: OfficeRequest,
    unit: Unit | None,
    form: Any,
    act: Callable[[Any], Unit],
    title: str,
    note: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("organisation:unit", pk=act(form).pk)
        except NotNow as refusal:
            form.add_error(None, django_forms.ValidationError(str(refusal)))
    context = {"form": form, "unit": unit, "title": title, "note": note, "freezes": freezes()}
    return render(request, "organisation/change.html", context)


def _unit(pk: int) -> tuple[Unit, UnitVersion]:
    """Return a unit and its last version, in force or not."""
    rows = UnitVersion.objects.filter(unit=pk).select_related("unit", "unit__successor")
    version = rows.select_related("unit", "in_charge").order_by("-valid_from").first()
    if version is None:
        raise Http404
    return version.unit, version


def _section(pk: int) -> SectionVersion:
    rows = SectionVersion.objects.filter(section=pk).select_related("section__unit")
    version: SectionVersion | None = rows.order_by("-valid_from").first()
    if version is None:
        raise Http404
    return version


def _day(request: OfficeRequest) -> date:
    return read_day(request.GET.get("on", "")) or clock.today()
