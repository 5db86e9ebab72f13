"""Addresses of signing in: those pages of allauth that the office has, and no other of its many.

There is no sign-up, no page about e-mail, no recovery by e-mail: a lost password is reset by the
security administrator.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.mfa import signals
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lungang.platform.accounts.actions import note_failure, note_second_factor
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.adapter import address_of
from lungang.platform.accounts.middleware import CLEAR
from lungang.platform.accounts.models import User


def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget what it kept."""
    response: HttpResponse = views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = CLEAR
    return response


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", leave, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/", views.password_change, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("second/", factors.index, name="mfa_index"),
    path("second/sign-in/", factors.authenticate, name="mfa_authenticate"),
    path("second/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("second/app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("second/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second/keys/again/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("second/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
]


def listen() -> None:
    """Have allauth tell us of second factors."""
    for signal, receiver in (
        (signals.authenticator_added, _added),
        (signals.authenticator_removed, _removed),
        (signals.authenticator_reset, _renewed),
        (signals.authentication_failed, _failed),
    ):
        signal.connect(receiver, dispatch_uid=f"lungang.{receiver.__name__}")


def _added(user: User, authenticator: Any, **_kwargs: Any) -> None:
    note_second_factor(Actor(user=user), "设二次验证", str(authenticator.type))


def _removed(user: User, authenticator: Any, **_kwargs: Any) -> None:
    note_second_factor(Actor(user=user), "撤二次验证", str(authenticator.type))


def _renewed(user: User, authenticator: Any, **_kwargs: Any) -> None:
    note_second_factor(Actor(user=user), "换备用码", str(authenticator.type))


def _failed(user: User, request: HttpRequest, **_kwargs: Any) -> None:
    note_failure(user.username, "二次验证", address_of(request))
