"""The scenarios: what was computed, having another computed, putting one aside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.actions.computing import why_no_scenario
from lungang.campaign.deliberation.briefs import Brief, brief_of, difference, letter
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.engine import stamp_of
from lungang.campaign.deliberation.jobs import KIND, TITLE
from lungang.campaign.deliberation.meeting_forms import ScenarioForm
from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.views.refusing import refused
from lungang.errors import LungangError, NotNow, NotPermitted
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.models import JobState
from lungang.platform.jobs.queries import jobs_for
from lungang.platform.pages import perform, seen
from lungang.platform.texts import ReasonForm

HERE = "deliberation:scenarios"


@sealed_page(gettext_noop("备选方案"))
def scenarios(request: SealedRequest) -> HttpResponse:
    """Show the scenarios, the first beside the others, and the form to compute another."""
    form = None
    principles = queries.decided_principles(request.campaign)
    if principles is not None and _may_compute(request):
        form = ScenarioForm(*_pack(principles), initial=initial_from(request))
    return _page(request, form)


def _page(request: SealedRequest, form: ScenarioForm | None) -> HttpResponse:
    principles = queries.decided_principles(request.campaign)
    rows = _rows(
        request, list(queries.scenarios(principles).defer("content")) if principles else []
    )
    running = jobs_for(request.actor).filter(
        kind=KIND, state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    dropping = _dropping(request)
    context = {
        "rows": rows,
        "form": form,
        "own_rules": form is not None and _own_rules(form),
        "why_not": queries.closed(request.campaign) or why_no_scenario(request.campaign),
        "may_compute": access.may_compute(request.actor),
        "jobs": list(running),
        "meeting": queries.open_meeting(request.campaign),
        "dropping": dropping,
        "dropping_letter": letter(dropping.number) if dropping else "",
        "drop_form": ReasonForm() if dropping else None,
    }
    status = 422 if form is not None and form.errors else 200
    return show(request, "deliberation/scenarios.html", context, status=status)


def _own_rules(form: ScenarioForm) -> bool:
    """Whether the long part of the form is open: it is filled in, or something in it is wrong."""
    return bool(form.errors) or form["rules"].value() in ("own", "upload")


def _rows(request: SealedRequest, found: list[Scenario]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    first: Brief | None = None
    stamp = stamp_of(request.campaign)
    for scenario in found:
        brief = brief_of(request.campaign, scenario, stamp)
        rows.append(
            {
                "scenario": scenario,
                "brief": brief,
                "other": difference(first, brief) if first is not None else None,
            }
        )
        first = first or brief
    return rows


def _dropping(request: SealedRequest) -> Scenario | None:
    """Return the scenario whose form to put it aside is asked for."""
    asked = request.GET.get("drop", "")
    principles = queries.decided_principles(request.campaign)
    if not asked or principles is None or not access.may_compute(request.actor):
        return None
    try:
        return queries.scenarios(principles).defer("content").filter(pk=UUID(asked)).first()
    except ValueError:
        return None


def _may_compute(request: SealedRequest) -> bool:
    return (
        access.may_compute(request.actor)
        and not queries.closed(request.campaign)
        and not why_no_scenario(request.campaign)
    )


def _pack(principles: Any) -> tuple[str, str]:
    return principles.pack.text, principles.pack.name


@sealed_page(gettext_noop("备选方案"), methods=("POST",), rule=access.may_compute)
def compute(request: SealedRequest) -> HttpResponse:
    """Have a scenario computed in the background; nothing of it is in what the job says."""
    principles = queries.decided_principles(request.campaign)
    why = queries.closed(request.campaign) or why_no_scenario(request.campaign)
    if principles is None or why:
        return refused(request, NotNow(why), reverse(HERE))
    form = ScenarioForm(*_pack(principles), request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    arguments = {
        "campaign": str(request.campaign.pk),
        "title": form.cleaned_data["title"],
        "pack_text": form.cleaned_data["pack_text"],
    }
    perform(request, start, KIND, TITLE, arguments)
    messages.success(request, _("已交后台计算，算好会通知"))
    return redirect(HERE)


@sealed_page(gettext_noop("备选方案"), methods=("POST",), rule=access.may_compute)
def drop(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Put a scenario aside with a reason."""
    get_object_or_404(request.campaign.scenarios.only("pk"), pk=pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        perform(request, actions.drop_scenario, request.campaign, pk, reason, seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse(HERE))
    messages.success(request, _("已不用"))
    return redirect(HERE)
