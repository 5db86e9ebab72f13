"""The decision: what still hinders it, sent to the second person, confirmed, sent back."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation import access, actions, queries
from lungang.campaign.deliberation.actions.deciding import ask_confirmation
from lungang.campaign.deliberation.briefs import letter
from lungang.campaign.deliberation.deciding import moved_under, whole
from lungang.campaign.deliberation.door import SealedRequest, prove_again, sealed_page, short, show
from lungang.campaign.deliberation.engine import county_of, policy_of
from lungang.campaign.deliberation.guarding import hindrances, why_not_yet
from lungang.campaign.deliberation.minutes import outcome_of
from lungang.campaign.deliberation.models import Decision, Scenario
from lungang.campaign.deliberation.seating import table_from
from lungang.campaign.deliberation.states import DECISIONS, DecisionState
from lungang.campaign.deliberation.views.refusing import refused
from lungang.errors import LungangError, NotPermitted
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.files.answers import workbook
from lungang.platform.pages import perform, seen, url_if_open
from lungang.platform.texts import ReasonForm
from lungang.statistics import outcomes, write_workbook_to

HERE = "deliberation:decision"


@sealed_page(gettext_noop("商定的方案"))
def decision(request: SealedRequest) -> HttpResponse:
    """Show the decided plan and the turn of this office; where there is none, what hinders it."""
    found = queries.standing_decision(request.campaign)
    if found is not None:
        return _standing(request, found, ReasonForm(initial=initial_from(request)))
    scenario = _scenario(request)
    if scenario is None:
        return show(request, "deliberation/decision.html", {"scenarios": [], "last": None})
    return _before(request, scenario)


def _scenario(request: SealedRequest) -> Scenario | None:
    """Return the scenario asked for, or the one that was marked last, or the first."""
    principles = queries.decided_principles(request.campaign)
    if principles is None:
        return None
    rows = queries.scenarios(principles).defer("content")
    try:
        asked = rows.filter(pk=UUID(request.GET.get("scenario", ""))).first()
    except ValueError:
        asked = None
    marked = rows.filter(marks__withdrawn_at=None).exclude(marks=None).order_by("-marks__made_at")
    return asked or marked.first() or rows.first()


def _before(request: SealedRequest, scenario: Scenario) -> HttpResponse:
    principles = queries.decided_principles(request.campaign)
    try:
        found = whole(request.campaign, scenario)
    except LungangError as error:
        return refused(request, error, reverse("deliberation:scenarios"))
    table = table_from(found.working)
    rows = list(queries.scenarios(principles).defer("content")) if principles else []
    context = {
        "scenario": scenario,
        "scenarios": [(row, letter(row.number)) for row in rows],
        "letter": letter(scenario.number),
        "table": table,
        "left": [row for row in table.people if row.state == "unplaced"],
        "open": [row for row in table.people if row.state == "proposed"],
        "hindrances": found.hindrances,
        "closed": queries.closed(request.campaign),
        "meeting": queries.open_meeting(request.campaign),
        "may_ask": access.may_confirm(request.actor) and not queries.closed(request.campaign),
        "last": request.campaign.decisions.defer("content").order_by("-number").first(),
    }
    return show(request, "deliberation/decision.html", context, digest=found.digest)


def _standing(
    request: SealedRequest, row: Decision, form: ReasonForm, status: int = 200
) -> HttpResponse:
    outcome = outcome_of(county_of(request.campaign), row)
    actor, waits = request.actor, row.state == DecisionState.ASKED
    own = not access.may_be_second(actor, row.first_by)
    closed = queries.closed(request.campaign)
    moved = moved_under(request.campaign, row) if waits else None
    context = {
        "decision": row,
        "outcome": outcome,
        "letter": letter(row.scenario.number),
        "fingerprint": short(outcome.digest),
        "waits": waits,
        "own": own and waits and access.may_confirm(actor),
        "may_confirm": waits and access.may_confirm(actor) and not own and not closed,
        "may_send_back": not closed and DECISIONS.allows("send_back", row.state, actor.office),
        "closed": closed,
        "guards": [one for one in hindrances(request.campaign, row) if one.url],
        "why_not_yet": why_not_yet(request.campaign, row) if waits else "",
        "moved": moved,
        "form": form,
        "release_url": url_if_open(actor, "transfer:release")
        if row.state == DecisionState.CONFIRMED
        else None,
    }
    return show(request, "deliberation/decided.html", context, digest=outcome.digest, status=status)


@sealed_page(gettext_noop("商定的方案"), methods=("POST",), rule=access.may_confirm)
def ask(request: SealedRequest) -> HttpResponse:
    """Send the working plan that the page showed to the second person."""
    if (proof := prove_again(request, reverse(HERE))) is not None:
        return proof
    try:
        pk = UUID(request.POST.get("scenario", ""))
    except ValueError:
        return redirect(HERE)
    told = request.POST.get("unplaced", "")
    try:
        perform(
            request, ask_confirmation, request.campaign, pk, request.POST.get("digest", "")[:64],
            unplaced=int(told) if told.isdecimal() and len(told) < 7 else 0, seen=seen(request),
        )  # fmt: skip
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, f"{reverse(HERE)}?scenario={pk}")
    messages.success(request, _("已送另一科室的人确认"))
    return redirect(HERE)


@sealed_page(gettext_noop("商定的方案"), methods=("POST",), rule=access.may_confirm)
def confirm(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Confirm the plan that the page showed."""
    if (proof := prove_again(request, reverse(HERE))) is not None:
        return proof
    get_object_or_404(request.campaign.decisions.only("pk"), pk=pk)
    digest = request.POST.get("digest", "")[:64]
    return _act(request, actions.confirm, pk, digest, said=_("已确认"))


@sealed_page(gettext_noop("商定的方案"), methods=("POST",), rule=access.may_send_back_decision)
def send_back(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Send it back with the reason."""
    row = get_object_or_404(
        Decision.objects.select_related("first_by__user", "second_by__user", "scenario"),
        campaign=request.campaign, pk=pk,
    )  # fmt: skip
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _standing(request, row, form, status=422)
    return _act(request, actions.send_back, pk, form.cleaned_data["reason"], said=_("已退回"))


def _act(request: SealedRequest, act: Any, pk: UUID, given: str, said: str) -> HttpResponse:
    try:
        perform(request, act, request.campaign, pk, given, seen=seen(request))
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse(HERE))
    messages.success(request, said)
    return redirect(HERE)


@sealed_page(gettext_noop("商定的方案（表格文件）"))
def copy(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Hand out the decided plan as a workbook, with the reader's code on every sheet."""
    row = get_object_or_404(Decision.objects.select_related("scenario"), pk=pk,
                            campaign=request.campaign)  # fmt: skip
    content = row.opened
    county, policy = county_of(request.campaign), policy_of(row.scenario.opened)
    imprint = f"密封　读者码 {request.reader.code}　方案指纹 {short(content.digest)}"
    stream = BytesIO()  # never on the disk: it names people in clear
    write_workbook_to(outcomes(content.plan, county.roster, policy), stream, imprint=imprint)
    return workbook(stream.getvalue(), "商定的方案.xlsx")
