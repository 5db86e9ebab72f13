"""The pages behind the plan's own door: everybody by step, one answer whole, talks, overriding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.queries import standing_decision
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.deliberation.views.refusing import refused
from lungang.campaign.procedure import access, actions
from lungang.campaign.procedure.actions.overriding import may_be_overridden
from lungang.campaign.procedure.forms import AnswerForm, AskForm, ClearForm, OverrideForm, suggested
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.namesakes import without_anybody
from lungang.campaign.procedure.queries import (
    closed,
    in_hand,
    is_final,
    noted_by,
    standing,
    taken_back,
)
from lungang.campaign.procedure.showing import cell_of, dissents, is_late, matrix_of
from lungang.campaign.procedure.states import ANSWERS, QUESTIONS
from lungang.campaign.procedure.steps import has_steps, steps_before
from lungang.errors import InputError, LungangError, NotPermitted
from lungang.i18n import gettext as told
from lungang.platform.pages import perform, seen
from lungang.platform.texts import ReasonForm
from lungang.policy.pack.model import PROCEDURE

HERE = "procedure:matrix"
PAGE = gettext_noop("征询情况")


@sealed_page(PAGE)
def matrix(request: SealedRequest) -> HttpResponse:
    """Show everybody who moves, by step: what is in, what is missing and from whom."""
    return _matrix(request, AskForm(initial=suggested(request.campaign)))


def _matrix(request: SealedRequest, form: AskForm) -> HttpResponse:
    campaign = request.campaign
    decision = standing_decision(campaign)
    on = has_steps(campaign)
    made = matrix_of(campaign, decision) if decision is not None and on else None
    waits = decision is not None and decision.state == DecisionState.ASKED
    digest = decision.opened.digest if decision is not None else ""
    context = {
        "on": on,
        "decision": decision,
        "matrix": made,
        "digest": digest,
        "dissents": dissents(campaign) if on and decision is None else [],
        "may_ask": bool(
            made and (made.unasked or made.needless) and waits and access.may_ask(request.actor)
            and not closed(campaign)
        ),
        "taken_back": [
            (row.opened.name, row.opened.asked, told(PROCEDURE[row.opened.step]), row.void_because)
            for row in (taken_back(campaign) if on else [])
        ],
        "released": decision is not None and decision.released_at is not None,
        "closed": closed(campaign),
        "form": form,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return show(request, "procedure/matrix.html", context, digest=digest, status=status)


@sealed_page(PAGE, methods=("POST",), rule=access.may_ask)
def ask(request: SealedRequest) -> HttpResponse:
    """Send out what the plan asks for and was not asked yet."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _matrix(request, form)
    digest = request.POST.get("digest", "")[:64]
    try:
        perform(request, actions.ask, request.campaign, digest, form.cleaned_data["due_at"])
    except InputError as refusal:
        form.add_error("due_at", str(refusal))
        return _matrix(request, form)
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse(HERE))
    messages.success(request, _("已发出征询，要答的在各自的工作台上看到"))
    return redirect(HERE)


def _the(request: SealedRequest, pk: UUID) -> Inquiry:
    rows = standing(request.campaign).select_related("decision__scenario__principles__pack")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@sealed_page(gettext_noop("一件征询"))
def one(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show one inquiry and its answer whole."""
    return _one(request, _the(request, pk))


def _one(
    request: SealedRequest, row: Inquiry, form: AnswerForm | ReasonForm | None = None
) -> HttpResponse:
    steps = {step.id: step for step in steps_before(row.decision.scenario.principles)}
    step, over = row.opened.step, closed(request.campaign)
    notes = not over and noted_by(request.actor, request.campaign).filter(pk=row.pk).exists()
    notes = notes and not is_final(row)
    open_ = not over and in_hand(request.campaign).filter(pk=row.pk).exists()
    overrides = open_ and row.stops and access.may_override(request.actor)
    overridable = may_be_overridden(row)
    barred = bool(without_anybody(request.campaign, [row]))
    clears = not over and barred and access.may_clear(request.actor)
    answered = row.answered
    made = form
    if made is None and notes:
        made = AnswerForm(step)
    elif made is None and overrides and overridable:
        made = OverrideForm()
    elif made is None and clears:
        made = ClearForm()
    context: dict[str, Any] = {
        "inquiry": row,
        "content": row.opened,
        "shown": [(_(label), value) for label, value in row.opened.shown],
        "question": _(QUESTIONS[step]),
        "label": told(PROCEDURE[step]),
        "step": steps.get(step),
        "cell": cell_of(row),
        "barred": barred,
        "clears": clears,
        "known_apart": row.known_apart,
        "said": _(ANSWERS[step][not answered.consents]) if answered else "",
        "answer": answered,
        "override": row.overridden,
        "late": is_late(row),
        "notes": notes,
        "overrides": overrides and overridable,
        "binding": row.stops and not overridable,
        "form": made,
        "closed": over,
    }
    status = 422 if made is not None and made.errors else 200
    return show(request, "procedure/one.html", context, status=status)


@sealed_page(gettext_noop("一件征询"), methods=("POST",), rule=access.may_note)
def note(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Put a talk or an inspection on record."""
    row = _the(request, pk)
    if not noted_by(request.actor, request.campaign).filter(pk=pk).exists():
        raise Http404
    form = AnswerForm(row.opened.step, request.POST)
    if not form.is_valid():
        return _one(request, row, form)
    said = form.said
    return _act(request, row, form, lambda: perform(
        request, actions.note, request.campaign, pk, said, seen=seen(request)
    ))  # fmt: skip


@sealed_page(gettext_noop("一件征询"), methods=("POST",), rule=access.may_override)
def override(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Go on against a dissent, with the group's reason."""
    return _with_reason(request, pk, OverrideForm(request.POST), actions.override)


@sealed_page(gettext_noop("一件征询"), methods=("POST",), rule=access.may_clear)
def clear(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Let a namesake answer, with how they were found to be two."""
    return _with_reason(request, pk, ClearForm(request.POST), actions.clear)


def _with_reason(request: SealedRequest, pk: UUID, form: ReasonForm, act: Any) -> HttpResponse:
    row = _the(request, pk)
    if not form.is_valid():
        return _one(request, row, form)
    reason = form.cleaned_data["reason"]
    return _act(request, row, form, lambda: perform(
        request, act, request.campaign, pk, reason, seen=seen(request)
    ))  # fmt: skip


def _act(
    request: SealedRequest, row: Inquiry, form: AnswerForm | ReasonForm, act: Any
) -> HttpResponse:
    try:
        act()
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return _one(request, row, form)
    except NotPermitted:
        raise
    except LungangError as error:
        return refused(request, error, reverse("procedure:one", args=[row.pk]))
    messages.success(request, _("已记下"))
    return redirect(HERE)
