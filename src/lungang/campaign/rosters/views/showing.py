"""A return: to its unit as the check of it, to a section as what is to be accepted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from lungang.campaign.rosters import access, actions
from lungang.campaign.rosters.difference import difference
from lungang.campaign.rosters.facts import check_return, corrections_of, shown_value
from lungang.campaign.rosters.forms import ReasonForm
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.queries import (
    authority_of,
    previous_return,
    returns_for,
    rows_for,
    task_of,
)
from lungang.campaign.rosters.sheets import check_view
from lungang.campaign.rosters.states import ReturnState, RowState
from lungang.campaign.rosters.views.parts import STAGES
from lungang.campaign.rosters.views.reporting import download
from lungang.intake import annotate_content
from lungang.intake.tables import labels
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.files.storage import content_of
from lungang.platform.pages import OfficeRequest, page, perform

_AT = {"draft": 2, "submitted": 4, "returned": 2, "accepted": 5, "replaced": 2}


@page(access.may_see_returns)
def one(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a return."""
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    sent.campaign = request.campaign
    rows = list(sent.rows.all())
    held = corrections_of(sent) if sent.state == ReturnState.ACCEPTED else {}
    answer = check_return(sent, rows, held, for_section=request.actor.is_section)
    before = _rows_before(sent)
    typed = _typed(request, rows)
    chosen = request.GET.get("view", "") or typed.get("view", "")
    view = check_view(
        sent,
        rows,
        answer,
        before,
        view=chosen or ("problems" if answer.findings and sent.state == "draft" else "all"),
        all_columns=request.GET.get("cols") == "all",
        changed=held,
        typed=typed,
    )
    chosen = chosen or ("problems" if answer.findings and sent.state == "draft" else "all")
    context: dict[str, Any] = {
        "sent": sent,
        "view": view,
        "chosen": chosen,
        "segments": _segments(view.counts, chosen, bool(before)),
        "all_columns": request.GET.get("cols") == "all",
        "typed": typed,
        "people": [row for row in rows if row.table == TableKind.ROSTER],
        "has_before": bool(before),
        "task": task_of(request.campaign, sent.unit_id),
        "stages": STAGES(),
        "at": _AT[sent.state] + (sent.state == ReturnState.DRAFT and not answer.errors),
        "words": {name: labels(name) for name in _offered(view)},
        "revealable": _revealable(request, sent, rows),
    }
    if request.actor.is_section:
        return render(request, "rosters/accept.html", context | _for_section(request, rows))
    returned = [row for row in rows if row.state == RowState.RETURNED]
    context |= {
        "can_edit": access.may_edit(request.actor, sent),
        "may_report": access.may_report(request.actor),
        "returned": returned,
        "correctable": sent.state == ReturnState.ACCEPTED and access.may_report(request.actor),
        "tables": _addable(sent),
        "asked": _asked_before(sent),
    }
    return render(request, "rosters/check.html", context)


def _asked_before(sent: Return) -> dict[str, Any] | None:
    """Return what a draft was returned for: it is to be mended here, so it is read here."""
    before = previous_return(sent) if sent.state == ReturnState.DRAFT else None
    if before is None or not before.reason:
        return None
    return {"sent": before, "rows": before.rows.filter(state=RowState.RETURNED)}


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


def _typed(request: OfficeRequest, rows: list[Row]) -> dict[str, str]:
    """Return what was typed into the page when the screen was locked, once it is asked for."""
    typed = initial_from(request)
    for row in rows if typed else ():
        row.why_typed = typed.get(f"why:{row.pk}", "")  # type: ignore[attr-defined]
    return typed


def _for_section(request: OfficeRequest, rows: list[Row]) -> dict[str, Any]:
    people = [row for row in rows if row.table == TableKind.ROSTER]
    mine = [row for row in people if access.may_accept(request.actor, row)]
    waiting = {row.pk for row in people if row.state != RowState.ACCEPTED}
    own = {row.pk for row in mine}
    return {
        "ticks": True,
        "mine_total": len(mine),
        "waiting": waiting & own,
        "others_waiting": len(waiting - own),
    }


def _addable(sent: Return) -> list[tuple[str, str]]:
    words = {"roster": _("加一人"), "kin": _("加亲属"), "wish": _("加志愿")}
    have = {plain["kind"] for plain in sent.layout.get("tables", ())}
    return [(kind, word) for kind, word in words.items() if kind in have]


def _segments(counts: dict[str, int], chosen: str, has_before: bool) -> list[tuple[str, str, bool]]:
    found = [
        (_("有问题的 {n} 行").format(n=counts["problems"]), "?view=problems", chosen == "problems"),
        (_("全部 {n} 行").format(n=counts["all"]), "?view=all", chosen == "all"),
    ]
    if has_before:
        word = _("与上次不同的 {n} 行").format(n=counts["changed"])
        found.append((word, "?view=changed", chosen == "changed"))
    return found


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
    """Give the unit's own workbook back with what was found; a return typed on screen as cells.

    It holds whole citizen ids, so it goes back to the office that sent it and to no other.
    """
    sent = get_object_or_404(returns_for(request.actor, request.campaign), pk=pk)
    sent.campaign = request.campaign
    perform(request, actions.note_download, request.campaign, pk)
    answer = check_return(sent)
    if sent.file is None:
        content, name = as_csv(sent), "花名册.csv"
    else:
        content, name = content_of(sent.file.sha256), sent.file.name
    copy = annotate_content(content, name, answer.findings)
    return download(copy, _("{name}_标了错的.xlsx").format(name=name.rpartition(".")[0]))


def as_csv(sent: Return) -> bytes:
    """Return the people of a return typed on screen as a sheet."""
    import csv
    import io

    out = io.StringIO()
    plain = next(t for t in sent.layout["tables"] if t["kind"] == TableKind.ROSTER)
    writer = csv.writer(out)
    writer.writerow(plain["titles"].values())
    for row in sent.rows.filter(table=TableKind.ROSTER):
        writer.writerow(shown_value(row.cells.get(field, "")) for field in plain["columns"])
    return ("\ufeff" + out.getvalue()).encode()


@page(access.may_ask_unmask, methods=("GET", "POST"))
def reveal(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show a citizen id whole, once, to whoever says why."""
    row = get_object_or_404(rows_for(request.actor, request.campaign), pk=pk)
    if not access.may_unmask(request.actor, row, authority_of(row)):
        raise Http404
    form = ReasonForm(request.POST or None)
    context = {"form": form, "row": row, "sent": row.roster_return}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reveal_id(request.actor, request.campaign, pk, reason)
        held = corrections_of(row).get(row.pk, {})
        cells = {**row.cells, **held}
        context |= {
            "whole": shown_value(cells.get("id", "")),
            "relative": shown_value(cells.get("relative_id", "")),
        }
    return render(request, "rosters/reveal.html", context)
