"""The list of people moved, those behind a number, and those who could not be placed."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.outcomes import access, queries
from lungang.campaign.outcomes.choosing import asked, chosen, in_words
from lungang.campaign.outcomes.exports import FILES
from lungang.campaign.outcomes.results import Result
from lungang.campaign.outcomes.showing import people_url, person_line, progress_of
from lungang.campaign.transfer.access import may_see_county
from lungang.campaign.transfer.states import DutyState
from lungang.platform.pages import OfficeRequest, page
from lungang.statistics.phrases import asks, stay_line


def result_of(request: OfficeRequest) -> Result:
    """Return the outcomes that count.

    Raises:
        Http404: nothing is released.
    """
    meeting = queries.release_that_counts(request.campaign)
    if meeting is None:
        raise Http404
    return Result(meeting)


@page(access.may_see_people)
def people(request: OfficeRequest) -> HttpResponse:
    """Show the list (交流人员名单), or who of it stands behind a number, and how far each is."""
    result, choice = result_of(request), asked(request.GET.dict())
    if choice is None:
        raise Http404
    rows = chosen(result, choice)
    linked = may_see_county(request.actor)
    context = {
        "result": result,
        "releases": list(queries.releases(request.campaign)),
        "rows": [person_line(result, row, linked=linked) for row in rows],
        "total": len(result.outcomes.annex),
        "words": in_words(result, choice),
        "progress": progress_of(result.moves),
        "views": _views(choice.stand) if not (choice.table or choice.way) else [],
        "files": [one for one in FILES if one.slug == "annex"],
        "back": reverse("outcomes:tables"),
    }
    return render(request, "outcomes/people.html", context)


def _views(stand: str) -> list[tuple[str, str, bool]]:
    labels = {"": _("全部"), "there": _("已报到"), "away": _("没有报到")}
    return [(label, people_url(stand=key), key == stand) for key, label in labels.items()]


@page(access.may_see_reasons)
def reasons(request: OfficeRequest) -> HttpResponse:
    """Show who could not be placed and why, whom one could ask, and duties left open."""
    result = result_of(request)
    outcomes = result.outcomes
    duties = {duty.who.id: duty for duty in outcomes.duties}
    rows = [
        (row, stay_line(row), asks(outcomes, row), duties.get(row.who.id)) for row in outcomes.stays
    ]
    releases = list(queries.releases(request.campaign))
    states = Counter(request.campaign.avoidance_duties.values_list("state", flat=True))
    context = {
        "rows": rows,
        "releases": releases,
        "outcomes": outcomes,
        "duties": states.total(),
        "arranged": states[DutyState.ARRANGED] + states[DutyState.PLACED],
        "stays": states[DutyState.STAYS],
    }
    return render(request, "outcomes/reasons.html", context)
