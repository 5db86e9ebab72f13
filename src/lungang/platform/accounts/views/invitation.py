"""The page behind a one-time link: a person sets the password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lungang.platform import clock
from lungang.platform.accounts.actions import accept_invitation, digest_of
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.forms import PasswordForm
from lungang.platform.accounts.models import Invitation


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Set the password by the link; a link that is used or over is not there."""
    rows = Invitation.objects.filter(used_at=None, expires_at__gt=clock.now())
    found = rows.select_related("user").filter(digest=digest_of(token), user__is_active=True)
    open_link = found.first()
    if open_link is None:
        raise Http404
    form = PasswordForm(request.POST or None, user=open_link.user)
    if request.method == "POST" and form.is_valid():
        accept_invitation(Actor(user=open_link.user), token, form.cleaned_data["password"])
        if request.user.is_authenticated:
            logout(request)  # a shared screen: the next page is for the one who has the link
        messages.success(request, _("口令已设，请登录"))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form, "person": open_link.user})
