"""What came up after the release, and each repair: who goes elsewhere, why, and the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation.access import may_be_second
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, short
from lungang.campaign.deliberation.views.refusing import refused
from lungang.campaign.repairs import access, actions, queries
from lungang.campaign.repairs.forms import CaseForm, WithdrawForm
from lungang.campaign.repairs.jobs import CONFLICT, KIND, conflict_of
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.moving import moved_under
from lungang.campaign.repairs.showing import CaseRow, case_rows, shown
from lungang.campaign.repairs.states import OPEN, REPAIRS, RepairState
from lungang.campaign.repairs.views.sealed import show
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_journeys
from lungang.errors import InputError, LungangError, NotPermitted
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.jobs.models import JobState
from lungang.platform.jobs.queries import jobs_for
from lungang.platform.pages import perform
from lungang.platform.texts import ReasonForm

WHAT = gettext_noop("公布以后的情况")


@sealed_page(WHAT, rule=access.may_see)
def home(request: SealedRequest) -> HttpResponse:
    """Show the repairs, the one under way first."""
    rows = list(queries.repairs(request.campaign).order_by("-number"))
    context = {
        "rows": rows,
        "open": next((row for row in rows if row.state in OPEN), None),
        "closed": queries.closed(request.campaign),
        "may_act": access.may_act(request.actor),
    }
    return show(request, "repairs/home.html", context)


@sealed_page(WHAT, rule=access.may_act, methods=("GET", "POST"))
def report(request: SealedRequest) -> HttpResponse:
    """Report what came up with somebody of this section's people."""
    ways = _ways(request)
    people = [(str(row.pk), f"{row.name}　{row.from_name} → {row.to_name}") for row in ways]
    closed = queries.closed(request.campaign)
    if request.method == "GET":
        asked = {name: request.GET.get(name, "") for name in ("person", "kind")}
        asked |= initial_from(request)
        return _report(request, CaseForm(people, initial=asked), closed)
    form = CaseForm(people, request.POST)
    if not form.is_valid():
        return _report(request, form, closed)
    try:
        row = perform(
            request, actions.report, request.campaign, UUID(form.cleaned_data["person"]), form.told
        )
    except NotPermitted:
        raise
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _report(request, form, closed)
    except LungangError as error:
        return refused(request, error, reverse("repairs:home"))
    messages.success(request, _("已登记"))
    return redirect("repairs:repair", row.pk)


def _ways(request: SealedRequest) -> list[Journey]:
    authority = request.actor.authority
    assert authority is not None
    rows = standing_journeys(request.campaign).filter(authority=authority.value)
    return [row for row in rows.defer("reasons", "revoked_because") if not row.is_posted]


def _report(request: SealedRequest, form: CaseForm, closed: str) -> HttpResponse:
    context = {"form": form, "closed": closed, "open": queries.open_repair(request.campaign)}
    return show(request, "repairs/report.html", context, status=422 if form.errors else 200)


@sealed_page(WHAT, rule=access.may_see)
def repair(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show one repair, and the turn of this office."""
    row = get_object_or_404(queries.repairs(request.campaign), pk=pk)
    said = conflict_of(row) if access.may_act(request.actor) and row.state in OPEN else ""
    return show_repair(request, row, conflict=_(said) if said else "", again=said == CONFLICT)


def show_repair(
    request: SealedRequest,
    row: Repair,
    *,
    form: ReasonForm | None = None,
    verb: str = "",
    conflict: str = "",
    again: bool = False,
) -> HttpResponse:
    """Show a repair; ``form`` is one that was refused, ``conflict`` why there is no plan.

    ``again`` offers that the fewest of those who have reported move again.
    """
    made, cases = shown(request.campaign, row), case_rows(request.campaign, row)
    digest = made.content.digest if made else ""
    open_ = row.state in OPEN
    context = {
        "repair": row,
        "cases": cases,
        "withdrawn": case_rows(request.campaign, row, withdrawn=True),
        "shown": made,
        "moved": moved_under(request.campaign, row) if made and open_ else [],
        "fingerprint": short(digest),
        "closed": queries.closed(request.campaign) if open_ else "",
        "conflict": conflict,
        "again": again,
        "form": form,
        "computing": jobs_for(request.actor)
        .filter(kind=KIND, state__in=(JobState.QUEUED, JobState.RUNNING))
        .first(),
        **_turn(request, row),
        **_forms(request, cases, form, verb),
    }
    refused_now = request.method == "POST" and (conflict or (form is not None and form.errors))
    status = 422 if refused_now else 200
    return show(request, "repairs/repair.html", context, digest=digest, status=status)


def _turn(request: SealedRequest, row: Repair) -> dict[str, Any]:
    """What this office may do with it now."""
    actor, closed = request.actor, queries.closed(request.campaign)

    def may(verb: str) -> bool:
        return not closed and REPAIRS.allows(verb, row.state, actor.office)

    first = row.first_by
    own = first is not None and not may_be_second(actor, first)
    return {
        "may_report": may("report"),
        "may_compute": may("compute"),
        "may_ask": may("ask"),
        "may_confirm": may("confirm") and not own,
        "own": own and may("confirm"),
        "may_send_back": may("send_back"),
        "may_drop": may("drop"),
        "may_release": may("release"),
        "waits": row.state == RepairState.ASKED,
    }


def own_cases(request: SealedRequest, rows: Iterable[CaseRow]) -> list[tuple[str, str]]:
    """Return those cases that are of this section's people, as choices of what it takes back."""
    authority = request.actor.authority
    return [
        (str(one.case.pk), f"{one.name}　{_(one.told.label)}")
        for one in rows
        if authority is not None and one.authority == authority.value
    ]


def _forms(
    request: SealedRequest, cases: Iterable[CaseRow], bound: ReasonForm | None, verb: str
) -> dict[str, ReasonForm]:
    initial = initial_from(request)
    made: dict[str, ReasonForm] = {
        one: ReasonForm(initial=initial, auto_id=f"{one}_%s") for one in ("send_back", "drop")
    }
    if own := own_cases(request, cases):
        made["withdraw"] = WithdrawForm(own, initial=initial, auto_id="withdraw_%s")
    if bound is not None:
        made[verb] = bound
    return {f"{one}_form": form for one, form in made.items()}
