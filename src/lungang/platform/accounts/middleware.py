"""Every request knows in which office it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.queries import actor_for

Next = Callable[[HttpRequest], HttpResponse]
HOLDING = "holding"
"""Where the session keeps the office chosen. The office itself is read anew with each request."""


class OfficeMiddleware:
    """Put the actor on the request: the person signed in, in the office chosen."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Find the actor and pass on."""
        if request.user.is_authenticated:
            request.actor = actor_for(request.user, request.session.get(HOLDING))
        else:
            request.actor = Actor()
        return self.get_response(request)
