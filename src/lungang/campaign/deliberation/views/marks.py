"""What is done at the table: every act a plain form, its answer the table anew.

The table itself says what the last act was and what it changed, to everybody who looks at it.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.cards import place
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, short
from lungang.campaign.deliberation.meeting_forms import MarkForm
from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.views.refusing import refused
from lungang.campaign.deliberation.working import working_of
from lungang.errors import InputError, LungangError, NotPermitted, Stale
from lungang.platform.pages import perform, seen

_ACT = gettext_noop("商定去向")


@sealed_page(_ACT, methods=("POST",), rule=access.may_run_meeting)
def mark(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Decide, pin, forbid, swap or keep somebody."""
    _there(request, pk)
    form = MarkForm(request.POST)
    valid = form.is_valid()
    person = form.about()
    back = _back(pk, person)
    if not valid:
        if set(form.errors) - {"reason"}:
            raise Http404  # no form of ours sends it
        return refused(request, InputError(_first(form)), back)
    try:
        perform(request, actions.mark, request.campaign, pk, form.wish(), seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        changes = _changes(request, pk, form) if isinstance(error, Stale) else ()
        return refused(request, error, back, changes)
    return redirect(back)


@sealed_page(_ACT, methods=("POST",), rule=access.may_run_meeting)
def withdraw(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Take back all marks about a person, or one mark."""
    person, mark = _uuid(request, "person"), _uuid(request, "mark")
    if person is None and mark is None:
        raise Http404
    return _take_back(request, pk, actions.Back(person=None if mark else person, mark=mark), person)


@sealed_page(_ACT, methods=("POST",), rule=access.may_run_meeting)
def undo(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Take back the last act."""
    return _take_back(request, pk, actions.Back(), _uuid(request, "person"))


def _take_back(
    request: SealedRequest, pk: UUID, back: actions.Back, person: UUID | None
) -> HttpResponse:
    _there(request, pk)
    where = _back(pk, person)
    try:
        perform(request, actions.withdraw, request.campaign, pk, back, seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, where)
    return redirect(where)


def _there(request: SealedRequest, pk: UUID) -> None:
    """Find nothing where the campaign has no such scenario."""
    get_object_or_404(request.campaign.scenarios.only("pk"), pk=pk)


def _back(pk: UUID, person: UUID | None) -> str:
    here = reverse("deliberation:table", args=[pk])
    return f"{here}?person={person}" if person else here


def _uuid(request: SealedRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _first(form: MarkForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def _changes(request: SealedRequest, pk: UUID, form: MarkForm) -> list[tuple[str, str, str]]:
    """Say what the page showed of the person and the plan, and what is now, where it differs."""
    row = Scenario.objects.filter(campaign=request.campaign).defer("content").filter(pk=pk).first()
    if row is None or not queries.decided_principles(request.campaign):
        return []
    working = working_of(request.campaign, row)
    county, data = working.engine.county, form.cleaned_data
    citizen = county.id_of_row.get(data["person"], "")
    if citizen not in working.slot_of:
        return []

    def said(slot: str) -> str:
        return place(county, slot) if slot and slot != citizen else _("没有去处")

    was = county.id_of_row.get(data["was"] or data["slot"] or data["person"], "")
    now = working.slot_of[citizen]
    found = [(_("此人的去向"), said(was), said(now))] if was in working.slot_of else []
    if data["digest"]:
        found.append((_("方案指纹"), short(data["digest"]), short(working.digest)))
    return [row for row in found if row[1] != row[2]]
