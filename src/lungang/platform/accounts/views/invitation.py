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

from lungang.errors import NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actions import accept_invitation, digest_of
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.forms import PasswordForm
from lungang.platform.accounts.models import Invitation


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Set the password by the link. Who comes again with it is told that it is good no longer."""
    found = Invitation.objects.select_related("user").filter(digest=digest_of(token)).first()
    if found is None:
        raise Http404
    if not found.user.is_active or found.used_at or found.expires_at <= clock.now():
        return _over(request, found)
    open_link = found
    form = PasswordForm(request.POST or None, user=open_link.user)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(Actor(user=open_link.user), token, form.cleaned_data["password"])
        except NotPermitted:  # used between our look and the act
            return _over(request, found)
        if request.user.is_authenticated:
            logout(request)  # a shared screen: the next page is for the one who has the link
        messages.success(request, _("口令已设，请登录"))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form, "person": open_link.user})


def _over(request: Any, found: Invitation) -> HttpResponse:
    """Say that a link is used or over, and what to do; not whose it was."""
    context = {"is_late": found.used_at is None and found.user.is_active}
    return render(request, "accounts/invitation_over.html", context, status=410)
