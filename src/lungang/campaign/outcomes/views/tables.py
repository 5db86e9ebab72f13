"""The page of the outcomes: what an office may read of them, or that there are none yet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.outcomes import access, queries
from lungang.campaign.outcomes.exports import FILES
from lungang.campaign.outcomes.published import Published
from lungang.campaign.outcomes.results import Result
from lungang.campaign.outcomes.showing import charts, people_url, progress_of, unit_lines
from lungang.campaign.transfer.models import WorkMeeting
from lungang.domain.records import decode
from lungang.platform.accounts.offices import Office
from lungang.platform.pages import OfficeRequest, page, url_if_open
from lungang.statistics.phrases import balance_word


@page(access.may_see)
def tables(request: OfficeRequest) -> HttpResponse:
    """Show the five tables, arrivals and departures by unit, and how far the moves have come.

    Before the release, and to representatives before the publication, one page for everybody.
    """
    if request.actor.office is Office.OBSERVER:
        return _published(request)
    meeting = queries.release_that_counts(request.campaign)
    if meeting is None:
        return render(request, "outcomes/awaited.html")
    result = Result(meeting)
    if access.may_see_people(request.actor):
        return _whole(request, result)
    return _of_unit(request, result)


def _published(request: OfficeRequest) -> HttpResponse:
    last = queries.last_publication(request.campaign)
    if last is None or not queries.is_invited(request.actor, request.campaign):
        return render(request, "outcomes/awaited.html")
    told = decode(Published, last.content)
    context = {"publication": last, "told": told, "charts": charts(told.tables)}
    return render(request, "outcomes/published.html", context)


def _whole(request: OfficeRequest, result: Result) -> HttpResponse:
    actor, outcomes, url = request.actor, result.outcomes, reverse("outcomes:tables")
    carried = request.GET.get("of") == "there"
    there = [row for row in outcomes.annex if result.is_there(row.who.id)]
    counted = result.tables_of(there) if carried else outcomes.tables
    stand = "there" if carried else ""
    lines = unit_lines(result)
    context = _common(request, result.meeting) | {
        "result": result,
        "outcomes": outcomes,
        "carried": carried,
        "counted": len(there) if carried else len(outcomes.annex),
        "charts": charts(
            counted, lambda table, label: people_url(table=table, row=label, stand=stand)
        ),
        "views": [
            (_("按公布的名单"), url, not carried),
            (_("只算已报到的"), f"{url}?of=there", carried),
        ],
        "progress": progress_of(result.moves),
        "balance": balance_word(outcomes),
        "units": lines,
        "natures": sorted({row.nature for row in outcomes.balances}),
        "unit_count": len({row.unit for row in outcomes.balances}),
        "there_in": sum(line.there for line in lines),
        "away_url": people_url(stand="away"),
        "files": FILES,
        "reasons": access.may_see_reasons(actor),
        "board": url_if_open(actor, "transfer:board"),
        "publishes": access.may_publish(actor),
        "publication": queries.last_publication(request.campaign),
    }
    return render(request, "outcomes/tables.html", context)


def _of_unit(request: OfficeRequest, result: Result) -> HttpResponse:
    rows = list(queries.own_moves(request.actor, request.campaign))
    unit = request.actor.unit_id
    context = _common(request, result.meeting) | {
        "outcomes": result.outcomes,
        "charts": charts(result.outcomes.tables),
        "progress": progress_of(result.moves),
        "own": (
            (_("本单位调出"), [row for row in rows if row.from_unit_id == unit]),
            (_("调入本单位"), [row for row in rows if row.to_unit_id == unit]),
        ),
    }
    return render(request, "outcomes/unit.html", context)


def _common(request: OfficeRequest, meeting: WorkMeeting) -> dict[str, object]:
    """Say which release is counted, and whether it was another before."""
    releases = list(queries.releases(request.campaign))
    return {"meeting": meeting, "releases": releases, "repaired": len(releases) > 1}
