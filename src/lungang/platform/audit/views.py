"""The auditor's pages: lines, one line with its proof, checkpoints, the state of the log."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lungang.platform import clock
from lungang.platform.audit import access
from lungang.platform.audit.actions import export
from lungang.platform.audit.actions.checkpoint import ask_checkpoint, make_checkpoint
from lungang.platform.audit.forms import Filter
from lungang.platform.audit.log import line_of
from lungang.platform.audit.queries import (
    checkpoints_for,
    entries_for,
    inclusion_of,
    signer,
    verify_log,
)
from lungang.platform.audit.witnessing import bundle
from lungang.platform.audit.words import details_in_words, shows_veiled
from lungang.platform.pages import OfficeRequest, page, perform

ROWS = 50


@page(access.may_read_log, campaign=False)
def entries(request: OfficeRequest) -> HttpResponse:
    """List lines, newest first, as far as the filter goes."""
    form = Filter(request.GET)
    rows = form.narrow(entries_for(request.actor)).order_by("-seq")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(seq__lt=int(before))
    found = list(rows[: ROWS + 1])
    older = request.GET.copy()
    if len(found) > ROWS:
        older["before"] = str(found[ROWS - 1].seq)
    return render(
        request,
        "audit/entries.html",
        {
            "form": form,
            "entries": found[:ROWS],
            "older": older.urlencode() if len(found) > ROWS else "",
            "newer": "before" in request.GET,
        },
    )


@page(access.may_read_log, campaign=False)
def entry(request: OfficeRequest, seq: int) -> HttpResponse:
    """Show a line: what it says, its hash, and the proof that it stands in the signed log."""
    row = get_object_or_404(entries_for(request.actor), seq=seq)
    return render(
        request,
        "audit/entry.html",
        {
            "entry": row,
            "details": list(details_in_words(row.details, row.action)),
            "shows_veiled": shows_veiled(row.details),
            "line": line_of(row).decode(),
            "inclusion": inclusion_of(row),
        },
    )


@page(access.may_see_checkpoints, campaign=False)
def checkpoints(request: OfficeRequest) -> HttpResponse:
    """List the newest checkpoints, and let the witness take them away."""
    rows = list(checkpoints_for(request.actor)[:ROWS])
    return render(
        request,
        "audit/checkpoints.html",
        {
            "checkpoints": rows,
            "key": signer().written,
            "reads_log": access.may_read_log(request.actor),
        },
    )


@page(access.may_read_log, campaign=False)
def verified(request: OfficeRequest) -> HttpResponse:
    """Check the whole log now and show what was found."""
    return render(request, "audit/verified.html", {"state": verify_log(), "key": signer().written})


@page(access.may_see_checkpoints, methods=("POST",), campaign=False)
def make(request: OfficeRequest) -> HttpResponse:
    """Make a checkpoint now, on record."""
    perform(request, ask_checkpoint)
    make_checkpoint()
    return redirect("audit:checkpoints")


@page(access.may_read_log, methods=("POST",), campaign=False)
def take_log(request: OfficeRequest) -> HttpResponse:
    """Hand out lines and checkpoints. A POST, for it is put on record."""
    perform(request, export.export_log)
    make_checkpoint()
    return _download("审计记录", entries=True)


@page(access.may_see_checkpoints, methods=("POST",), campaign=False)
def take_checkpoints(request: OfficeRequest) -> HttpResponse:
    """Hand out the checkpoints and the proofs between them."""
    perform(request, export.export_checkpoints)
    make_checkpoint()
    return _download("审计存证", entries=False)


def _download(name: str, *, entries: bool) -> HttpResponse:
    response = FileResponse(
        bundle(entries=entries),
        as_attachment=True,
        filename=f"{name} {clock.today():%Y%m%d}.zip",
        content_type="application/zip",
    )
    return cast(HttpResponse, response)  # streams, and is otherwise one
