"""A person's own pages: which office to act in, settings, drafts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lungang.platform.accounts import access, actions, forms
from lungang.platform.accounts.actions.drafts import forget_draft
from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.models import Draft
from lungang.platform.accounts.queries import holdings_of
from lungang.platform.accounts.step_up import has_second_factor, proved_now
from lungang.platform.pages import OfficeRequest, page, perform

BOTH = ("GET", "POST")


@page(access.is_anybody, methods=BOTH, campaign=False)
def offices(request: OfficeRequest) -> HttpResponse:
    """Choose the office to act in (换岗位)."""
    held = holdings_of(request.user)  # type: ignore[arg-type]
    if request.method == "POST":
        number = request.POST.get("holding", "")
        chosen = int(number) if number.isdecimal() and len(number) < 15 else 0
        actions.choose_office(request.actor, chosen)  # from whichever office the page was opened in
        request.session.cycle_key()  # other rights, other key
        request.session[HOLDING] = chosen
        return redirect(_safe(request, request.POST.get("next", "")))
    context = {"held": held, "next": _safe(request, request.GET.get("next", ""))}
    return render(request, "accounts/offices.html", context)


@page(access.is_anybody, methods=BOTH, campaign=False)
def preferences(request: OfficeRequest) -> HttpResponse:
    """Show and change the own settings (我的设置)."""
    user: Any = request.user
    initial = {
        "loose_rows": user.prefers_loose_rows,
        "shortcuts": user.keyboard_shortcuts,
        "language": request.LANGUAGE_CODE,
    }
    form = forms.PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        language = given.pop("language")
        perform(request, actions.change_preferences, **given)
        messages.success(request, _("设置已存"))
        return _with_language(redirect("accounts:settings"), language)
    context = {"form": form, "has_second": has_second_factor(user), "held": holdings_of(user)}
    return render(request, "accounts/settings.html", context)


@page(access.is_anybody, methods=BOTH, campaign=False)
@proved_now
def email(request: OfficeRequest) -> HttpResponse:
    """Enter or change the own mail address, after showing anew who one is."""
    user: Any = request.user
    form = forms.EmailForm(request.POST or None, initial={"email": user.email})
    if request.method == "POST" and form.is_valid():
        perform(request, actions.change_email, **form.cleaned_data)
        messages.success(request, _("邮箱已存"))
        return redirect("accounts:settings")
    return render(request, "accounts/email.html", {"form": form})


@page(access.is_anybody, methods=("POST",), campaign=False)
def drop_draft(request: OfficeRequest, pk: str) -> HttpResponse:
    """Forget a draft of one's own."""
    found = Draft.objects.filter(pk=pk, holding=request.actor.holding).first()
    if found is None:
        raise Http404
    forget_draft(request.actor, found.path)
    return redirect(_safe(request, request.POST.get("next") or found.path))


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        "en" if language == "en" else "zh",
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _safe(request: OfficeRequest, url: str) -> str:
    """Return an address on this site, or the workbench."""
    allowed = url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if allowed else "/"
