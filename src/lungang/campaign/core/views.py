"""The workbench (工作台) and the pages of steps."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lungang.campaign.core import access, desk
from lungang.campaign.core.first_steps import first_steps
from lungang.campaign.core.kinds import UNIT_OFFICES, UNIT_WORDS, desk_items
from lungang.campaign.core.steps import BY_KEY
from lungang.campaign.core.watching import watch_of
from lungang.platform.accounts.offices import ADMINISTRATORS, COUNTY_READERS, Office
from lungang.platform.pages import OfficeRequest, opens, page


@page(access.may_enter, campaign=False)
def home(request: OfficeRequest) -> HttpResponse:
    """Show what this office has to do, by when."""
    actor, campaign = request.actor, request.campaign
    if actor.office is None:
        return render(request, "core/no_office.html")
    if actor.office in ADMINISTRATORS:
        return render(request, "core/home_admin.html", {"steps": first_steps(actor, campaign)})
    if campaign is None:
        may_open = access.may_run_campaign(actor)
        begun = {"may_open": may_open, "steps": first_steps(actor, None)}
        return render(request, "core/no_campaign.html", begun)
    notices, number = desk.latest_notices(actor)
    for notice in notices:
        notice.path = notice.path if notice.path and opens(request, notice.path) else ""
    shared = {"notices": notices, "notices_total": number, "sections": desk.sections_in_charge()}
    if actor.office in UNIT_OFFICES:
        return _unit_home(request, shared)
    if actor.office in COUNTY_READERS:
        return _county_home(request, shared)
    watched = {"watch": watch_of(actor, campaign), "step": BY_KEY[campaign.step]}
    return render(request, "core/home_other.html", {**shared, **watched})


def _unit_home(request: OfficeRequest, shared: dict[str, object]) -> HttpResponse:
    actor = request.actor
    assert actor.unit_id is not None
    work = desk.unit_desk(actor, request.campaign)
    heads = desk.heads_of(actor.unit_id)
    return render(
        request,
        "core/home_unit.html",
        {**shared, "desk": work, "heads": heads, "items": desk_items(actor, request.campaign)},
    )


def _county_home(request: OfficeRequest, shared: dict[str, object]) -> HttpResponse:
    work = {
        "items": desk_items(request.actor, request.campaign),
        "standings": desk.standings(request.actor, request.campaign),
        "step": BY_KEY[request.campaign.step],
        "steps": first_steps(request.actor, request.campaign),
        "watch": watch_of(request.actor, request.campaign),
    }
    return render(request, "core/home_county.html", {**shared, **work})


@page(access.may_see_steps)
def step(request: OfficeRequest, key: str) -> HttpResponse:
    """Say of a step, or a word of a unit's bar, what it is, whose, and when it comes."""
    words = UNIT_WORDS if request.actor.office in UNIT_OFFICES else ()
    word = next((word for word in words if word.key == key), None)
    found = BY_KEY.get(word.step if word else key)
    if found is None:
        raise Http404
    present = BY_KEY[request.campaign.step]
    context = {
        "step": found,
        "word": word,
        "present": present,
        "offices": STEP_OFFICES[found.key],
        "has_screens": bool(word.url_name if word else found.url_name),
    }
    return render(request, "core/step.html", context)


_GROUP, _ORG, _PER = Office.LEADING_GROUP, Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION
STEP_OFFICES: dict[str, tuple[Office, ...]] = {
    "motion": (_GROUP, _ORG, _PER),
    "survey": (_ORG, _PER, Office.HR_OFFICER),
    "drafting": (_ORG, _PER, _GROUP),
    "mobilisation": (_GROUP, _ORG, _PER, Office.HR_OFFICER),
    "reporting": (Office.HR_OFFICER, _ORG, _PER, Office.SUPERVISION),
    "screening": (_ORG, _PER, _GROUP),
    "deliberation": (_GROUP, _ORG, _PER, Office.DISCIPLINE),
    "transfer": (_ORG, _PER, Office.HR_OFFICER, Office.UNIT_HEAD),
    "outcomes": (_ORG, _PER),
    "summary": (Office.HR_OFFICER, _ORG, _PER),
    "inspection": (Office.INSPECTOR, _ORG, _PER),
    "archive": (_ORG, _PER),
}
"""Whose work a step is (mission, M1 to M18): the page of a step without screens says so."""
