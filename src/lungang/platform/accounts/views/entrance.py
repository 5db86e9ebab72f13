"""The entrance of a demonstration: a visitor enters as anybody, without password. Nowhere else."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.queries import entrances
from lungang.platform.accounts.step_up import IN_DEMO


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Any) -> HttpResponse:
    """Show one person for each office, and let the visitor enter as that person."""
    if not settings.SITE.demo:
        raise Http404
    county, units, moved = entrances()
    if request.method == "POST":
        return _enter(request, [*county, *units, *moved])
    context = {"county": county, "units": units, "moved": moved}
    return render(request, "accounts/enter.html", context)


def _enter(request: Any, held: list[Any]) -> HttpResponse:
    chosen = next((row for row in held if str(row.pk) == request.POST.get("holding")), None)
    if chosen is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    request.sign_in_by = "演示"
    get_adapter(request).login(request, chosen.user)
    request.session[HOLDING] = chosen.pk
    request.session[IN_DEMO] = True
    return redirect("core:home")
