"""One person's way: what happened, why, every paper, and the step that is this office's turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.transfer import access, actions, queries
from lungang.campaign.transfer.actions.stepping import Hand
from lungang.campaign.transfer.beside import cards_beside
from lungang.campaign.transfer.forms import HandForm
from lungang.campaign.transfer.guarding import held_until
from lungang.campaign.transfer.handover import SHEET, SHEET_LABEL
from lungang.campaign.transfer.lawful import why_waits
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.numbering import (
    KINDS,
    POSTED,
    Issue,
    issues_of,
    numbers_of,
    word_of,
)
from lungang.campaign.transfer.papers import may_have
from lungang.campaign.transfer.showing import reasons_for, timeline, turn_of
from lungang.campaign.transfer.states import JOURNEYS, STAGE_OF, STAGES, THERE, JourneyState
from lungang.campaign.transfer.terms import is_late, next_due
from lungang.errors import InputError
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen, url_if_open
from lungang.platform.transitions import Transition

_HIDDEN = frozenset({"settle", "collect", "revoke"})
"""Acts of the table that have no form on the person's page: the last follows by itself, notices
are handed out for a whole unit, and a repair revokes."""
BUTTONS = {
    "bring": gettext_noop("收下单位介绍信"),
    "letter": gettext_noop("开出科室介绍信"),
    "hand": gettext_noop("已交本人"),
    "hand_over": gettext_noop("记下交接"),
    "report": gettext_noop("收下报到"),
    "remove": gettext_noop("记下免职"),
    "appoint": gettext_noop("记下任职"),
    "unseat": gettext_noop("记下免去新任职务"),
}


@page(access.may_see)
def journey(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Show one person's way."""
    row = get_object_or_404(queries.journeys_for(request.actor, request.campaign), pk=pk)
    return _show(request, row)


@page(access.may_act, methods=("POST",))
def do(request: OfficeRequest, pk: UUID, verb: str) -> HttpResponse:
    """Take one step with one person."""
    row = get_object_or_404(queries.journeys_for(request.actor, request.campaign), pk=pk)
    if verb not in BUTTONS or not access.may_do(request.actor, row, verb):
        # Refused by the action, so that it is on record: nothing is there for this office.
        perform(request, actions.step, request.campaign, pk, verb, Hand())
        raise Http404
    form = HandForm(verb, is_late(row), request.POST)
    if not form.is_valid():
        return _show(request, row, verb, form)
    hand = form.hand
    try:
        if verb == "unseat":
            if hand.day is None:
                form.add_error("day", _("没有写日期"))
                return _show(request, row, verb, form)
            perform(
                request, actions.unseat, request.campaign, pk, hand.day, hand.paper, hand.note,
                seen=seen(request),
            )  # fmt: skip
        else:
            perform(request, actions.step, request.campaign, pk, verb, hand, seen=seen(request))
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, verb, form)
    messages.success(request, _("已记下"))
    return redirect("transfer:journey", pk)


def _show(
    request: OfficeRequest, row: Journey, verb: str = "", form: HandForm | None = None
) -> HttpResponse:
    named = queries.heads({row.from_unit_id})
    closed = queries.closed(request.campaign)
    stage = STAGE_OF.get(row.state)
    issues, waits = issues_of(row), why_waits(row)
    context = {
        "journey": row,
        "meeting": row.meeting,
        "turn": turn_of(row, named, [row.person_key] if waits else ()).words,
        "waits": waits,
        "after": queries.journeys_for(request.actor, request.campaign).filter(replaces=row).first(),
        "stays": not row.replaced_by.exists(),
        "next_step": "" if closed else _after_release(request, row),
        "late": is_late(row),
        "due": next_due(row),
        "stages": [_("去向确定"), *(_(one.label) for one in STAGES)],
        "at": stage.number if stage else STAGES[-1].number + 1,
        "reasons": reasons_for(request.actor, row),
        "events": timeline(row, row.meeting, issues),
        "papers": _papers(request, row, issues, bool(waits)),
        "forms": [] if closed else _forms(request, row, verb, form),
        "form": form,
        "closed": closed,
        "until": held_until(row),
        "next": _next(request, row) if not closed else None,
        "of_county": access.may_see_county(request.actor),
        "beside": cards_beside(request.actor, row),
        "collects": not (closed or waits)
        and row.state == JourneyState.NOTICE
        and access.may_do(request.actor, row, "collect"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "transfer/journey.html", context, status=status)


def _next(request: OfficeRequest, row: Journey) -> Journey | None:
    """Return who else waits for this office, where it has nothing to do with this one now."""
    if not access.may_act(request.actor) or _owed(request, row):
        return None
    rows = queries.journeys_for(request.actor, request.campaign)
    return next((one for one in rows if _owed(request, one)), None)


def _owed(request: OfficeRequest, row: Journey) -> bool:
    """Whether the person waits for this office; to take the new post away again is nobody's due."""
    return any(step.act != "unseat" for step in _turns(request, row))


def _turns(request: OfficeRequest, row: Journey) -> list[Transition]:
    """Return the steps that are this office's turn now, with a form on the person's page."""
    done = {receipt.act for receipt in row.receipts.all()}
    return [
        step
        for step in JOURNEYS
        if step.act not in _HIDDEN | done
        and JOURNEYS.allows(step.act, row.state, request.actor.office)
        and access.may_do(request.actor, row, step.act)
    ]


def _forms(
    request: OfficeRequest, row: Journey, verb: str, bound: HandForm | None
) -> list[dict[str, Any]]:
    """Return the forms of the steps that are this office's turn now."""
    numbers = numbers_of(row)
    found = []
    for step in _turns(request, row):
        slug = {"remove": "removal", "appoint": "appointment"}.get(step.act, "")
        initial = {"paper": numbers.get(slug, ""), "day": clock.today()} | initial_from(request)
        form = HandForm(step.act, is_late(row), initial=initial, auto_id=f"{step.act}_%s")
        made = bound if bound is not None and verb == step.act else form
        found.append({"verb": step.act, "label": step.label, "form": made,
                      "button": _(BUTTONS[step.act])})  # fmt: skip
    return found


def _after_release(request: OfficeRequest, row: Journey) -> str:
    """Return where somebody who may reports what came up with a person, "" where none may."""
    over = row.is_revoked or row.is_posted
    if over or reader_of(request.actor, request.campaign) is None:
        return ""
    url = url_if_open(request.actor, "repairs:report")
    return f"{url}?person={row.pk}" if url else ""


def _papers(
    request: OfficeRequest, row: Journey, issues: Mapping[str, Issue], waits: bool
) -> list[dict[str, Any]]:
    """Return the papers that this office may have, with number and the way to one.

    Of a revoked move only those that had a number or are in somebody's hands, to say what became of
    them; of one that waits for steps of the law none is numbered or printed yet.
    """
    found = []
    out = {receipt.act for receipt in row.receipts.all()} if row.is_revoked else set()
    for kind in KINDS:
        if not may_have(request.actor, row, kind):
            continue
        issue = issues[kind.slug]
        unnumbered = kind.verb in out and not issue.gone
        if row.is_revoked and not issue.gone and not unnumbered:
            continue
        own = access.may_do(request.actor, row, kind.verb) and not row.is_revoked
        found.append(
            {
                "slug": kind.slug,
                "label": _(kind.label),
                "number": "" if row.is_revoked else issue.number,
                "gone": issue.gone,
                "recalled": unnumbered,
                "may_number": own and not issue.number and not waits
                and (kind.verb not in POSTED or row.state in THERE)
                and not queries.closed(request.campaign),
                "word": word_of(request.actor, kind) if own else None,
            }
        )  # fmt: skip
    if row.is_revoked:
        return found
    return [*found, {"slug": SHEET, "label": _(SHEET_LABEL), "unnumbered": True}]
