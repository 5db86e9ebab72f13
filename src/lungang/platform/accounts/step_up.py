"""Before what must not be done on an unguarded screen: the second factor, now (ASVS 7.5.3)."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

P = ParamSpec("P")
IN_DEMO = "in_demo"
"""Where the session notes that somebody came in by the demonstration's own entrance."""
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: Any) -> bool:
    """Whether an account has a second factor of its own; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=STRONG).exists())


def showed_second_factor(request: HttpRequest) -> bool:
    """Whether the person showed the second factor in this session within five minutes."""
    newest = max(
        (
            record.get("at", 0)
            for record in get_authentication_records(request, request.user)
            if record.get("method") == "mfa"
        ),
        default=0,
    )
    return bool(time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def require_second_factor_now(request: HttpRequest) -> HttpResponse | None:
    """Return None where the second factor was just shown, else the answer that asks for it.

    ::

        if (ask := require_second_factor_now(request)) is not None:
            return ask

    The person comes back to this page by GET. Somebody without a second factor is led to set one
    up first.
    """
    if showed_second_factor(request):
        return None
    return ask_second_factor(request, request.get_full_path())


def ask_second_factor(request: HttpRequest, back: str) -> HttpResponse:
    """Return the answer that asks for the second factor, or to set one up; then back by GET."""
    kinds = set(
        Authenticator.objects.filter(user=request.user.pk, type__in=STRONG).values_list(
            "type", flat=True
        )
    )
    if not kinds:
        return redirect("mfa_index")
    by_code = Authenticator.Type.TOTP in kinds
    name = "mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(name)}?{urlencode({'next': back})}")


def entered_demo(request: HttpRequest) -> bool:
    """Whether somebody came in by the demonstration's entrance: without password or factor."""
    return bool(settings.SITE.demo and request.session.get(IN_DEMO))


def require_proof_now(request: HttpRequest) -> HttpResponse | None:
    """Like :func:`require_second_factor_now`; who has no second factor gives the password anew."""
    if entered_demo(request):
        return None
    if has_second_factor(request.user):
        return require_second_factor_now(request)
    newest = max(
        (record.get("at", 0) for record in get_authentication_records(request, request.user)),
        default=0,
    )
    if time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    where = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('account_reauthenticate')}?{where}")


def proved_now(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Guard a view by :func:`require_proof_now`; stands below ``@page``."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        ask = require_proof_now(request)
        return view(request, *args, **kwargs) if ask is None else ask

    return guarded
