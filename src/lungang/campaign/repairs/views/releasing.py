"""Making a repair known: behind the door, for until then it is sealed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.deliberation.door import SealedRequest, prove_again, sealed_page
from lungang.campaign.deliberation.views.refusing import refused
from lungang.campaign.procedure.steps import has_steps
from lungang.campaign.repairs import access, actions, queries
from lungang.campaign.repairs.forms import KnownForm
from lungang.campaign.repairs.moving import moved_under
from lungang.campaign.repairs.showing import shown
from lungang.campaign.repairs.states import OPEN, RepairState
from lungang.campaign.repairs.views.sealed import show
from lungang.errors import InputError, LungangError, NotPermitted
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import perform, seen


@sealed_page(gettext_noop("补充公布"), methods=("GET", "POST"), rule=access.may_release)
def release(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Make the confirmed repair known at a meeting or by a notice, with new deadlines."""
    row = get_object_or_404(queries.repairs(request.campaign), pk=pk)
    made = shown(request.campaign, row)
    back = reverse("repairs:repair", args=[pk])
    if request.method == "POST":
        here = reverse("repairs:release", args=[pk])
        if (proof := prove_again(request, here)) is not None:
            return proof
    if request.method == "GET" and (row.state != RepairState.CONFIRMED or made is None):
        return show(request, "repairs/nothing_to_release.html", {"back": back})
    digest = made.content.digest if made else ""
    form = (
        KnownForm(request.campaign, request.POST)
        if request.method == "POST"
        else KnownForm(request.campaign, typed=initial_from(request))
    )
    context = {
        "repair": row,
        "shown": made,
        "form": form,
        "closed": queries.closed(request.campaign),
        "moved": moved_under(request.campaign, row) if row.state in OPEN and made else [],
        "back": back,
        "asks": has_steps(request.campaign),
    }
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "repairs/release.html", context, digest=digest, status=status)
    try:
        perform(
            request, actions.release, request.campaign, pk, request.POST.get("digest", "")[:64],
            form.known, seen=seen(request),
        )  # fmt: skip
    except NotPermitted:
        raise
    except InputError as refusal:
        form.add_error(None, str(refusal))
        return show(request, "repairs/release.html", context, digest=digest, status=422)
    except LungangError as error:
        return refused(request, error, back, getattr(error, "changes", ()))
    messages.success(request, _("已补充公布。作废的公文请重开，通知请各单位来领"))
    return redirect("transfer:board")
