"""A return: to its unit as the check of it, to a section as what is to be accepted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.contradictions import contradictions_for
from lungang.campaign.rosters.difference import difference
from lungang.campaign.rosters.facts import corrections_of
from lungang.campaign.rosters.forms import SendBackForm, SubmitForm, TakeUpForm
from lungang.campaign.rosters.looking import look_through
from lungang.campaign.rosters.marking import marked_workbook
from lungang.campaign.rosters.models import Correction, Return, Row, TableKind
from lungang.campaign.rosters.paging import Where, where_of
from lungang.campaign.rosters.queries import (
    previous_return,
    returns_for,
    task_of,
)
from lungang.campaign.rosters.settling import untouched
from lungang.campaign.rosters.sheets import CheckView, check_view
from lungang.campaign.rosters.states import CorrectionState, ReturnState, RowState
from lungang.campaign.rosters.views.meanwhile import shown_of
from lungang.campaign.rosters.views.parts import STAGES, addable, why_closed
from lungang.intake.findings import Finding
from lungang.intake.tables import labels
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.files.answers import workbook
from lungang.platform.pages import OfficeRequest, page, perform

_AT = {"draft": 2, "submitted": 4, "returned": 2, "accepted": 5, "replaced": 2}


@page(access.may_see_returns)
def one(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a return."""
    return show(request, pk)


def show(
    request: OfficeRequest,
    pk: UUID,
    *,
    status: int = 200,
    ticked: Collection[UUID] = (),
    **said: Any,
) -> HttpResponse:
    """Show a return.

    ``said`` are forms that came back with errors, and ``ticked`` the rows ticked in them.
    """
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    sent.campaign = request.campaign
    rows = list(sent.rows.all())
    held = corrections_of(sent) if sent.state == ReturnState.ACCEPTED else {}
    answer = look_through(sent, rows, held, for_section=request.actor.is_section)
    before = _rows_before(sent)
    own, typed = _own(request, rows), initial_from(request)
    has_others = bool(own) and len(own) < len(rows)
    where = _where(request, sent, typed, own=own, mine_first=has_others, found=answer.findings)
    view = check_view(
        sent,
        rows,
        answer,
        before,
        where=where,
        all_columns=where.all_columns,
        changed=held,
        typed=typed,
        can_edit=access.may_edit(request.actor, sent) and not why_closed(request.campaign),
        own=own,
    )
    is_blank = not rows and sent.file is None
    context: dict[str, Any] = {
        "sent": sent,
        "view": view,
        "chosen": where.view,
        "here": where.here,
        "segments": _segments(where.here, view.counts, where.view, bool(before), has_others),
        "all_columns": where.all_columns,
        "people": [row for row in rows if row.table == TableKind.ROSTER],
        "has_before": bool(before),
        "returned": _returned(sent, rows),
        "is_blank": is_blank,
        "task": task_of(request.campaign, sent.unit_id) if sent.state == "draft" else None,
        "stages": STAGES(),
        "at": 1 if is_blank else _AT[sent.state] + (sent.state == "draft" and not answer.errors),
        "words": {name: labels(name) for name in _offered(view)},
        "revealable": _revealable(request, sent, rows),
        "ticked": set(ticked),
        "closed": why_closed(request.campaign),
    }
    if request.actor.is_section:
        context |= _for_section(request, sent, rows, view)
        return render(request, "rosters/accept.html", context | said, status=status)
    unchanged = untouched(before, rows) if sent.state == ReturnState.DRAFT else (0, 0)
    submit = SubmitForm(len(answer.warnings), unchanged=unchanged, initial=typed)
    context |= _for_unit(request, sent, rows, view) | {"submit": submit}
    return render(request, "rosters/check.html", context | said, status=status)


def _where(
    request: OfficeRequest,
    sent: Return,
    typed: dict[str, Any],
    *,
    own: Collection[UUID],
    mine_first: bool,
    found: Collection[Finding],
) -> Where:
    """Return what part of a return is shown: as asked, else what is this office's to do.

    A form that came back is shown on the page that it was sent from.
    """
    otherwise = "problems" if found and sent.state == ReturnState.DRAFT else "all"
    asked = request.POST if request.method == "POST" else request.GET
    here = reverse("rosters:return", args=[sent.pk])
    where = where_of(asked, "mine" if mine_first else otherwise, here, typed)
    return replace(where, view="all") if where.view == "mine" and not own else where


def _own(request: OfficeRequest, rows: list[Row]) -> set[UUID]:
    """Return the rows of the people whom this section accepts, their kin and wishes too."""
    people = [row for row in rows if row.table == TableKind.ROSTER]
    mine = [row for row in people if access.may_accept(request.actor, row)]
    keys = {row.person_key for row in mine if row.person_key}
    return {row.pk for row in rows if row.person_key in keys} | {row.pk for row in mine}


def _returned(sent: Return, rows: list[Row]) -> list[Row]:
    """Return the rows by which a return was sent back; none where it was sent back whole."""
    is_back = sent.state == ReturnState.RETURNED
    return [row for row in rows if is_back and row.state == RowState.RETURNED]


def _for_unit(
    request: OfficeRequest, sent: Return, rows: list[Row], view: CheckView
) -> dict[str, Any]:
    closed = why_closed(request.campaign)
    return {
        "can_edit": access.may_edit(request.actor, sent) and not closed,
        "may_report": access.may_report(request.actor),
        "correctable": {
            row.pk
            for row in rows
            if sent.state == ReturnState.ACCEPTED
            and not closed
            and row.table == TableKind.ROSTER
            and access.may_report(request.actor)
        },
        "tables": addable(sent),
        "asked": _asked_before(sent) if sent.state == ReturnState.DRAFT else None,
        "shown": shown_of(
            (one.row, cell.field, cell.text)
            for sheet in view.sheets
            for one in sheet.rows
            for cell in one.cells
            if cell.name
        ),
    }


def _asked_before(sent: Return) -> dict[str, Any] | None:
    """Return what a return is the answer to: its unit mends it here, a section looks it through."""
    is_open = sent.state in (ReturnState.DRAFT, ReturnState.SUBMITTED)
    before = previous_return(sent) if is_open else None
    if before is None or not before.reason:
        return None
    return {"sent": before, "rows": list(before.rows.filter(state=RowState.RETURNED))}


def untouched_of(sent: Return, rows: list[Row]) -> tuple[int, int]:
    """Return of how many people who came back by name a draft changes nothing, and of how many."""
    return untouched(_rows_before(sent), rows) if sent.state == ReturnState.DRAFT else (0, 0)


def _revealable(request: OfficeRequest, sent: Return, rows: list[Row]) -> set[UUID]:
    """Return the rows whose ids this office may ask to see whole."""
    of = {row.person_key: row.authority for row in rows if row.table == TableKind.ROSTER}
    for row in rows:
        row.roster_return = sent
    return {
        row.pk
        for row in rows
        if access.may_unmask(request.actor, row, row.authority or of.get(row.person_key, ""))
    }


def _for_section(
    request: OfficeRequest, sent: Return, rows: list[Row], view: CheckView
) -> dict[str, Any]:
    closed, typed = why_closed(request.campaign), initial_from(request)
    people = [row for row in rows if row.table == TableKind.ROSTER]
    mine = [row for row in people if access.may_accept(request.actor, row)]
    waiting = {row.pk for row in people if row.state != RowState.ACCEPTED}
    own = {row.pk for row in mine}
    here = {row.pk for row in view.page.object_list}
    return {
        "ticks": True,
        "mine_total": len(mine),
        "asked": _asked_before(sent),
        "waiting": waiting & own,
        "others_waiting": len(waiting - own),
        "contradictions": contradictions_for(request.actor, request.campaign, sent.pk),
        "correctable": {
            row.pk for row in mine if sent.state == ReturnState.ACCEPTED and not closed
        },
        **(_corrections(request, sent) if sent.state == ReturnState.ACCEPTED else {}),
        "is_own": sent.state == ReturnState.SUBMITTED and access.is_own(request.actor, sent),
        "may_send_back": access.may_send_back(request.actor, people),
        "decide": SendBackForm((row for row in mine if row.pk in waiting & here), initial=typed),
        "take_up": TakeUpForm(initial=typed),
    }


def _corrections(request: OfficeRequest, sent: Return) -> dict[str, Any]:
    """Return the corrections of an accepted return that wait: this section's by row; how many."""
    asked = Correction.objects.filter(row__roster_return=sent, state=CorrectionState.ASKED)
    waiting = list(asked.values_list("row", "pk", "row__authority"))
    mine = {row: pk for row, pk, authority in waiting if authority == request.actor.authority}
    return {"asked_for": mine, "corrections_open": len(waiting)}


def waiting_for(request: OfficeRequest, pk: UUID) -> list[Row]:
    """Return the people of a return that wait for this section."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    people = sent.rows.filter(table=TableKind.ROSTER).exclude(state=RowState.ACCEPTED)
    return [row for row in people if access.may_accept(request.actor, row)]


def _segments(
    here: str, counts: dict[str, int], chosen: str, has_before: bool, has_others: bool
) -> list[tuple[str, str, bool]]:
    words = {}
    if has_others:
        words["mine"] = _("本科室 {n} 行").format(n=counts["mine"])
    words |= {
        "problems": _("有问题的 {n} 行").format(n=counts["problems"]),
        "all": _("全部 {n} 行").format(n=counts["all"]),
    }
    if has_before:
        words["changed"] = _("与上次不同的 {n} 行").format(n=counts["changed"])
    return [(word, f"{here}?view={key}", chosen == key) for key, word in words.items()]


def _offered(view: Any) -> set[str]:
    return {
        cell.words
        for sheet in view.sheets
        for row in sheet.rows
        for cell in row.cells
        if cell.name and cell.words
    }


def _rows_before(sent: Return) -> list[Row]:
    before = previous_return(sent)
    return list(before.rows.all()) if before else []


@page(access.may_see_returns)
def compare(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show what is different from the return before."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    before = previous_return(sent)
    found = difference(before.rows.all() if before else (), sent.rows.all())
    context = {"sent": sent, "before": before, "found": found}
    return render(request, "rosters/difference.html", context)


@page(access.may_report, methods=("POST",))
def marked(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give the unit's own workbook back: its cells as they are now, and what was found in them.

    It holds whole citizen ids, so it goes back to the office that sent it and to no other.
    """
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    sent.campaign = request.campaign
    perform(request, actions.note_download, request.campaign, pk)
    name = sent.file.name if sent.file else "花名册.xlsx"
    return workbook(
        marked_workbook(sent), _("{name}_标了错的.xlsx").format(name=name.rpartition(".")[0])
    )
