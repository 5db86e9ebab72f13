"""The unit's own page: its people who must exchange or rotate, and what it says of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Task
from lungang.campaign.screening import access, actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.answering import (
    Change,
    Seen,
    Typed,
    changes_of,
    handle,
    seen_results,
    showing,
    standing_of,
    typed_in,
)
from lungang.campaign.screening.forms import OpinionForm
from lungang.campaign.screening.showing import with_stances
from lungang.campaign.screening.states import OpinionAnswer
from lungang.errors import NotNow, Stale
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform


@dataclass
class Entry:
    """One person on the page: with the form where an answer can be given now.

    ``kept`` is what was typed about the person and not taken, ``changes`` what is other by now.
    """

    row: Any
    name: str
    form: OpinionForm | None = None
    kept: Typed | None = None
    changes: list[Change] = field(default_factory=list)


@page(access.may_see_unit, methods=("GET", "POST"))
def unit(request: OfficeRequest) -> HttpResponse:
    """Show the unit's people; its HR officer answers for each."""
    tasks = request.campaign.tasks.filter(kind=queries.OPINIONS, unit=request.actor.unit_id)
    task = tasks.exclude(state="withdrawn").first()
    if request.method == "GET":
        return _show(request, task, _entries(request, task, {}))
    if not access.may_give_opinions(request.actor):
        raise Http404
    seen = Seen.read(request.POST.get("seen", ""))
    typed = typed_in(request.POST, seen)
    entries = _entries(request, task, typed)
    bound = [entry.form for entry in entries if entry.form is not None and entry.form.is_bound]
    valid = [form.is_valid() for form in bound]  # each, so that each shows its errors
    if not all(valid):
        _tell_changes(request, entries, typed, seen)
        return _show(request, task, entries, status=422)
    sent = {name: text for name, text in request.POST.items() if "-" in name}
    answers = _answers(entries, typed, seen)
    try:
        perform(request, actions.give_opinions, request.campaign, computed=answers, sent=sent)
    except (NotNow, Stale) as refusal:
        _tell_changes(request, entries, typed, seen)
        return _show(request, task, entries, status=409, refusal=str(refusal))
    messages.success(request, _("意见已报"))
    return redirect("screening:unit")


def _show(
    request: OfficeRequest,
    task: Task | None,
    entries: list[Entry],
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    run = queries.last_run(request.campaign)
    forms = [entry.form for entry in entries if entry.form is not None]
    context = {
        "why_not": _why_not(request, task),
        "task": task,
        "entries": entries,
        "seen": showing([entry.row for entry in entries if entry.row], run.number if run else 0),
        "may_give": bool(forms),
        "forms": [form for form in forms if form.errors],
        "refusal": refusal,
        "answers": OpinionAnswer.choices,
    }
    return render(request, "screening/unit.html", context, status=status)


def _tell_changes(
    request: OfficeRequest, entries: list[Entry], typed: dict[str, Typed], seen: Seen
) -> None:
    """Say of each person typed about what changed since, and keep what has no form any more."""
    before = seen_results(request.campaign, request.actor.unit_id, seen)
    here = {handle(entry.row.person_key): entry for entry in entries}
    for name, said in typed.items():
        entry = here.get(name)
        if entry is None:
            known = before.get(name)
            entry = Entry(None, known.name if known else _("不在名单上的人"))
            entries.append(entry)
        if entry.form is None:
            entry.kept = said
        if entry.row is None or standing_of(entry.row) != seen.of(name):
            entry.changes = changes_of(before.get(name), seen.of(name), entry.row)


def _why_not(request: OfficeRequest, task: Task | None) -> str:
    """Say why no answer can be given now by the office that was asked."""
    if task is None or not access.may_give_opinions(request.actor):
        return ""
    if why := queries.closed(request.campaign):
        return why
    if queries.standing_confirmation(request.campaign) is not None:
        return _("应交流人员名单已经确认，意见不能再改。有新情况，请领导小组先退回名单")
    return ""


def _entries(request: OfficeRequest, task: Task | None, typed: dict[str, Typed]) -> list[Entry]:
    """Return each person of the unit, with the form where an answer can be given now."""
    found = queries.results_for(request.actor, request.campaign)
    rows = with_stances(found.order_by("verdict", "strokes"), request.campaign)
    asks = (
        task is not None
        and not queries.closed(request.campaign)
        and access.may_give_opinions(request.actor)
        and queries.standing_confirmation(request.campaign) is None
    )
    draft = initial_from(request) if request.method == "GET" else {}
    return [
        Entry(row, row.name, _form(row, request.POST, typed, draft) if asks else None)
        for row in rows
    ]


def _form(
    row: Any, data: QueryDict, typed: dict[str, Typed], draft: dict[str, str]
) -> OpinionForm | None:
    """Return a person's form; where nothing was typed it shows what is answered by now."""
    if row.petition_state in ("asked", "approved"):
        return None
    prefix = handle(row.person_key)
    return OpinionForm(
        data if prefix in typed else None,
        prefix=prefix,
        initial={
            "answer": draft.get(f"{prefix}-answer") or row.opinion or "",
            "reason": draft.get(f"{prefix}-reason", ""),
        },
    )


def _answers(entries: list[Entry], typed: dict[str, Typed], seen: Seen) -> list[Answer]:
    """Return what was typed: of whom the page has no form by now it is for nobody's result."""
    open_ones = {handle(entry.row.person_key): entry for entry in entries if entry.form is not None}
    answers = []
    for name in typed:
        entry = open_ones.get(name)
        if entry is None or entry.form is None:
            answers.append(Answer(None, OpinionAnswer.NO_OBJECTION, stood=seen.of(name)))
            continue
        said = entry.form.cleaned_data
        answer = OpinionAnswer(said["answer"])
        answers.append(Answer(entry.row.pk, answer, said["reason"], seen.of(name)))
    return answers
