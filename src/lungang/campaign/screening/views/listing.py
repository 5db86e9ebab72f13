"""The list, a person's page, the difference to the run before, the workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop

from lungang.campaign.core.queries import clause_numbers
from lungang.campaign.screening import access, queries
from lungang.campaign.screening.actions import note_download
from lungang.campaign.screening.evidence import clause_word, policy_once
from lungang.campaign.screening.forms import FilterForm
from lungang.campaign.screening.listing import SIZES, TABS, Asked, address
from lungang.campaign.screening.models import Result, Run
from lungang.campaign.screening.pooling import is_open, moved_since, unfinished
from lungang.campaign.screening.showing import panel, table_of, with_clauses, with_stances
from lungang.campaign.screening.views.parts import tabs
from lungang.domain.codes import Verdict
from lungang.errors import NotNow
from lungang.platform.files.answers import workbook
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.queries import may_stop, under_way
from lungang.platform.pages import OfficeRequest, page, perform
from lungang.statistics import write_screening_to

_OF_PANEL = ("run__pack", "run__campaign", "row__roster_return")


@page(access.may_see_list)
def results(request: OfficeRequest) -> HttpResponse:
    """Show who must exchange, rotate, is deferred or left out, and under which rule."""
    run = queries.last_run(request.campaign)
    shared = {"tabs": tabs(request, "list"), "run": run, **_running(request)}
    if run is None:
        return render(request, "screening/empty.html", shared)
    asked = Asked.read(request.GET)
    rows = queries.results_for(request.actor, request.campaign, run)
    found = asked.page_of(rows)
    moved, blocking = moved_since(run), unfinished(request.campaign, run)
    context = {
        **shared,
        "asked": asked,
        "page": found,
        "rows": [
            (row, address(request.GET, person=row.pk))
            for row in with_clauses(with_stances(found.object_list, request.campaign), run)
        ],
        "form": FilterForm(asked, *_choices(run)),
        "sizes": [
            (size, address(request.GET, size=size, page=None), size == asked.size) for size in SIZES
        ],
        "counts": _counts(request, queries.counts(rows), asked),
        "moved": moved,
        "blocking": blocking,
        "may_confirm": access.may_decide(request.actor)
        and is_open(queries.current_pool(request.campaign)),
        "people": sum(run.counts.values()),
        "panel": _chosen(request, rows),
        "close_url": address(request.GET, person=None),
    }
    return render(request, "screening/list.html", context)


def _running(request: OfficeRequest) -> dict[str, Any]:
    """Return the screening under way, and whether this office may start one, or stop it.

    It may start none while one is under way.
    """
    job, may_run = under_way(queries.KIND), access.may_run(request.actor)
    why = queries.why_no_run(request.campaign) if may_run and job is None else ""
    return {
        "job": job,
        "may_run": may_run and job is None and not why,
        "why_no_run": why,
        "closed": queries.closed(request.campaign),
        "may_open_job": may_run,
        "may_stop": job is not None and may_run and may_stop(request.actor, job),
    }


def _choices(run: Run) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    rules = run.results.exclude(rule="").order_by("rule").values_list("rule", "rule_title")
    numbers = clause_numbers(policy_once(run.pack))
    known = sorted(rules.distinct(), key=lambda rule: numbers.get(rule[0], 0))
    named = [(key, f"{clause_word(run.pack, key)} {title}".strip()) for key, title in known]
    units = run.results.order_by("unit_order").values_list("unit", "unit_name", "unit_order")
    return named, [(pk, name) for pk, name, _order in units.distinct()]


def _counts(request: OfficeRequest, numbers: dict[str, int], asked: Asked) -> list[tuple[Any, ...]]:
    return [
        (
            label,
            numbers[verdict.value],
            address(request.GET, verdict=verdict.value, page=None, person=None, rule=None),
            asked.verdict == verdict.value,
        )
        for verdict, label in TABS
    ]


def _chosen(request: OfficeRequest, rows: Any) -> dict[str, Any] | None:
    try:
        wanted = UUID(request.GET.get("person", ""))
    except ValueError:
        return None
    of_panel = rows.select_related(*_OF_PANEL)
    chosen = of_panel.filter(pk=wanted).first()
    if chosen is None:  # an address from before the last run
        now = queries.same_person_now(request.actor, request.campaign, wanted)
        chosen = of_panel.filter(pk=now.pk).first() if now else None
    return panel(request.actor, chosen, request.campaign) if chosen else None


@page(access.may_see_person)
def person(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one person: the rules met, the facts, what was asked and answered."""
    rows = queries.results_for(request.actor, request.campaign)
    chosen = rows.select_related(*_OF_PANEL).filter(pk=pk).first()
    if chosen is None:
        if (now := queries.same_person_now(request.actor, request.campaign, pk)) is None:
            raise Http404
        return redirect("screening:person", now.pk)
    context = {
        "panel": panel(request.actor, chosen, request.campaign),
        "of_county": access.may_see_list(request.actor),
    }
    return render(request, "screening/person.html", context)


@page(access.may_run, methods=("POST",))
def run(request: OfficeRequest) -> HttpResponse:
    """Have the rules run: the page of the job says how far it is."""
    if why := queries.why_no_run(request.campaign):
        raise NotNow(why)
    arguments = {"campaign": str(request.campaign.pk)}
    job = perform(request, start, queries.KIND, gettext_noop("筛查"), arguments)
    return redirect("jobs:job", job.pk)


@page(access.may_see_list)
def changed(request: OfficeRequest) -> HttpResponse:
    """Show who came in and who went out since the run before."""
    run = queries.last_run(request.campaign)
    if run is None or (found := queries.changes(run)) is None:
        raise Http404
    with_clauses(found.more, run)
    with_clauses(found.fewer, found.before)
    return render(request, "screening/changes.html", {"run": run, "changes": found})


@page(access.may_see_list, methods=("POST",))
def download(request: OfficeRequest) -> HttpResponse:
    """Hand out everybody's verdict as a workbook; that it was taken is put on record."""
    run = queries.last_run(request.campaign)
    if run is None:
        raise Http404
    order = [verdict.value for verdict, _label in TABS]
    people: list[Result] = sorted(
        queries.results_for(request.actor, request.campaign).order_by("unit_order", "strokes"),
        key=lambda row: (row.unit_order, order.index(Verdict(row.effective))),  # type: ignore[attr-defined]
    )
    perform(request, note_download, request.campaign, len(people))
    content = BytesIO()  # never on the disk: it names the county's people in clear
    write_screening_to(table_of(people, run), content)
    return workbook(content.getvalue(), f"筛查结果（第{run.number}次）.xlsx")
